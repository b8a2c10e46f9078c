import type { Job } from './jobs.ts';
import type { Transaction } from './transaction.ts';

/** A statement of the program. */
export interface StatementPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * What goes wrong, given from outside. Where jobs overlap, a job is rehearsed before it runs (see `runner/overlap.ts`):
 * what a fault does must depend on its arguments alone, so that it strikes both times.
 */
export interface Faults {
  /**
   * Before each statement of a program that was compiled with `statements`. It may throw what `Runtime.exception` or
   * `Runtime.fatal` makes, use up limits of the transaction, or lock rows.
   */
  readonly statement?: (place: StatementPlace, tx: Transaction) => void;
  /** Whether the org refuses a job, as if its daily limit were used up. */
  readonly refusesJob?: (work: object, tx: Transaction) => boolean;
  /** Whether the platform ends a job without its finalizer. */
  readonly skipsFinalizer?: (job: Job) => boolean;
}
