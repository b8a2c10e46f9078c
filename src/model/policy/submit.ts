import { DELAY_MAX_MINUTES } from '../platform/delay.ts';
import { MINUTE_MS } from './minutes.ts';

/** Most requests that one job carries. */
export const LANE_CAPACITY = 100;

/** Where the requests of a list go. */
export interface LaneSpread {
  /** Requests per job to enqueue now, the larger ones first. */
  readonly lanes: readonly number[];
  /** How many become rows that are due now. */
  readonly rows: number;
}

/**
 * The jobs that `submit` or the sweeper may enqueue in a transaction: one is left to the caller in a synchronous one; the
 * only one of an asynchronous transaction is taken if it is free.
 *
 * @param limit - of `enqueueLimit` (model/platform)
 * @param used - jobs that the transaction has enqueued so far
 */
export function freeLanes(limit: number, used: number): number {
  const kept = limit > 1 ? 1 : 0;
  return Math.max(0, limit - used - kept);
}

/**
 * Whether so few executions of the daily limit are left that requests become rows instead of jobs: less than
 * `retry.reservePercent` of it.
 *
 * @param limit - of the last 24 hours, as the org says or `dailyAsyncLimit` (model/platform)
 * @param used - executions of the last 24 hours
 */
export function underReserve(limit: number, used: number, reservePercent: number): boolean {
  return (limit - used) * 100 < reservePercent * limit;
}

/**
 * Spreads a list over as many lanes as may be started, but over no more than its first attempts need: a lane that another
 * could have carried costs an execution of the daily limit.
 *
 * @param requests - how many there are
 * @param free - of {@link freeLanes}
 * @param maxLanes - `retry.maxLanes`
 * @param requestsPerJob - `retry.requestsPerJob`: what one execution tries
 */
export function spreadOverLanes(
  requests: number,
  free: number,
  maxLanes: number,
  requestsPerJob: number,
): LaneSpread {
  const needed = Math.floor((requests + requestsPerJob - 1) / requestsPerJob);
  const count = Math.min(free, maxLanes, needed);
  const carried = Math.min(requests, count * LANE_CAPACITY);
  const lanes: number[] = [];
  for (let lane = 0; lane < count; lane++) {
    lanes.push(Math.floor((carried + count - 1 - lane) / count));
  }
  return { lanes, rows: requests - carried };
}

/**
 * When rows are due that `submit` makes of all its requests because their lanes may not call: when they may, at least a
 * minute from now.
 *
 * @param untilMs - of the admission that said `wait`; null where nobody knows: then after the longest delay
 */
export function heldUntilMs(untilMs: number | null, nowMs: number): number {
  const laterMs = nowMs + (untilMs === null ? DELAY_MAX_MINUTES.value * MINUTE_MS : MINUTE_MS);
  return Math.max(untilMs ?? 0, laterMs);
}
