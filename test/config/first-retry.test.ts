import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crowdedMinute } from '../../src/config/first-retry.ts';
import { DRAW_RANGE } from '../../src/model/policy/draw.ts';
import { jitteredDelayMs } from '../../src/model/policy/jitter.ts';
import { stochasticMinutes } from '../../src/model/policy/minutes.ts';
import { JITTERS, type Jitter, type RetryPolicy } from '../../src/model/policy/policy.ts';

function policy(jitter: Jitter, baseSeconds: number, capSeconds = Math.max(600, baseSeconds)): RetryPolicy {
  return {
    maxRetries: 6,
    baseDelayMs: baseSeconds * 1000,
    backoffPercent: 200,
    maxDelayMs: capSeconds * 1000,
    jitter,
    retryableStatusCodes: [503],
    alreadyProcessedStatusCodes: [],
    honorRetryAfter: true,
    maxElapsedMs: 14_400_000,
    maxAgeMs: 259_200_000,
    immediateRetries: 0,
  };
}

/** The same by drawing: jitter and rounding in even steps that share no factor, so that they do not march together. */
function sampled(retry: RetryPolicy): { minute: number; share: number } {
  const draws = 40_009;
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const jitter = Math.floor((i / draws) * DRAW_RANGE);
    const rounding = Math.floor((((i * 24_733) % draws) / draws) * DRAW_RANGE);
    const minutes = Math.max(
      1,
      stochasticMinutes(jitteredDelayMs(retry, 0, retry.baseDelayMs, jitter), rounding),
    );
    counts.set(minutes, (counts.get(minutes) ?? 0) + 1);
  }
  const [minute, count] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
  return { minute, share: count / draws };
}

describe('the minute with most first retries, by hand', () => {
  test.each<[string, RetryPolicy, number, number]>([
    ['without jitter, a whole minute gets them all', policy('none', 300), 5, 1],
    ['without jitter, half a minute is shared evenly', policy('none', 270), 4, 0.5],
    ['a wait of seconds is a minute, whatever the jitter', policy('full', 5), 1, 1],
    ['full jitter up to one minute ends in one minute', policy('full', 60), 1, 1],
    [
      'full jitter up to two minutes: an early quarter, and half around minute 1',
      policy('full', 120),
      1,
      0.75,
    ],
    [
      'full jitter up to five minutes: a tenth early, a fifth for each later minute',
      policy('full', 300),
      1,
      0.3,
    ],
    ['equal jitter from five to ten minutes', policy('equal', 600), 6, 0.2],
    ['decorrelated jitter from five minutes to its cap of ten', policy('decorrelated', 300), 6, 0.2],
  ])('%s', (_, retry, minute, share) => {
    const crowded = crowdedMinute(retry);
    expect(crowded.minute).toBe(minute);
    expect(crowded.share).toBeCloseTo(share, 3);
  });
});

test('the share is what jitter and rounding of the model come to', () => {
  const policies = fc
    .tuple(fc.constantFrom(...JITTERS), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 900 }))
    .map(([jitter, base, more]) => policy(jitter, base, base + more));
  fc.assert(
    fc.property(policies, (retry) => {
      const exact = crowdedMinute(retry);
      expect(exact.share).toBeCloseTo(sampled(retry).share, 2);
      expect(exact.share).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { numRuns: 60 },
  );
});
