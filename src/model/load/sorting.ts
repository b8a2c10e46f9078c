import { type RowFailure, rowFailure } from './row-failure.ts';
import { planUnprocessed } from './unprocessed.ts';

/** Rounds in which rows that failed for a passing reason are sent again. */
const ROW_ROUNDS = 3;

/** What one job says of its rows, by their number within the piece. */
export interface JobVerdict {
  readonly rows: number;
  readonly verdict: (row: number) => 'updated' | 'created' | 'failed' | 'unprocessed' | null;
  readonly error: (row: number) => string;
  /** Round of row retries of this piece; 0 for a first try. */
  readonly round: number;
  /** Failed jobs behind these rows, this one included if it failed. */
  readonly failures: number;
  /** What the job itself said when it failed. */
  readonly jobError: string | null;
}

/** A row for the dead-letter file. */
export interface DeadRow {
  readonly row: number;
  readonly category: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** Rows that go on together in another piece. */
export interface NextRows {
  readonly rows: readonly number[];
  readonly round: number;
  readonly failures: number;
}

/** Where each row of a piece goes. */
export interface Sorted {
  readonly loaded: number;
  readonly created: number;
  readonly dead: readonly DeadRow[];
  readonly next: readonly NextRows[];
}

function deadRow(row: number, { category, code, message }: RowFailure): DeadRow {
  // A parent that was missing may be there by the time of a redrive, and a lock is gone.
  const retryable = category === 'Row Transient' || category === 'Row Parent Missing';
  return { row, category, code, message, retryable };
}

/** Two pieces of about the same size. */
export function halves(rows: readonly number[]): readonly (readonly number[])[] {
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
}

function nextOfUnprocessed(
  rows: readonly number[],
  job: JobVerdict,
  progress: boolean,
  dead: DeadRow[],
): NextRows[] {
  if (rows.length === 0) return [];
  const { round, failures } = job;
  const plan = planUnprocessed(rows.length, failures, progress);
  if (plan.kind === 'again') return [{ rows, round, failures }];
  if (plan.kind === 'halves') {
    return halves(rows).map((half) => ({ rows: half, round, failures }));
  }
  const message = job.jobError ?? 'its job failed again and again';
  for (const row of rows) dead.push({ row, category: 'Job Failed', code: '', message, retryable: true });
  return [];
}

/** The rows of a piece, by verdict. */
class Buckets {
  readonly dead: DeadRow[] = [];
  readonly again: number[] = [];
  readonly unprocessed: number[] = [];
  readonly silent: number[] = [];
  loaded = 0;
  created = 0;

  failed(row: number, job: JobVerdict): void {
    const failure = rowFailure(job.error(row));
    const passing = failure.category === 'Row Transient' && job.round < ROW_ROUNDS;
    if (passing) this.again.push(row);
    else this.dead.push(deadRow(row, failure));
  }

  add(row: number, job: JobVerdict): void {
    switch (job.verdict(row)) {
      case null:
        this.silent.push(row);
        break;
      case 'unprocessed':
        this.unprocessed.push(row);
        break;
      case 'failed':
        this.failed(row, job);
        break;
      case 'created':
        this.created++;
        this.loaded++;
        break;
      case 'updated':
        this.loaded++;
        break;
    }
  }
}

/** Sorts the rows of a piece by what its job said of them. */
export function sortRows(job: JobVerdict): Sorted {
  const buckets = new Buckets();
  for (let row = 0; row < job.rows; row++) buckets.add(row, job);
  const { loaded, created, dead, again, unprocessed, silent } = buckets;
  const next = nextOfUnprocessed(unprocessed, job, unprocessed.length < job.rows, dead);
  if (again.length > 0) next.push({ rows: again, round: job.round + 1, failures: 0 });
  if (silent.length > 0) next.push({ rows: silent, round: job.round, failures: job.failures });
  return { loaded, created, dead, next };
}
