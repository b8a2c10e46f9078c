import { describe, expect, it } from 'vitest';
import { recordResults } from '../../../src/model/policy/breaker.ts';
import { decide } from '../../../src/model/policy/decide.ts';
import type { Outcome } from '../../../src/model/policy/outcome.ts';
import { isWorthRecording, noResults, withOutcome } from '../../../src/model/policy/results.ts';
import { aBreaker, aPolicy } from './a-policy.ts';
import { NOW } from './arbitrary.ts';

const CALL = { kind: 'call', epoch: 3 } as const;
const PROBE = { kind: 'probe', epoch: 3 } as const;

const request = {
  submittedAtMs: NOW,
  firstAttemptAtMs: NOW,
  parkedMs: 0,
  attempts: 1,
  retries: 0,
  crashes: 0,
  previousDelayMs: null,
};

function decided(outcome: Outcome, nowMs = NOW) {
  return decide(aPolicy(), request, outcome, nowMs, { jitter: 0, rounding: 0 });
}
const answer = (status: number, retryAfter: string | null = null): Outcome => ({
  kind: 'answer',
  status,
  retryAfter,
});

function seen(...outcomes: readonly Outcome[]) {
  return outcomes.reduce(
    (results, outcome) => withOutcome(results, decided(outcome), NOW),
    noResults(CALL, 'a'),
  );
}

describe('what a job tells the breaker', () => {
  it('counts every call, and of them the outages', () => {
    const results = seen(answer(200), answer(400), answer(503), { kind: 'timeout' }, { kind: 'no-answer' });
    expect(results).toEqual({ epoch: 3, calls: 5, failures: 3, probeOf: null, pausedUntilMs: null });
  });

  it('says nothing of calls that were never made, or whose answer a crash swallowed', () => {
    expect(seen({ kind: 'configuration' }, { kind: 'crash' })).toEqual(noResults(CALL, 'a'));
  });

  it('holds the latest pause, and a 429 is no outage', () => {
    const first = withOutcome(noResults(CALL, 'a'), decided(answer(429, '90')), NOW);
    expect(first).toMatchObject({ calls: 1, failures: 0, pausedUntilMs: NOW + 90_000 });
    expect(withOutcome(first, decided(answer(429, '30')), NOW).pausedUntilMs).toBe(NOW + 90_000);
    expect(withOutcome(first, decided(answer(429, '90')), NOW + 1).pausedUntilMs).toBe(NOW + 90_001);
  });

  it('names the lane only where it probes', () => {
    expect(noResults(PROBE, 'a').probeOf).toBe('a');
    expect(noResults(CALL, 'a').probeOf).toBeNull();
  });
});

describe('a job writes', () => {
  const failing = recordResults(aBreaker(), null, { ...seen(answer(503)), epoch: 0 }, NOW);

  it('nothing of a healthy integration', () => {
    expect(isWorthRecording(null, seen(answer(200), answer(400)))).toBe(false);
    expect(isWorthRecording(failing, noResults(CALL, 'a'))).toBe(false);
  });

  it('an outage, a pause, and calls beside the outages of others', () => {
    expect(isWorthRecording(null, seen(answer(503)))).toBe(true);
    expect(isWorthRecording(null, seen(answer(429)))).toBe(true);
    expect(failing).not.toBeNull();
    expect(isWorthRecording(failing, seen(answer(200)))).toBe(true);
  });

  it('what became of its token, even if it made no call', () => {
    expect(isWorthRecording(null, noResults(PROBE, 'a'))).toBe(true);
  });
});
