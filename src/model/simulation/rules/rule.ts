import type { Accounting, Decision } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { Lane } from '../lanes.ts';
import type { SubmitContext } from '../scenario.ts';

/** How requests get from a transaction into jobs, and from a job into the next one. */
export interface Rule {
  /** Before each replication. */
  clear(): void;
  /**
   * A transaction submits `count` requests, numbered from `first`.
   *
   * @returns how many of them, the last ones, it refuses
   */
  submit(first: number, count: number, context: SubmitContext): number;
  /** A job starts: how many calls it may make. */
  admit(lane: Lane): number;
  decide(request: Accounting, outcome: Outcome, nowMs: number, draws: Draws): Decision;
  /** The job of a lane has ended. `lane.requests` are those that go on; `hasDied`: it is the Finalizer that goes on. */
  goOn(lane: Lane, hasDied: boolean): void;
  /** The job of a lane was killed: nobody goes on. */
  abandon(lane: Lane): void;
  /** An execution of the sweeper that has started so many lanes in this sweep. */
  sweep(lanesStarted: number): void;
  /** The hourly schedule of the sweeper. */
  hour(): void;
}
