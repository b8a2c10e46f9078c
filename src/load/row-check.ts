import { isUtf8 } from 'node:buffer';
import { type CsvRecord, MAX_FIELDS } from '../model/load/csv-record.ts';
import { fieldText } from '../model/load/field-text.ts';
import { UserError } from '../model/user-error.ts';
import { CsvFileError } from './csv-file.ts';
import type { Header } from './header.ts';

/** "Limits" of the Bulk API guide, characters. */
const LONGEST_FIELD = 131_072;
const LONGEST_RECORD = 400_000;

const CSV_ERRORS: Readonly<Record<CsvFileError['fault'], string>> = {
  'stray-quote': 'CsvStrayQuote',
  'lone-cr': 'CsvLoneCr',
  'open-quote': 'CsvOpenQuote',
  'too-many-fields': 'TooManyFields',
  'record-too-long': 'RecordTooLong',
};

/** A failure at a line of the user's file. */
export function fileError(code: string, file: string, line: number, ...values: string[]): UserError {
  return new UserError({ area: 'load', code, values: [file, String(line), ...values], data: { line } });
}

/** Runs a reader of the user's file; what is no CSV becomes an error that names the line. */
export async function withCsvErrors<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CsvFileError) throw fileError(CSV_ERRORS[error.fault], file, error.line);
    throw error;
  }
}

/** Characters of a field, counted only where its bytes may be too many. */
function tooLong(bytes: Buffer, start: number, end: number, most: number): boolean {
  return end - start > most && fieldText(bytes, start, end).length > most;
}

/** Checks each record against the header and the limits of the API, and that it is text. */
export class RowCheck {
  readonly #file: string;
  readonly #header: Header;
  #blankLine = 0;
  #windowLine: number;

  constructor(file: string, header: Header) {
    this.#file = file;
    this.#header = header;
    this.#windowLine = header.dataLine;
  }

  /** @returns whether it is a row; false for a blank line, which may stand only at the end */
  isRow(bytes: Buffer, start: number, record: CsvRecord, line: number): boolean {
    if (record.end === start) {
      this.#blankLine ||= line;
      return false;
    }
    if (this.#blankLine > 0) throw fileError('BlankLine', this.#file, this.#blankLine);
    const { columns, lineEnding } = this.#header;
    if (record.fields !== columns.length) {
      throw fileError('FieldCount', this.#file, line, String(record.fields), String(columns.length));
    }
    if (record.terminator !== lineEnding && record.terminator !== 'none') {
      throw fileError('MixedLineEndings', this.#file, line, record.terminator, lineEnding);
    }
    this.#checkLengths(bytes, start, record, line);
    return true;
  }

  #checkLengths(bytes: Buffer, start: number, record: CsvRecord, line: number): void {
    if (record.longest > LONGEST_FIELD) {
      for (let i = 0; i < Math.min(record.fields, MAX_FIELDS); i++) {
        const [from, to] = [record.starts[i] as number, record.ends[i] as number];
        if (!tooLong(bytes, from, to, LONGEST_FIELD)) continue;
        throw fileError('FieldTooLong', this.#file, line, this.#header.columns[i] ?? '');
      }
    }
    if (tooLong(bytes, start, record.end, LONGEST_RECORD)) throw fileError('RecordTooLong', this.#file, line);
  }

  /** Checks the bytes of a window at once; only a bad one is searched for its line. */
  checkText(bytes: Buffer, end: number, nextLine: number): void {
    const text = bytes.subarray(0, end);
    const zero = text.indexOf(0);
    if (zero !== -1) throw fileError('BinaryFile', this.#file, this.#windowLine + countLines(text, zero));
    if (!isUtf8(text)) throw fileError('NotUtf8', this.#file, this.#windowLine + badLine(text));
    this.#windowLine = nextLine;
  }
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

/** Lines before the first one that is not UTF-8. */
function badLine(bytes: Buffer): number {
  let lines = 0;
  for (let from = 0; from < bytes.length; lines++) {
    const lineFeed = bytes.indexOf(10, from);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    if (!isUtf8(bytes.subarray(from, end))) return lines;
    from = end;
  }
  return lines;
}
