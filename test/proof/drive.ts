import type { Draws } from '../../src/model/policy/draw.ts';
import type { Outcome } from '../../src/model/policy/outcome.ts';

/** A transaction of a caller. */
export interface Submission {
  readonly atMs: number;
  readonly context: 'sync' | 'async';
  readonly first: number;
  readonly count: number;
}

/** How a job dies. */
export interface Death {
  /** While it sends this request; null: when it is to write. */
  readonly request: number | null;
  /** Whether its Finalizer runs. */
  readonly finalizer: boolean;
  /** Whether it came to ask the circuit. */
  readonly hasAsked: boolean;
}

/**
 * Everything that comes to the kit from outside: what the simulator drew is what the executed Apex gets. null where the
 * simulator never came to ask, which is a difference by itself.
 */
export interface Drive {
  readonly submissions: readonly Submission[];
  answer(request: number, attempt: number): { readonly outcome: Outcome; readonly durationMs: number } | null;
  draws(request: number, attempt: number): Draws | null;
  /** @param job - as in `StepRecord.what` */
  parkingDraw(job: string): number | null;
  /** @param job - as in `StepRecord.what`; null where it lives */
  death(job: string): Death | null;
  /** @param job - as in `StepRecord.what`: whether a trigger takes the one job that it may enqueue: 1, and that of its Finalizer: 2 */
  slotsTaken(job: string): number;
  /**
   * The place of a request among those that a sweep takes, or among those whose lapsed lease it ends: rows of the same second
   * may come in any order. A request can be among both.
   */
  placeInSweep(sweep: number, request: number, isLapsed: boolean): number;
  /** @param who - a job or a sweep, as in `StepRecord.what`: whether it finds the circuit's row locked when it claims a token */
  isClaimLocked(who: string): boolean;
  /** @param job - as in `StepRecord.what`: whether it finds the circuit's row locked when it writes what it saw */
  isCircuitLocked(job: string): boolean;
  /** @param sweep - as in `StepRecord.what`: whether it finds the rows locked that it wants */
  areRowsLocked(sweep: string): boolean;
  /** @param job - as in `StepRecord.what`: whether it ended before the horizon */
  hasEnded(job: string): boolean;
  /** Wait of a lane's job beyond its delay. */
  laneLatencyMs(lane: number, depth: number): number | null;
  /** Wait of the n-th sweep, from 1. */
  sweepLatencyMs(sweep: number): number;
}
