import fc from 'fast-check';
import type { Accounting } from '../../../src/model/policy/decide.ts';
import type { Draws } from '../../../src/model/policy/draw.ts';
import type { Outcome } from '../../../src/model/policy/outcome.ts';
import { type BreakerPolicy, JITTERS, type RetryPolicy } from '../../../src/model/policy/policy.ts';
import { aPolicy } from './a-policy.ts';

/** 2026-01-05T10:00:00Z. */
export const NOW = 1_767_607_200_000;

const DAY_MS = 86_400_000;

export const draw = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  fc.constantFrom(0, 1, 2 ** 23, 2 ** 24 - 1),
);
export const draws: fc.Arbitrary<Draws> = fc.record({ jitter: draw, rounding: draw });

/** base <= cap, both of every magnitude. */
const delays = fc
  .tuple(fc.integer({ min: 1, max: DAY_MS }), fc.integer({ min: 1, max: DAY_MS }))
  .map(([a, b]) => ({ baseDelayMs: Math.min(a, b), maxDelayMs: Math.max(a, b) }));

const statuses = fc.oneof(
  fc.integer({ min: 100, max: 999 }),
  fc.constantFrom(200, 401, 403, 408, 409, 429, 500, 503),
);

export const policy: fc.Arbitrary<RetryPolicy> = fc
  .record({
    delays,
    rest: fc.record({
      maxRetries: fc.integer({ min: 0, max: 100 }),
      backoffPercent: fc.integer({ min: 100, max: 1000 }),
      jitter: fc.constantFrom(...JITTERS),
      retryableStatusCodes: fc.oneof(
        fc.constant(aPolicy().retryableStatusCodes),
        fc.array(statuses, { maxLength: 8 }),
      ),
      alreadyProcessedStatusCodes: fc.array(statuses, { maxLength: 3 }),
      honorRetryAfter: fc.boolean(),
      maxElapsedMs: fc.integer({ min: 60_000, max: 7 * DAY_MS }),
      maxAgeMs: fc.integer({ min: 3_600_000, max: 30 * DAY_MS }),
      immediateRetries: fc.integer({ min: 0, max: 3 }),
    }),
  })
  .map(({ delays: chosen, rest }) => ({ ...rest, ...chosen }));

export const request: fc.Arbitrary<Accounting> = fc
  .record({
    ageMs: fc.integer({ min: 0, max: 8 * DAY_MS }),
    queuedMs: fc.integer({ min: 0, max: DAY_MS }),
    parkedMs: fc.integer({ min: 0, max: 4 * DAY_MS }),
    redriven: fc.integer({ min: 0, max: 10 }),
    retries: fc.integer({ min: 0, max: 100 }),
    crashes: fc.integer({ min: 0, max: 3 }),
    previousDelayMs: fc.option(fc.integer({ min: 0, max: DAY_MS })),
  })
  .map(({ ageMs, queuedMs, redriven, ...rest }) => ({
    ...rest,
    attempts: rest.retries + 1 + redriven,
    submittedAtMs: NOW - ageMs,
    firstAttemptAtMs: NOW - Math.max(0, ageMs - queuedMs),
  }));

const retryAfter = fc.oneof(
  fc.constantFrom(null, '0', '', 'soon', 'Mon, 05 Jan 2026 10:07:30 GMT', 'Mon, 05 Jan 2026 09:00:00 GMT'),
  fc.integer({ min: 0, max: 999_999_999 }).map(String),
  fc.integer({ min: 0, max: 7200 }).map(String),
);

export const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), status: statuses, retryAfter }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'timeout' as const,
        'no-answer' as const,
        'crash' as const,
        'configuration' as const,
      ),
    }),
  },
);

/** A policy with room for another retry, whatever its waits. */
export const patientPolicy: fc.Arbitrary<RetryPolicy> = policy.map((chosen) => ({
  ...chosen,
  maxRetries: 101,
  retryableStatusCodes: aPolicy().retryableStatusCodes,
  alreadyProcessedStatusCodes: [],
  honorRetryAfter: true,
  maxElapsedMs: 30 * DAY_MS,
  maxAgeMs: 30 * DAY_MS,
}));

/** An answer that such a policy retries. */
export const retryableAnswer: fc.Arbitrary<Outcome> = fc.record({
  kind: fc.constant('answer' as const),
  status: fc.constantFrom(...aPolicy().retryableStatusCodes),
  retryAfter,
});

export const breaker: fc.Arbitrary<BreakerPolicy> = fc.record({
  failureRatePercent: fc.integer({ min: 1, max: 100 }),
  minimumCalls: fc.integer({ min: 1, max: 12 }),
  windowMs: fc.integer({ min: 1, max: 20 }).map((minutes) => minutes * 60_000),
  coolDownMs: fc.integer({ min: 1, max: 20 }).map((minutes) => minutes * 60_000),
  halfOpenProbes: fc.integer({ min: 1, max: 4 }),
});
