import type { CsvRecord } from '../model/load/csv-record.ts';
import { fieldText } from '../model/load/field-text.ts';
import { type KeyPlaces, KeyPlacesBuilder } from '../model/load/key-places.ts';
import { KeyReader } from '../model/load/key-reader.ts';
import { type KeyRule, keyRoom } from '../model/load/key-rule.ts';
import { fileError } from './row-check.ts';

export type OnDuplicate = 'first' | 'last' | 'fail';

/** The external id as the org and the file have it. */
export interface KeyColumn {
  readonly name: string;
  /** Index of the column in the file. */
  readonly column: number;
  readonly rule: KeyRule;
  /** Longest value, characters; 0 for no limit. */
  readonly length: number;
}

const BLANK = 0x20;
const NUMBER_SIGN = 0x23;

/** Checks the key of every row, and gathers their hashes. */
export class KeyCheck {
  readonly #path: string;
  readonly #key: KeyColumn;
  readonly #reader: KeyReader;
  readonly #places = new KeyPlacesBuilder();
  #value = Buffer.alloc(4096);

  /** @param path - of the file, for messages */
  constructor(path: string, key: KeyColumn) {
    this.#path = path;
    this.#key = key;
    this.#reader = new KeyReader(key.rule);
  }

  /** Takes in one row. @throws UserError where its key is none */
  row(bytes: Buffer, record: CsvRecord, offset: number, line: number): void {
    const start = record.starts[this.#key.column] as number;
    const end = record.ends[this.#key.column] as number;
    if (this.#value.length < keyRoom(start, end)) this.#value = Buffer.alloc(2 * keyRoom(start, end));
    const length = this.#reader.read(bytes, start, end, this.#value, 0);
    this.#checkValue(bytes, start, end, length, line);
    this.#places.add(this.#reader.hash, offset, line);
  }

  /** The keys since the last call. */
  take(): KeyPlaces {
    return this.#places.take();
  }

  #checkValue(bytes: Buffer, start: number, end: number, read: number, line: number): void {
    const { name, length } = this.#key;
    if (this.#isNothing(read)) throw fileError('KeyEmpty', this.#path, line, name);
    if (length === 0 || end - start <= length) return;
    const characters = fieldText(bytes, start, end).length;
    if (characters > length) {
      throw fileError('KeyTooLong', this.#path, line, name, String(characters), String(length));
    }
  }

  /** Whether the key that was read last is blank, or `#N/A`, which sets a field to null. */
  #isNothing(length: number): boolean {
    const first = this.#value[0] ?? 0;
    if (length > 0 && first > BLANK && first !== NUMBER_SIGN) return false;
    const text = this.#value.toString('utf8', 0, length).trim();
    return text === '' || text.toUpperCase() === '#N/A';
  }
}
