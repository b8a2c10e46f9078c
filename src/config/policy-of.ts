import type { Integration, IntegrationPolicy } from './types.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** 1.5 as 150: what the twins calculate with, and what `Backoff_Percent__c` holds. */
export function percentOf(multiplier: number): number {
  return Math.round(multiplier * 100);
}

/** The policy of an integration in the integer units of `model/policy`, as `RetryConfig.cls` reads it in an org. */
export function policyOf({ retry, circuitBreaker, deadLetter }: Integration): IntegrationPolicy {
  return {
    retry: {
      maxRetries: retry.maxRetries,
      baseDelayMs: retry.baseDelaySeconds * SECOND_MS,
      backoffPercent: percentOf(retry.backoffMultiplier),
      maxDelayMs: retry.maxDelaySeconds * SECOND_MS,
      jitter: retry.jitter,
      retryableStatusCodes: retry.retryableStatusCodes,
      alreadyProcessedStatusCodes: retry.alreadyProcessedStatusCodes,
      honorRetryAfter: retry.honorRetryAfter,
      maxElapsedMs: retry.maxElapsedMinutes * MINUTE_MS,
      maxAgeMs: deadLetter.maxAgeHours * HOUR_MS,
      immediateRetries: retry.immediateRetries,
    },
    breaker: {
      failureRatePercent: circuitBreaker.failureRatePercent,
      minimumCalls: circuitBreaker.minimumCalls,
      windowMs: circuitBreaker.windowMinutes * MINUTE_MS,
      coolDownMs: circuitBreaker.coolDownMinutes * MINUTE_MS,
      halfOpenProbes: circuitBreaker.halfOpenProbes,
    },
  };
}
