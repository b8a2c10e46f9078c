import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { CsvRecord, scanRecord } from '../model/load/csv-record.ts';
import { DELIMITERS, type DelimiterName, detectDelimiter, type LineEnding } from '../model/load/dialect.ts';
import { fieldText } from '../model/load/field-text.ts';
import { UserError } from '../model/user-error.ts';

/** "Prepare CSV files", Bulk API 2.0 guide: the header line takes at most 32,000 characters. */
const LONGEST_HEADER = 32_000;
const HEAD_BYTES = 4 * LONGEST_HEADER + 64;

/** The first line of a CSV file. */
export interface Header {
  /** The line as it stands in the file, without a byte order mark and without its line end. */
  readonly text: string;
  readonly columns: readonly string[];
  readonly delimiter: DelimiterName;
  readonly lineEnding: LineEnding;
  /** Offset of the first record, and its line. */
  readonly dataStart: number;
  readonly dataLine: number;
}

function headerError(code: string, file: string, ...values: string[]): UserError {
  return new UserError({ area: 'load', code, values: [file, ...values] });
}

function refuseOtherEncodings(head: Buffer, file: string): void {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) throw headerError('NotUtf8', file, '1');
  if (head.includes(0)) throw headerError('BinaryFile', file);
}

function checkNames(columns: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const [index, name] of columns.entries()) {
    if (name.trim() === '') throw headerError('EmptyColumnName', file, String(index + 1));
    if (name !== name.trim()) throw headerError('ColumnNameBlanks', file, name);
    if (seen.has(name.toLowerCase())) throw headerError('ColumnTwice', file, name);
    seen.add(name.toLowerCase());
  }
}

function lineEndingOf(record: CsvRecord, given: LineEnding | null): LineEnding {
  return record.terminator === 'none' ? (given ?? 'LF') : record.terminator;
}

/** What the user says of the file; null where it is to be found out. */
export interface DialectWish {
  readonly delimiter: DelimiterName | null;
  readonly lineEnding: LineEnding | null;
}

/** Reads the first line of a file, and finds out delimiter and line ending. */
export async function readHeader(handle: FileHandle, file: string, wish: DialectWish): Promise<Header> {
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
  if (bytesRead === 0) throw headerError('EmptyFile', file);
  refuseOtherEncodings(head.subarray(0, Math.min(bytesRead, HEAD_BYTES)), file);
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const delimiter = wish.delimiter ?? detectDelimiter(head, from, bytesRead);
  const record = new CsvRecord();
  const isLast = bytesRead < HEAD_BYTES;
  const scan = scanRecord(head, from, bytesRead, isLast, DELIMITERS[delimiter].charCodeAt(0), record);
  if (scan === 'incomplete') throw headerError(isLast ? 'CsvOpenQuote' : 'HeaderTooLong', file, '1');
  if (scan === 'lone-cr') throw headerError('CsvLoneCr', file, '1');
  if (scan === 'stray-quote') throw headerError('CsvStrayQuote', file, '1');
  if (scan === 'too-many-fields') throw headerError('TooManyFields', file, '1');
  if (!isUtf8(head.subarray(from, record.end))) throw headerError('NotUtf8', file, '1');
  const text = head.toString('utf8', from, record.end);
  if (text.length > LONGEST_HEADER) throw headerError('HeaderTooLong', file, '1');
  const lineEnding = lineEndingOf(record, wish.lineEnding);
  if (wish.lineEnding !== null && wish.lineEnding !== lineEnding) {
    throw headerError('LineEndingDiffers', file, lineEnding, wish.lineEnding);
  }
  const columns = Array.from({ length: record.fields }, (_, i) =>
    fieldText(head, record.starts[i] as number, record.ends[i] as number),
  );
  checkNames(columns, file);
  return { text, columns, delimiter, lineEnding, dataStart: record.next, dataLine: 2 + record.innerLines };
}
