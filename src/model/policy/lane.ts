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

/** No parked lane comes back sooner. */
export const LEAST_PARKED_MINUTES = 1;

/** The requests whose time has come. */
export function dueRequests<R extends Waiting>(requests: readonly R[], nowMs: number): readonly R[] {
  return requests.filter((request) => request.dueAtMs <= nowMs);
}

/** Whether a request waits longer than a job can be delayed, so that it becomes a row. */
export function waitsInRow(dueAtMs: number, nowMs: number): boolean {
  return dueAtMs - nowMs > MAX_DELAY_MS;
}

/**
 * When a parked lane could probe as a job; see {@link probeAtMs}.
 *
 * @param earliestMs - the first due time of its requests
 */
export function probeTimeMs(earliestMs: number, untilMs: number | null, nowMs: number): number | null {
  if (untilMs === null) return null;
  const atMs = Math.max(untilMs, nowMs, earliestMs);
  return waitsInRow(atMs, nowMs) ? null : atMs;
}

/** The delay of a child job whose earliest request is due then. */
export function childMinutes(earliestMs: number, leastMinutes: number, nowMs: number): number {
  return Math.max(leastMinutes, minutesCovering(earliestMs - nowMs));
}

/** When the requests of a parked lane come back; see {@link parkedJob}. */
export function backAtMs(untilMs: number | null, probes: boolean, draw: number, nowMs: number): number {
  if (untilMs === null) return nowMs + MAX_DELAY_MS;
  const spreadMs = probes ? 0 : (1 + scaled(PARK_SPREAD_MINUTES, draw)) * MINUTE_MS;
  return Math.max(untilMs, nowMs) + spreadMs;
}

function plan<R extends Waiting>(requests: readonly R[], leastMinutes: number, nowMs: number): LanePlan<R> {
  const rows = requests.filter((request) => waitsInRow(request.dueAtMs, nowMs));
  const staying = requests.filter((request) => !waitsInRow(request.dueAtMs, nowMs));
  if (staying.length === 0) return { child: null, rows };
  const earliestMs = Math.min(...staying.map((request) => request.dueAtMs));
  return { child: { minutes: childMinutes(earliestMs, leastMinutes, nowMs), requests: staying }, rows };
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
  if (requests.length === 0) return null;
  return probeTimeMs(Math.min(...requests.map((request) => request.dueAtMs)), untilMs, nowMs);
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
  const later = requests.map((request) => postpone(request, backAtMs(untilMs, probes, draw, nowMs), nowMs));
  return untilMs === null ? { child: null, rows: later } : plan(later, LEAST_PARKED_MINUTES, nowMs);
}
