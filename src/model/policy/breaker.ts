import type { BreakerPolicy } from './policy.ts';

/** The right to send one probe while the circuit is half-open. It expires, so that a crashed holder blocks nobody. */
export interface ProbeToken {
  readonly lane: string;
  readonly expiresAtMs: number;
}

/**
 * What the jobs of an integration have learnt about it: the row of `Circuit_Breaker_State__c`. A healthy integration
 * has none, which is what `null` stands for wherever a `BreakerState | null` is asked for. Times in ms since 1970.
 */
export interface BreakerState {
  readonly state: 'closed' | 'open';
  /** Grows each time the circuit opens: results of calls that were let through under an older epoch are ignored. */
  readonly epoch: number;
  /** Start of the tumbling window; calls and failures count from there. */
  readonly windowStartMs: number;
  readonly calls: number;
  readonly failures: number;
  /** When the circuit opened last; null while it has not. */
  readonly openedAtMs: number | null;
  /** Probes that succeeded in this epoch. */
  readonly probesSucceeded: number;
  readonly tokens: readonly ProbeToken[];
  /** A 429 or Retry-After asked for silence until then; null where none did. */
  readonly pausedUntilMs: number | null;
}

/** The state of an integration that has no row: healthy, as far as anybody knows. */
export const UNKNOWN: BreakerState = {
  state: 'closed',
  epoch: 0,
  windowStartMs: 0,
  calls: 0,
  failures: 0,
  openedAtMs: null,
  probesSucceeded: 0,
  tokens: [],
  pausedUntilMs: null,
};

/** What a job saw, aggregated: one write per job. */
export interface CallResults {
  /** The epoch of the `Admission` under which the calls were made. */
  readonly epoch: number;
  readonly calls: number;
  /** Of those, outages: no answer, time-out, 5xx. */
  readonly failures: number;
  /** The lane whose probe token these calls used; null for calls through a closed circuit. */
  readonly probeOf: string | null;
  /** Latest time until which an answer asked for silence, ms since 1970; null where none did. */
  readonly pausedUntilMs: number | null;
}

/** Open or half-open: which of the two is a matter of the clock, see `admission.ts`. */
export function isOpen(state: BreakerState): state is BreakerState & { readonly openedAtMs: number } {
  return state.state === 'open' && state.openedAtMs !== null;
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

const NOTHING_COUNTED = { calls: 0, failures: 0, probesSucceeded: 0, tokens: [] } as const;

function opened(state: BreakerState, nowMs: number): BreakerState {
  return { ...state, ...NOTHING_COUNTED, state: 'open', epoch: state.epoch + 1, openedAtMs: nowMs };
}

function closed(state: BreakerState): BreakerState {
  return { ...state, ...NOTHING_COUNTED, state: 'closed', openedAtMs: null };
}

function recordProbe(
  policy: BreakerPolicy,
  state: BreakerState,
  results: CallResults,
  lane: string,
  nowMs: number,
): BreakerState {
  // Without a token the results are those of an earlier opening whose row is gone, or of a holder that came too late.
  if (!state.tokens.some((token) => token.lane === lane)) return state;
  if (results.failures > 0) return opened(state, nowMs);
  const tokens = state.tokens.filter((token) => token.lane !== lane);
  const probesSucceeded = state.probesSucceeded + (results.calls > 0 ? 1 : 0);
  const next = { ...state, tokens, probesSucceeded };
  return probesSucceeded >= policy.halfOpenProbes ? closed(next) : next;
}

function recordCalls(
  policy: BreakerPolicy,
  state: BreakerState,
  results: CallResults,
  nowMs: number,
): BreakerState {
  const fresh = state.failures === 0 || nowMs >= state.windowStartMs + policy.windowMs;
  const window = fresh ? { ...state, windowStartMs: nowMs, calls: 0, failures: 0 } : state;
  const calls = window.calls + results.calls;
  const failures = window.failures + results.failures;
  if (failures === 0) return closed(window);
  const next = { ...window, calls, failures };
  const tooMany = failures * 100 >= policy.failureRatePercent * calls;
  return calls >= policy.minimumCalls && tooMany ? opened(next, nowMs) : next;
}

function record(
  policy: BreakerPolicy,
  state: BreakerState,
  results: CallResults,
  nowMs: number,
): BreakerState {
  if (results.epoch !== state.epoch) return state;
  if (results.probeOf !== null) return recordProbe(policy, state, results, results.probeOf, nowMs);
  return isOpen(state) ? state : recordCalls(policy, state, results, nowMs);
}

/**
 * Writing the state after a job's callouts, from the freshly locked row. The failure window starts with the first
 * failure: what a healthy integration does costs no row and no write. A probe counts for the lane whose token it used.
 *
 * @returns the new state; null where no row is to be kept: closed, without a failure to count or a pause to keep
 */
export function recordResults(
  policy: BreakerPolicy,
  current: BreakerState | null,
  results: CallResults,
  nowMs: number,
): BreakerState | null {
  const before = current ?? UNKNOWN;
  const pausedUntilMs = latest(before.pausedUntilMs, results.pausedUntilMs);
  const next = record(policy, { ...before, pausedUntilMs }, results, nowMs);
  const paused = next.pausedUntilMs !== null && next.pausedUntilMs > nowMs;
  return isOpen(next) || next.failures > 0 || paused ? next : null;
}
