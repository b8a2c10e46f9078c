import { readSync } from 'node:fs';
import { CsvRecord, scanRecord } from '../model/load/csv-record.ts';
import type { KeyPlaces } from '../model/load/key-places.ts';
import { KeyReader } from '../model/load/key-reader.ts';
import { keyRoom } from '../model/load/key-rule.ts';
import { type KeyPlace, KeyTable } from '../model/load/key-table.ts';
import type { KeyColumn, OnDuplicate } from './key-check.ts';

/** A row that is not sent because another row of the file has its key. */
export interface Duplicate extends KeyPlace {
  readonly keptLine: number;
}

/** What the search needs of the file. */
export interface KeyFile {
  readonly fd: number;
  readonly size: number;
  readonly delimiter: number;
}

/** What to look for, and where. */
export interface DuplicateSearch {
  readonly file: KeyFile;
  readonly key: KeyColumn;
  readonly policy: OnDuplicate;
}

const LOOK_BYTES = 4096;
/** Sets the first size of the key table, so that most files never make it grow. */
const SHORTEST_LIKELY_ROW = 80;

/** The key of a row, read from the file again. */
class KeyLook {
  readonly #file: KeyFile;
  readonly #column: number;
  readonly #reader: KeyReader;
  readonly #record = new CsvRecord();
  #look = Buffer.alloc(LOOK_BYTES);
  #key = Buffer.alloc(LOOK_BYTES);

  constructor(file: KeyFile, { column, rule }: KeyColumn) {
    this.#file = file;
    this.#column = column;
    this.#reader = new KeyReader(rule);
  }

  /** The key of the row at this offset, good until the next one is read. */
  at(offset: number): Buffer {
    this.#readRecord(offset);
    const start = this.#record.starts[this.#column] as number;
    const end = this.#record.ends[this.#column] as number;
    if (this.#key.length < keyRoom(start, end)) this.#key = Buffer.alloc(2 * keyRoom(start, end));
    return this.#key.subarray(0, this.#reader.read(this.#look, start, end, this.#key, 0));
  }

  #readRecord(offset: number): void {
    const { fd, size, delimiter } = this.#file;
    for (;;) {
      const wanted = Math.min(this.#look.length, size - offset);
      const read = readSync(fd, this.#look, 0, wanted, offset);
      const isLast = offset + read >= size || read === 0;
      const scan = scanRecord(this.#look, 0, read, isLast, delimiter, this.#record);
      if (scan !== 'incomplete' || isLast) return;
      this.#look = Buffer.alloc(this.#look.length * 2);
    }
  }
}

/** Finds the rows whose key another row has. */
export class DuplicateFinder {
  readonly #policy: OnDuplicate;
  readonly #table: KeyTable;
  readonly #mine: KeyLook;
  readonly #other: KeyLook;
  #offset = 0;
  readonly #duplicates: Duplicate[] = [];

  constructor({ file, key, policy }: DuplicateSearch) {
    this.#policy = policy;
    this.#mine = new KeyLook(file, key);
    this.#other = new KeyLook(file, key);
    this.#table = new KeyTable(file.size / SHORTEST_LIKELY_ROW);
  }

  /** Takes in the keys of the next rows. */
  add({ count, hashes, offsets, lines }: KeyPlaces): void {
    const replace = this.#policy !== 'first';
    for (let i = 0; i < count; i++) {
      const [offset, line] = [offsets[i] as number, lines[i] as number];
      this.#offset = offset;
      const before = this.#table.enter(hashes[i] as number, offset, line, this.#isSame, replace);
      if (before === null) continue;
      this.#duplicates.push(
        replace ? { ...before, keptLine: line } : { offset, line, keptLine: before.line },
      );
    }
  }

  /** Ends the search. @returns the rows that are not to be sent, as they were found */
  finish(): readonly Duplicate[] {
    this.#table.free();
    return this.#duplicates;
  }

  /** Whether the row at this offset has the key of the row that is being entered. Hashes are equal by then: hardly ever asked. */
  readonly #isSame = (offset: number): boolean => this.#mine.at(this.#offset).equals(this.#other.at(offset));
}
