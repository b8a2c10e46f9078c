import { visitRecords } from './csv-file.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

type FieldVisitor = (start: number, end: number) => void;

/** Without quotes, each line is a record, and the fields behind the column need no look at all. */
function visitLines(bytes: Buffer, column: number, delimiter: number, visit: FieldVisitor): void {
  // The only column of its file: each search for a delimiter would go to the end of the bytes.
  const isOnly = !bytes.includes(delimiter);
  for (let start = 0, next = 0; start < bytes.length; start = next) {
    const lineFeed = bytes.indexOf(LF, start);
    next = lineFeed === -1 ? bytes.length : lineFeed + 1;
    let end = lineFeed === -1 ? bytes.length : lineFeed;
    if (bytes[end - 1] === CR) end--;
    let from = start;
    for (let i = 0; i < column; i++) from = bytes.indexOf(delimiter, from) + 1;
    const to = isOnly ? -1 : bytes.indexOf(delimiter, from);
    visit(from, to === -1 || to > end ? end : to);
  }
}

/**
 * Visits one field of each record of bytes in memory. They must have been checked before: every record has the column.
 *
 * @param column - index of the field
 */
export function visitColumn(bytes: Buffer, column: number, delimiter: number, visit: FieldVisitor): void {
  if (!bytes.includes(QUOTE)) {
    visitLines(bytes, column, delimiter, visit);
    return;
  }
  visitRecords(bytes, 1, delimiter, {
    visit: (_, __, { starts, ends }) => visit(starts[column] as number, ends[column] as number),
  });
}
