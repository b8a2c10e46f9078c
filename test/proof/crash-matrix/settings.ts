import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import { DRIVING_OBJECT } from './crash-org.ts';

export const MINUTE_MS = 60_000;

/** Two retries, a minute and two later. */
export const sender: SenderSettings = {
  policy: {
    maxRetries: 2,
    baseDelayMs: MINUTE_MS,
    backoffPercent: 200,
    maxDelayMs: 30 * MINUTE_MS,
    jitter: 'none',
    retryableStatusCodes: [429, 500, 503],
    alreadyProcessedStatusCodes: [409],
    honorRetryAfter: true,
    maxElapsedMs: 600 * MINUTE_MS,
    maxAgeMs: 72 * 60 * MINUTE_MS,
    immediateRetries: 0,
  },
  breaker: {
    failureRatePercent: 100,
    minimumCalls: 1000,
    windowMs: 10 * MINUTE_MS,
    coolDownMs: 5 * MINUTE_MS,
    halfOpenProbes: 1,
  },
  timeoutMs: 10_000,
  requestsPerJob: 2,
  maxLanes: 2,
  reservePercent: 10,
  durability: 'job',
};
/** Waits longer than a job can. */
export const late: SenderSettings = { ...sender, policy: { ...sender.policy, baseDelayMs: 20 * MINUTE_MS } };
/** Its circuit opens at the first outage. */
export const tripping: SenderSettings = { ...sender, breaker: { ...sender.breaker, minimumCalls: 1 } };
export const rows = { durability: 'row' as const };
export const handler = { Handler_Class__c: 'ProofHandler' };
export const driving = { Driving_Object__c: DRIVING_OBJECT };
/** All at the beginning. */
export const once = (count: number) => [{ atMinute: 0, count }];
