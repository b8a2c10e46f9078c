const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** How the last scanned record ended: by the end of the file, by LF, by CRLF. */
export type Terminator = 'none' | 'LF' | 'CRLF';

/** Why a record is no CSV. `lone-cr`: a carriage return without a line feed, outside quotes. */
export type CsvFault = 'stray-quote' | 'lone-cr' | 'too-many-fields';

/** What came of looking for a record. */
export type Scan = 'record' | 'incomplete' | CsvFault;

/** More fields in one record than the Bulk API takes (Bulk API guide, "Limits"). */
export const MAX_FIELDS = 5000;

/**
 * Where one record of a CSV file stands in a buffer; filled anew by every {@link scanRecord}. One object for a whole file,
 * so that a million rows cost no garbage.
 */
export class CsvRecord {
  /** Offset behind the last byte, without the line end. */
  end = 0;
  /** Offset of the next record. */
  next = 0;
  fields = 0;
  terminator: Terminator = 'none';
  /** Line feeds inside quoted fields. */
  innerLines = 0;
  /** Longest field, bytes, quotes included. */
  longest = 0;
  /** Start and end of each field, quotes included. */
  readonly starts = new Int32Array(MAX_FIELDS);
  readonly ends = new Int32Array(MAX_FIELDS);
}

/** Offset behind the quoted field that opens at `from`; -1 if its closing quote is not in sight. */
function skipQuoted(
  bytes: Uint8Array,
  from: number,
  end: number,
  record: CsvRecord,
  isLast: boolean,
): number {
  for (let at = from + 1; at < end; at++) {
    const byte = bytes[at];
    if (byte === LF) record.innerLines++;
    if (byte !== QUOTE) continue;
    if (at + 1 === end) return isLast ? end : -1;
    if (bytes[at + 1] !== QUOTE) return at + 1;
    at++;
  }
  return -1;
}

function skipPlain(bytes: Uint8Array, from: number, end: number, delimiter: number): number {
  // Nearly every byte lies above all four, and is passed with one look.
  const highest = Math.max(delimiter, QUOTE);
  let at = from;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte <= highest && (byte === delimiter || byte === LF || byte === CR || byte === QUOTE)) return at;
    at++;
  }
  return at;
}

function close(record: CsvRecord, end: number, next: number, terminator: Terminator): 'record' {
  record.end = end;
  record.next = next;
  record.terminator = terminator;
  return 'record';
}

function addField(record: CsvRecord, start: number, end: number): boolean {
  if (record.fields === MAX_FIELDS) return false;
  record.starts[record.fields] = start;
  record.ends[record.fields] = end;
  record.fields++;
  if (end - start > record.longest) record.longest = end - start;
  return true;
}

/** Ends the record at a byte that is neither field nor delimiter. */
function endRecord(bytes: Uint8Array, at: number, end: number, isLast: boolean, record: CsvRecord): Scan {
  if (bytes[at] === LF) return close(record, at, at + 1, 'LF');
  if (bytes[at] !== CR) return 'stray-quote';
  if (at + 1 < end) return bytes[at + 1] === LF ? close(record, at, at + 2, 'CRLF') : 'lone-cr';
  return isLast ? 'lone-cr' : 'incomplete';
}

/**
 * Finds the end of the record that begins at `from`, and its fields (RFC 4180, with any ASCII delimiter).
 *
 * @param end - number of valid bytes in the buffer
 * @param isLast - whether the file ends at `end`
 * @returns `record`; `incomplete` if its end is not in the buffer; or what is wrong with it
 */
export function scanRecord(
  bytes: Uint8Array,
  from: number,
  end: number,
  isLast: boolean,
  delimiter: number,
  record: CsvRecord,
): Scan {
  record.fields = 0;
  record.innerLines = 0;
  record.longest = 0;
  for (let start = from; ; ) {
    const quoted = start < end && bytes[start] === QUOTE;
    const at = quoted
      ? skipQuoted(bytes, start, end, record, isLast)
      : skipPlain(bytes, start, end, delimiter);
    if (at === -1 || (at >= end && !isLast)) return 'incomplete';
    if (!addField(record, start, at)) return 'too-many-fields';
    if (at >= end) return close(record, at, at, 'none');
    if (bytes[at] !== delimiter) return endRecord(bytes, at, end, isLast, record);
    start = at + 1;
  }
}
