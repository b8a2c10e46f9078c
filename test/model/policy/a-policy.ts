import type { BreakerPolicy, RetryPolicy } from '../../../src/model/policy/policy.ts';

/** A policy to vary: 5 minutes, doubling up to 10, full jitter, six retries in four hours. */
export function aPolicy(changes: Partial<RetryPolicy> = {}): RetryPolicy {
  return {
    maxRetries: 6,
    baseDelayMs: 300_000,
    backoffPercent: 200,
    maxDelayMs: 600_000,
    jitter: 'full',
    retryableStatusCodes: [408, 425, 429, 500, 502, 503, 504],
    alreadyProcessedStatusCodes: [],
    honorRetryAfter: true,
    maxElapsedMs: 14_400_000,
    maxAgeMs: 259_200_000,
    immediateRetries: 0,
    ...changes,
  };
}

/** A breaker to vary: open at half of ten calls within ten minutes, 15 minutes of cool-down, one probe. */
export function aBreaker(changes: Partial<BreakerPolicy> = {}): BreakerPolicy {
  return {
    failureRatePercent: 50,
    minimumCalls: 10,
    windowMs: 600_000,
    coolDownMs: 900_000,
    halfOpenProbes: 1,
    ...changes,
  };
}
