import { writeQuoted } from './csv.ts';
import { delimiterOf, type Job } from './jobs.ts';
import { shuffle } from './random.ts';

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

/** Records get ids that only their number decides: its digits take the place of the zeros. */
const RECORD_ID = 'a00000000000000AAA';
const LAST_DIGIT = RECORD_ID.lastIndexOf('0');

/** Writes a record's number into the id that stands at `id`. */
function numberId(target: Buffer, id: number, number: number): void {
  let digit = id + LAST_DIGIT;
  for (let rest = number; rest > 0; rest = (rest / 10) | 0) target[digit--] = 0x30 + (rest % 10);
}

/** What stands before a row's own values, with the delimiter behind each; an id still has its zeros. */
type Lead = (row: number) => Buffer;

function leadOf(job: Job, list: ResultList, delimiter: string): Lead {
  const none = Buffer.alloc(0);
  if (list === 'unprocessed') return () => none;
  if (list === 'failed') {
    return (row) => Buffer.from(`""${delimiter}${quoted(job.errors.get(row) ?? '')}${delimiter}`);
  }
  const made = Buffer.from(`"${RECORD_ID}"${delimiter}"true"${delimiter}`);
  const known = Buffer.from(`"${RECORD_ID}"${delimiter}"false"${delimiter}`);
  return (row) => (job.outcomes.at(row) > 0 ? made : known);
}

/** The rows of a list, in the order sent. */
function rowsOf(job: Job, list: ResultList): Int32Array {
  const { length } = job.rows.starts;
  const processed = job.outcomes.length;
  if (list === 'unprocessed')
    return Int32Array.from({ length: length - processed }, (_, row) => processed + row);
  if (list === 'failed') return Int32Array.from(job.errors.keys());
  const rows = new Int32Array(processed - job.errors.size);
  let at = 0;
  for (let row = 0; row < processed; row += 1) if (job.outcomes.at(row) !== 0) rows[at++] = row;
  return rows;
}

/** Turns rows of one list into bytes. */
class Pieces {
  readonly #job: Job;
  readonly #mark: number;
  readonly #lead: Lead;
  readonly #ending: Buffer;
  /** Rows in the order sent, used again for each piece. */
  #inOrder = Buffer.alloc(0);

  constructor(job: Job, lead: Lead, ending: Buffer) {
    this.#job = job;
    this.#mark = delimiterOf(job).charCodeAt(0);
    this.#lead = lead;
    this.#ending = ending;
  }

  /**
   * The rows, shuffled when there is a seed. They are written in the order sent and then copied row by row: a processor
   * guesses the bytes of rows that resemble their neighbours, and loses a third of its time where they do not.
   */
  of(rows: Int32Array, seed: number | undefined): Buffer {
    const ends = this.#write(rows);
    const size = ends.at(-1) ?? 0;
    if (seed === undefined) return Buffer.from(this.#inOrder.subarray(0, size));
    const order = upTo(rows.length);
    shuffle(order, seed);
    const target = Buffer.allocUnsafe(size);
    let at = 0;
    for (const place of order) {
      at += this.#inOrder.copy(target, at, ends[place - 1] ?? 0, ends[place]);
    }
    return target;
  }

  /** Where each row ends. */
  #write(rows: Int32Array): Int32Array {
    const ends = new Int32Array(rows.length);
    let at = 0;
    for (const [place, row] of rows.entries()) {
      const lead = this.#lead(row);
      this.#makeRoom(at, lead.length + this.#roomOf(row));
      at = this.#writeRow(at, row, lead);
      ends[place] = at;
    }
    return ends;
  }

  #roomOf(row: number): number {
    const { starts, ends, values } = this.#job.rows;
    return ends.at(row) - starts.at(row) + 2 * values.at(row) + this.#ending.length;
  }

  #makeRoom(used: number, more: number): void {
    if (used + more <= this.#inOrder.length) return;
    const wider = Buffer.allocUnsafe(2 * (used + more));
    this.#inOrder.copy(wider, 0, 0, used);
    this.#inOrder = wider;
  }

  #writeRow(at: number, row: number, lead: Buffer): number {
    const target = this.#inOrder;
    const { starts, ends } = this.#job.rows;
    const outcome = this.#job.outcomes.at(row);
    lead.copy(target, at);
    if (outcome !== 0) numberId(target, at + 1, Math.abs(outcome));
    const content = this.#job.content ?? target;
    const next = at + lead.length;
    let end = writeQuoted(target, next, content, starts.at(row), ends.at(row), this.#mark);
    for (const byte of this.#ending) target[end++] = byte;
    return end;
  }
}

function upTo(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let index = 0; index < length; index += 1) numbers[index] = index;
  return numbers;
}

/**
 * One of the three result lists of a job, as CSV. Documented: the extra columns, the uploaded columns after them, that
 * the order is not guaranteed. Assumption: every value is quoted, line ending and delimiter are the job's. Shuffled, the
 * pieces and the rows in each are in an order that only the job's number decides.
 */
export function* resultList(job: Job, list: ResultList, order: ResultOrder): Iterable<Buffer> {
  const delimiter = delimiterOf(job);
  const ending = Buffer.from(job.request.lineEnding === 'CRLF' ? '\r\n' : '\n');
  const header = [...EXTRA_COLUMNS[list], ...job.columns].map(quoted).join(delimiter);
  yield Buffer.concat([Buffer.from(header), ending]);
  const rows = rowsOf(job, list);
  const pieces = new Pieces(job, leadOf(job, list, delimiter), ending);
  const turns = upTo(Math.ceil(rows.length / PIECE_ROWS));
  if (order === 'shuffled') shuffle(turns, job.number);
  for (const turn of turns) {
    const some = rows.subarray(turn * PIECE_ROWS, (turn + 1) * PIECE_ROWS);
    yield pieces.of(some, order === 'shuffled' ? job.number + turn : undefined);
  }
}
