import type { Accounting, Decision } from '../../policy/decide.ts';
import type { Draws } from '../../policy/draw.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { Lane } from '../lanes.ts';

/** How requests get from a transaction into jobs, and from a job into the next one. */
export interface Rule {
  /** Before each replication. */
  clear(): void;
  /** A transaction submits `count` requests, numbered from `first`. */
  submit(first: number, count: number, context: 'sync' | 'async'): void;
  decide(request: Accounting, outcome: Outcome, nowMs: number, draws: Draws): Decision;
  /** The job of a lane has ended; `lane.left` are the requests that go on, at least one. */
  goOn(lane: Lane): void;
  /** An execution of the sweeper that has started so many lanes in this sweep. */
  sweep(lanesStarted: number): void;
  /** The hourly schedule of the sweeper. */
  hour(): void;
  /** Requests that wait outside of all lanes. */
  readonly waiting: number;
}
