/**
 * The double's own reading of CSV, strict as RFC 4180 and written apart from the loader's, so that one mistake cannot
 * hide in both.
 */

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export interface CsvShape {
  readonly delimiter: string;
  readonly lineEnding: 'LF' | 'CRLF';
}

/** A body that the API would refuse to read. */
export class CsvError extends Error {}

/** Where the records of a body start and end, line ending excluded; the header is the first. */
export interface CsvRanges {
  readonly starts: number[];
  readonly ends: number[];
}

function hasOddQuotes(body: Buffer, start: number, end: number): boolean {
  let odd = false;
  for (let at = start; at < end; at += 1) if (body[at] === QUOTE) odd = !odd;
  return odd;
}

/** Position of the line feed that ends the record, or the length of the body: the first one outside quotes. */
function recordEnd(body: Buffer, start: number): number {
  let open = false;
  let at = start;
  while (at < body.length) {
    const feed = body.indexOf(LF, at);
    const end = feed === -1 ? body.length : feed;
    if (hasOddQuotes(body, at, end)) open = !open;
    if (!open) return end;
    at = end + 1;
  }
  throw new CsvError('ClientInputError : Quote is not closed');
}

export function recordRanges(body: Buffer, shape: CsvShape): CsvRanges {
  const ranges: CsvRanges = { starts: [], ends: [] };
  // Most bodies hold no quote at all; one search instead of one per record.
  const simple = isSimple(body);
  let start = 0;
  while (start < body.length) {
    const feed = simple ? body.indexOf(LF, start) : recordEnd(body, start);
    const end = feed === -1 ? body.length : feed;
    const returned = end > start && body[end - 1] === CR;
    const atEndOfBody = end === body.length;
    if (returned !== (shape.lineEnding === 'CRLF') && !(atEndOfBody && !returned)) {
      throw new CsvError(
        `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${shape.lineEnding}`,
      );
    }
    ranges.starts.push(start);
    ranges.ends.push(returned ? end - 1 : end);
    start = end + 1;
  }
  return ranges;
}

/** The values of one record, unquoted. */
export function fieldsOf(record: Buffer, delimiter: string): string[] {
  const text = record.toString('utf8');
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const { value, next } = oneField(text, at, delimiter);
    fields.push(value);
    if (next === null) return fields;
    at = next;
  }
}

function oneField(text: string, at: number, delimiter: string): { value: string; next: number | null } {
  if (text[at] !== '"') {
    const end = text.indexOf(delimiter, at);
    const value = end === -1 ? text.slice(at) : text.slice(at, end);
    if (value.includes('"')) throw new CsvError('ClientInputError : Quote inside an unquoted field');
    return { value, next: end === -1 ? null : end + 1 };
  }
  let close = text.indexOf('"', at + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) throw new CsvError('ClientInputError : Quote is not closed');
  const value = text.slice(at + 1, close).replaceAll('""', '"');
  if (close + 1 === text.length) return { value, next: null };
  if (text[close + 1] !== delimiter) throw new CsvError('ClientInputError : Text after a closing quote');
  return { value, next: close + 2 };
}

/** The key of a record and how many values it has; a record without quotes is not taken apart for that. */
export function keyOf(
  body: Buffer,
  start: number,
  end: number,
  shape: { readonly delimiter: string; readonly simple: boolean; readonly keyAt: number },
): { key: string; values: number } {
  if (!shape.simple) {
    const fields = fieldsOf(body.subarray(start, end), shape.delimiter);
    return { key: fields[shape.keyAt] ?? '', values: fields.length };
  }
  const delimiter = shape.delimiter.charCodeAt(0);
  let values = 0;
  let from = start;
  let key = '';
  for (let at = start; at <= end; at += 1) {
    if (at !== end && body[at] !== delimiter) continue;
    if (values === shape.keyAt) key = body.toString('utf8', from, at);
    values += 1;
    from = at + 1;
  }
  return { key, values };
}

/** Whether a body holds no quote at all, as most do. */
export function isSimple(body: Buffer): boolean {
  return body.indexOf(QUOTE) === -1;
}

/**
 * Writes one record as the result lists hold it, every value quoted (assumption: seen in published samples), and returns
 * the position behind it. The target needs room for three times the record and two bytes.
 */
export function writeQuoted(
  target: Buffer,
  at: number,
  record: Buffer,
  delimiter: string,
  simple: boolean,
): number {
  if (!simple) {
    const fields = fieldsOf(record, delimiter);
    const text = fields.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter);
    return at + target.write(text, at);
  }
  const mark = delimiter.charCodeAt(0);
  let next = at;
  target[next++] = QUOTE;
  for (const byte of record) {
    if (byte === mark) {
      target[next++] = QUOTE;
      target[next++] = mark;
      target[next++] = QUOTE;
    } else target[next++] = byte;
  }
  target[next++] = QUOTE;
  return next;
}
