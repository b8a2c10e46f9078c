import { createHash } from 'node:crypto';
import type { KeyPlaces } from '../model/load/key-places.ts';
import { type Duplicate, DuplicateFinder, type DuplicateSearch } from './duplicate-finder.ts';

/** A block of the file, whose rows have been checked. */
export interface LedgerEntry {
  /** How many bytes of the block are whole records. */
  readonly end: number;
  /** Where chunks begin in it, but for the first one of the file. */
  readonly cuts: readonly number[];
  /** Behind the last row: blank lines at the end of a file belong to no chunk. */
  readonly upTo: number;
  /** Null if nobody asks for duplicates. */
  readonly keys: KeyPlaces | null;
}

/** What is known of a file once all of it has been read. */
export interface LedgerTotals {
  /** SHA-256 of each chunk. */
  readonly chunks: readonly string[];
  readonly duplicates: readonly Duplicate[];
}

/**
 * Keeps account of a file while it is read: hashes of what was seen, not of what a second reading would see, and keys. The hash
 * of the whole file is the reader's: so the two have about the same work.
 */
export class Ledger {
  readonly #finder: DuplicateFinder | null;
  #chunk = createHash('sha256');
  readonly #chunks: string[] = [];

  /** @param search - null if nobody asks for duplicates */
  constructor(search: DuplicateSearch | null) {
    this.#finder = search === null ? null : new DuplicateFinder(search);
  }

  add(bytes: Uint8Array, { cuts, upTo, keys }: LedgerEntry): void {
    let from = 0;
    for (const cut of cuts) {
      this.#chunk.update(bytes.subarray(from, cut));
      this.#chunks.push(this.#chunk.digest('hex'));
      this.#chunk = createHash('sha256');
      from = cut;
    }
    this.#chunk.update(bytes.subarray(from, upTo));
    if (keys !== null) this.#finder?.add(keys);
  }

  finish(): LedgerTotals {
    return {
      chunks: [...this.#chunks, this.#chunk.digest('hex')],
      duplicates: this.#finder?.finish() ?? [],
    };
  }
}
