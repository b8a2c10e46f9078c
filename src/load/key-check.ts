import { readSync } from 'node:fs';
import { CsvRecord, scanRecord } from '../model/load/csv-record.ts';
import { fieldText } from '../model/load/field-text.ts';
import { KeyReader } from '../model/load/key-reader.ts';
import { type KeyRule, keyRoom } from '../model/load/key-rule.ts';
import { type KeyPlace, KeyTable } from '../model/load/key-table.ts';
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

/** A row that is not sent because another row of the file has its key. */
export interface Duplicate extends KeyPlace {
  readonly keptLine: number;
}

/** What the check needs of the file. */
export interface KeyFile {
  readonly path: string;
  readonly fd: number;
  readonly size: number;
  readonly delimiter: number;
}

const LOOK_BYTES = 4096;
const BLANK = 0x20;
const NUMBER_SIGN = 0x23;
/** Sets the first size of the key table, so that most files never make it grow. */
const SHORTEST_LIKELY_ROW = 80;

/** Checks the key of every row, and finds the rows whose key another row has. */
export class KeyCheck {
  readonly #file: KeyFile;
  readonly #key: KeyColumn;
  readonly #policy: OnDuplicate;
  readonly #reader: KeyReader;
  readonly #table: KeyTable;
  readonly #record = new CsvRecord();
  #mine = Buffer.alloc(4096);
  #other = Buffer.alloc(4096);
  #look = Buffer.alloc(LOOK_BYTES);
  #mineLength = 0;
  readonly #duplicates: Duplicate[] = [];

  constructor(file: KeyFile, key: KeyColumn, policy: OnDuplicate) {
    this.#file = file;
    this.#key = key;
    this.#policy = policy;
    this.#reader = new KeyReader(key.rule);
    this.#table = new KeyTable(file.size / SHORTEST_LIKELY_ROW);
  }

  /** Takes in one row. */
  row(bytes: Buffer, record: CsvRecord, offset: number, line: number): void {
    const start = record.starts[this.#key.column] as number;
    const end = record.ends[this.#key.column] as number;
    if (this.#mine.length < keyRoom(start, end)) this.#mine = Buffer.alloc(2 * keyRoom(start, end));
    this.#mineLength = this.#reader.read(bytes, start, end, this.#mine, 0);
    const { hash } = this.#reader;
    this.#checkValue(bytes, start, end, line);
    const before = this.#table.enter(hash, offset, line, this.#isSame, this.#policy !== 'first');
    if (before === null) return;
    if (this.#policy === 'first') this.#duplicates.push({ offset, line, keptLine: before.line });
    else this.#duplicates.push({ ...before, keptLine: line });
  }

  /** Ends the check. @returns the rows that are not to be sent, as they were found */
  finish(): readonly Duplicate[] {
    this.#table.free();
    return this.#duplicates;
  }

  #checkValue(bytes: Buffer, start: number, end: number, line: number): void {
    const { name, length } = this.#key;
    if (this.#isNothing()) throw fileError('KeyEmpty', this.#file.path, line, name);
    if (length === 0 || end - start <= length) return;
    const characters = fieldText(bytes, start, end).length;
    if (characters > length) {
      throw fileError('KeyTooLong', this.#file.path, line, name, String(characters), String(length));
    }
  }

  /** Whether the key that was read last is blank, or `#N/A`, which sets a field to null. */
  #isNothing(): boolean {
    const first = this.#mine[0] ?? 0;
    if (this.#mineLength > 0 && first > BLANK && first !== NUMBER_SIGN) return false;
    const text = this.#mine.toString('utf8', 0, this.#mineLength).trim();
    return text === '' || text.toUpperCase() === '#N/A';
  }

  /** Whether the row at this offset has the key that was read last. */
  readonly #isSame = (offset: number): boolean => {
    for (;;) {
      const wanted = Math.min(this.#look.length, this.#file.size - offset);
      const read = readSync(this.#file.fd, this.#look, 0, wanted, offset);
      const isLast = offset + read >= this.#file.size || read === 0;
      const scan = scanRecord(this.#look, 0, read, isLast, this.#file.delimiter, this.#record);
      if (scan !== 'incomplete' || isLast) break;
      this.#look = Buffer.alloc(this.#look.length * 2);
    }
    const start = this.#record.starts[this.#key.column] as number;
    const end = this.#record.ends[this.#key.column] as number;
    if (this.#other.length < keyRoom(start, end)) this.#other = Buffer.alloc(2 * keyRoom(start, end));
    const length = this.#reader.read(this.#look, start, end, this.#other, 0);
    return length === this.#mineLength && this.#mine.compare(this.#other, 0, length, 0, length) === 0;
  };
}
