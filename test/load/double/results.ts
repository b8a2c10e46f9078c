import { writeQuoted } from './csv.ts';
import { delimiterOf, type Job, rowBytes } from './jobs.ts';
import { shuffledIndexes } from './random.ts';
import { recordId } from './records.ts';

/** Rows turned into bytes at a time, and shuffled among themselves. */
const PIECE_ROWS = 2_000;

export type ResultList = 'successful' | 'failed' | 'unprocessed';
export type ResultOrder = 'as-sent' | 'shuffled';

const EXTRA_COLUMNS: Readonly<Record<ResultList, readonly string[]>> = {
  successful: ['sf__Id', 'sf__Created'],
  failed: ['sf__Id', 'sf__Error'],
  unprocessed: [],
};

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** The values before the row's own, with the delimiter behind each. */
function prefix(job: Job, row: number, delimiter: string): string {
  const outcome = job.outcomes[row];
  if (outcome === undefined) return '';
  if (typeof outcome === 'string') return `""${delimiter}${quoted(outcome)}${delimiter}`;
  return `"${recordId(Math.abs(outcome))}"${delimiter}"${outcome > 0}"${delimiter}`;
}

function rowsOf(job: Job, list: ResultList): number[] {
  const kind = { successful: 'number', failed: 'string', unprocessed: 'undefined' }[list];
  const rows: number[] = [];
  for (let row = 0; row < job.rows.starts.length; row += 1) {
    if (typeof job.outcomes[row] === kind) rows.push(row);
  }
  return rows;
}

function pieceOf(job: Job, rows: readonly number[], ending: string): Buffer {
  const delimiter = delimiterOf(job);
  const prefixes = rows.map((row) => prefix(job, row, delimiter));
  const records = rows.map((row) => rowBytes(job, row));
  let room = 0;
  for (const [index, record] of records.entries()) {
    room += Buffer.byteLength(prefixes[index] ?? '') + 3 * record.length + 4;
  }
  const target = Buffer.allocUnsafe(room);
  let at = 0;
  for (const [index, record] of records.entries()) {
    at += target.write(prefixes[index] ?? '', at);
    at = writeQuoted(target, at, record, delimiter, job.simple);
    at += target.write(ending, at);
  }
  return target.subarray(0, at);
}

/** The rows in pieces; shuffled, the pieces and the rows in each are in an order that only the job's number decides. */
function* turns(rows: readonly number[], order: ResultOrder, seed: number): Iterable<number[]> {
  const pieces = Math.ceil(rows.length / PIECE_ROWS);
  const shuffled = order === 'shuffled';
  for (const piece of shuffled ? shuffledIndexes(pieces, seed) : Array(pieces).keys()) {
    const some = rows.slice(piece * PIECE_ROWS, (piece + 1) * PIECE_ROWS);
    yield shuffled ? shuffledIndexes(some.length, seed + piece).map((index) => some[index] ?? 0) : some;
  }
}

/**
 * One of the three result lists of a job, as CSV. Documented: the extra columns, the uploaded columns after them, that
 * the order is not guaranteed. Assumption: every value is quoted, line ending and delimiter are the job's.
 */
export function* resultList(job: Job, list: ResultList, order: ResultOrder): Iterable<Buffer> {
  const ending = job.request.lineEnding === 'CRLF' ? '\r\n' : '\n';
  yield Buffer.from([...EXTRA_COLUMNS[list], ...job.columns].map(quoted).join(delimiterOf(job)) + ending);
  for (const some of turns(rowsOf(job, list), order, job.number)) yield pieceOf(job, some, ending);
}
