import { DELAY_MAX_MINUTES } from '../platform/delay.ts';
import { scaled } from './draw.ts';
import { MINUTE_MS, minutesCovering } from './minutes.ts';
import { postpone, type Waiting } from './parking.ts';

/** How the requests that a job leaves behind go on. Each of them is in exactly one of the two places. */
export interface LanePlan<R extends Waiting> {
  /** The one child job, and its delay in whole minutes, 0 to 10; null where nothing is left for it. */
  readonly child: { readonly minutes: number; readonly requests: readonly R[] } | null;
  /** Those that wait longer than a delay can be: rows, due at their `dueAtMs`. */
  readonly rows: readonly R[];
}

/** The longest wait of a child job. */
const MAX_DELAY_MS = DELAY_MAX_MINUTES.value * MINUTE_MS;

/** Parked lanes that may not probe come back spread over so many minutes, so that they are no herd. */
const PARK_SPREAD_MINUTES = 5;

/** The requests whose time has come. */
export function dueRequests<R extends Waiting>(requests: readonly R[], nowMs: number): readonly R[] {
  return requests.filter((request) => request.dueAtMs <= nowMs);
}

function plan<R extends Waiting>(requests: readonly R[], leastMinutes: number, nowMs: number): LanePlan<R> {
  const rows = requests.filter((request) => request.dueAtMs - nowMs > MAX_DELAY_MS);
  const staying = requests.filter((request) => request.dueAtMs - nowMs <= MAX_DELAY_MS);
  if (staying.length === 0) return { child: null, rows };
  const earliestMs = Math.min(...staying.map((request) => request.dueAtMs));
  const minutes = Math.max(leastMinutes, minutesCovering(earliestMs - nowMs));
  return { child: { minutes, requests: staying }, rows };
}

/**
 * What a lane does after a job that made its callouts: one child at the earliest due time, rows for what waits longer
 * than ten minutes.
 *
 * @param requests - all that are not final, the untouched ones with the due time they had
 * @param silentUntilMs - of `stopUntilMs` (`calling.ts`), where the job stopped before its requests were through
 * @param nowMs - ms since 1970
 */
export function nextJob<R extends Waiting>(
  requests: readonly R[],
  silentUntilMs: number | null,
  nowMs: number,
): LanePlan<R> {
  const later = requests.map((request) => postpone(request, silentUntilMs ?? 0, nowMs));
  return plan(later, 0, nowMs);
}

/**
 * When a parked lane could probe as a job: at the first due time after the cool-down. It claims a token for that time, before
 * it is parked. null where it claims none: nobody knows until when, nothing is left to send, or it is later than a delay
 * can be, so that its requests become rows and no job would come for the token.
 *
 * @param untilMs - of the admission that said `wait`
 */
export function probeAtMs(
  requests: readonly Waiting[],
  untilMs: number | null,
  nowMs: number,
): number | null {
  if (untilMs === null || requests.length === 0) return null;
  const earliestMs = Math.min(...requests.map((request) => request.dueAtMs));
  const atMs = Math.max(untilMs, nowMs, earliestMs);
  return atMs - nowMs <= MAX_DELAY_MS ? atMs : null;
}

/**
 * What a parked lane does: it comes back when it may call again, and at least a minute from now.
 *
 * @param untilMs - of the admission that said `wait`; null where nobody knows: then all becomes rows, to be looked at
 *   again after the longest delay
 * @param probes - whether the lane has claimed a probe token: it comes back first, the others over the minutes after
 * @param draw - integer in [0, 2^24): the one draw of a parking, taken whether it is needed or not
 */
export function parkedJob<R extends Waiting>(
  requests: readonly R[],
  untilMs: number | null,
  probes: boolean,
  draw: number,
  nowMs: number,
): LanePlan<R> {
  if (untilMs === null) {
    return { child: null, rows: requests.map((request) => postpone(request, nowMs + MAX_DELAY_MS, nowMs)) };
  }
  const spreadMs = probes ? 0 : (1 + scaled(PARK_SPREAD_MINUTES, draw)) * MINUTE_MS;
  const backMs = Math.max(untilMs, nowMs) + spreadMs;
  return plan(
    requests.map((request) => postpone(request, backMs, nowMs)),
    1,
    nowMs,
  );
}
