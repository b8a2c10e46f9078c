/** Failed jobs that a set of rows may meet before it is cut in half. */
const FAILURES_BEFORE_SPLIT = 2;
/** The same, for jobs that dealt with some of the rows before they failed. */
const FAILURES_WITH_PROGRESS = 5;

/** What becomes of the rows that a failed or aborted job never looked at. */
export type UnprocessedPlan =
  | { readonly kind: 'again' }
  | { readonly kind: 'halves' }
  /** One row, and its job keeps failing: the row is what breaks it. */
  | { readonly kind: 'dead-letter' };

/**
 * @param rows - how many rows the job left
 * @param failures - failed jobs that these rows have behind them, this one included
 * @param progress - whether the job dealt with any row at all
 */
export function planUnprocessed(rows: number, failures: number, progress: boolean): UnprocessedPlan {
  if (failures < (progress ? FAILURES_WITH_PROGRESS : FAILURES_BEFORE_SPLIT)) return { kind: 'again' };
  return rows === 1 ? { kind: 'dead-letter' } : { kind: 'halves' };
}

/**
 * A run whose jobs fail this often in a row without dealing with a row is not held up by some bad row: cutting every chunk
 * down to single rows would only spend the org's allowance.
 */
export const HOPELESS_JOBS = 12;
