/** How the wait before a retry is spread. The formulas stand in `jitter.ts`. */
export const JITTERS = ['none', 'additive', 'full', 'equal', 'decorrelated'] as const;
export type Jitter = (typeof JITTERS)[number];

/**
 * The retry policy of one integration, in the units that both twins (this module and `RetryPolicy.cls`) calculate
 * with: milliseconds and percent, all of them integers.
 */
export interface RetryPolicy {
  /** Retries after the first attempt; attempts = 1 + maxRetries. 0 to 100. */
  readonly maxRetries: number;
  /** Wait before the first retry, ms. At least 1, at most maxDelayMs. */
  readonly baseDelayMs: number;
  /** Growth of the wait from one retry to the next, in percent: 200 doubles. 100 to 1000. */
  readonly backoffPercent: number;
  /** Cap of the wait that back-off and jitter together draw, ms. At most 86,400,000. */
  readonly maxDelayMs: number;
  readonly jitter: Jitter;
  /** HTTP status codes that are worth another attempt. */
  readonly retryableStatusCodes: readonly number[];
  /** Status codes that mean "done before" on a retry, such as 409. */
  readonly alreadyProcessedStatusCodes: readonly number[];
  readonly honorRetryAfter: boolean;
  /** Longest time from the first attempt to the last, parked time not counted, ms. */
  readonly maxElapsedMs: number;
  /** Oldest age, from submit and with parked time counted, at which a request is still retried, ms. */
  readonly maxAgeMs: number;
  /** How many of the retries come at once, without a wait. */
  readonly immediateRetries: number;
}

/** The circuit breaker of one integration. All times in ms. */
export interface BreakerPolicy {
  /** The circuit opens at this share of outages in a window, percent. 1 to 100. */
  readonly failureRatePercent: number;
  /** Calls in a window below which the rate says nothing. At least 1. */
  readonly minimumCalls: number;
  /** Length of the tumbling window. */
  readonly windowMs: number;
  /** How long the circuit stays open before it is probed. */
  readonly coolDownMs: number;
  /** Probes that must all succeed before the circuit closes. At least 1. */
  readonly halfOpenProbes: number;
}
