import { apiCategory, type CallFailure } from '../failure/call-failure.ts';
import { jitteredDelayMs } from '../policy/jitter.ts';
import type { RetryPolicy } from '../policy/policy.ts';
import { retryAfterMs } from '../policy/retry-after.ts';

/** Seven attempts, full jitter from 1 s to 120 s; what is retryable is decided by category, not by this policy. */
const CALL_POLICY: RetryPolicy = {
  maxRetries: 6,
  baseDelayMs: 1000,
  backoffPercent: 200,
  maxDelayMs: 120_000,
  jitter: 'full',
  retryableStatusCodes: [],
  alreadyProcessedStatusCodes: [],
  honorRetryAfter: true,
  maxElapsedMs: 86_400_000,
  maxAgeMs: 86_400_000,
  immediateRetries: 0,
};

/** Attempts of one call, the first included. */
export const MAX_ATTEMPTS = CALL_POLICY.maxRetries + 1;

/** A server that asks for more than this is not waited for: the run stops and can be resumed. */
const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

/** Why a run stops before its end. All of them can be resumed; `request` and `jobs` need something changed first. */
export type StopReason = 'wait' | 'retries' | 'retryAfter' | 'auth' | 'quota' | 'request' | 'jobs';

export type RetryDecision =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'stop'; readonly reason: StopReason };

/** What has happened to a call so far. */
export interface CallHistory {
  /** Failed attempts, this one included. Those that ended in a refresh do not count. */
  readonly failures: number;
  readonly refreshed: boolean;
}

/** The wait before the next attempt when `failures` have gone wrong, in ms, without a word of the server. */
export function backoffMs(failures: number, draw: number): number {
  return jitteredDelayMs(CALL_POLICY, failures - 1, CALL_POLICY.baseDelayMs, draw);
}

function waitOrStop(failure: CallFailure, failures: number, draw: number, nowMs: number): RetryDecision {
  if (failures >= MAX_ATTEMPTS) return { kind: 'stop', reason: 'retries' };
  const asked = retryAfterMs(failure.retryAfter, nowMs) ?? 0;
  if (asked > LONGEST_RETRY_AFTER_MS) return { kind: 'stop', reason: 'retryAfter' };
  return { kind: 'wait', ms: Math.max(asked, backoffMs(failures, draw)) };
}

/**
 * What to do after a failed attempt.
 *
 * @param draw - integer in [0, 2^24)
 * @param nowMs - time of the answer, ms since 1970, for a `Retry-After` that is a date
 */
export function decideRetry(
  failure: CallFailure,
  history: CallHistory,
  draw: number,
  nowMs: number,
): RetryDecision {
  switch (apiCategory(failure)) {
    case 'API Unavailable':
    case 'API Concurrency':
      return waitOrStop(failure, history.failures, draw, nowMs);
    case 'API Session Expired':
      return history.refreshed ? { kind: 'stop', reason: 'auth' } : { kind: 'refresh' };
    case 'API Limit':
      return { kind: 'stop', reason: 'quota' };
    case 'API Forbidden':
    case 'API Bad Request':
      return { kind: 'stop', reason: 'request' };
  }
}
