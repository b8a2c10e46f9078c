import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/model/policy/decide.ts';
import { retryAfterMs } from '../../../src/model/policy/retry-after.ts';
import { aPolicy } from './a-policy.ts';
import { draws, NOW, outcome, patientPolicy, policy, request, retryableAnswer } from './arbitrary.ts';

const FIRST = {
  submittedAtMs: NOW,
  firstAttemptAtMs: NOW,
  parkedMs: 0,
  attempts: 1,
  retries: 0,
  crashes: 0,
  previousDelayMs: null,
};
const MIDDLE = { jitter: 2 ** 23, rounding: 2 ** 23 };

describe('a decision', () => {
  it('is a delivery, a retry or a dead letter, and its category is missing exactly when delivered', () => {
    fc.assert(
      fc.property(policy, request, outcome, draws, (p, r, o, d) => {
        const { next, classification } = decide(p, r, o, NOW, d);
        expect(next.step === 'delivered').toBe(classification.verdict === 'delivered');
        expect(next.step === 'delivered' ? null : next.category).toBe(classification.category);
      }),
    );
  });

  it('to retry never waits 0 minutes, unless an immediate retry is left', () => {
    fc.assert(
      fc.property(patientPolicy, request, retryableAnswer, draws, (p, r, o, d) => {
        const { next } = decide(p, r, o, NOW, d);
        fc.pre(next.step === 'retry');
        const least = r.retries < p.immediateRetries ? 0 : 1;
        expect(Number.isInteger(next.minutes) && next.minutes >= least).toBe(true);
      }),
    );
  });

  it('never undercuts Retry-After, in ms or in minutes', () => {
    fc.assert(
      fc.property(patientPolicy, request, retryableAnswer, draws, (p, r, o, d) => {
        const { next } = decide(p, r, o, NOW, d);
        fc.pre(next.step === 'retry');
        const asked = o.kind === 'answer' ? (retryAfterMs(o.retryAfter, NOW) ?? 0) : 0;
        expect(next.delayMs).toBeGreaterThanOrEqual(asked);
        expect(next.minutes * 60_000).toBeGreaterThanOrEqual(asked);
      }),
    );
  });

  it('exceeds the cap by less than a minute of rounding where no Retry-After asks for more', () => {
    fc.assert(
      fc.property(patientPolicy, request, retryableAnswer, draws, (p, r, o, d) => {
        const { next, retryAfterMs: asked } = decide(p, r, o, NOW, d);
        fc.pre(next.step === 'retry' && asked === null);
        expect(next.delayMs).toBeLessThanOrEqual(p.maxDelayMs);
        expect(next.minutes).toBeLessThanOrEqual(Math.ceil(p.maxDelayMs / 60_000));
      }),
    );
  });

  it('to retry keeps all three budgets', () => {
    fc.assert(
      fc.property(policy, request, retryableAnswer, draws, (chosen, r, o, d) => {
        const p = { ...chosen, retryableStatusCodes: aPolicy().retryableStatusCodes };
        const { next } = decide(p, r, o, NOW, d);
        fc.pre(next.step === 'retry');
        expect(r.retries).toBeLessThan(p.maxRetries);
        expect(NOW + next.delayMs - r.firstAttemptAtMs - r.parkedMs).toBeLessThanOrEqual(p.maxElapsedMs);
        expect(NOW - r.submittedAtMs).toBeLessThanOrEqual(p.maxAgeMs);
      }),
    );
  });

  it('to dead-letter a retryable failure names a budget that is really spent', () => {
    fc.assert(
      fc.property(policy, request, outcome, draws, (p, r, o, d) => {
        const { next, classification } = decide(p, r, o, NOW, d);
        fc.pre(next.step === 'dead-letter' && classification.verdict === 'retryable');
        if (next.reason === 'retries') expect(r.retries).toBeGreaterThanOrEqual(p.maxRetries);
        if (next.reason === 'age') expect(NOW - r.submittedAtMs).toBeGreaterThan(p.maxAgeMs);
        if (next.reason === 'crashed twice') expect([next.category, r.crashes >= 2]).toEqual(['Crash', true]);
        expect(next.reason).not.toBe('permanent');
      }),
    );
  });

  it('lets a request carry nothing from draw to draw that decorrelated jitter could fall below the base with', () => {
    fc.assert(
      fc.property(policy, fc.array(draws, { minLength: 1, maxLength: 12 }), (p, series) => {
        const growing = { ...p, jitter: 'decorrelated' as const, maxRetries: 100, maxElapsedMs: 9e12 };
        let previousDelayMs: number | null = null;
        for (const [retries, d] of series.entries()) {
          const accounting = { ...FIRST, attempts: retries + 1, retries, previousDelayMs };
          const { next }: ReturnType<typeof decide> = decide(
            growing,
            accounting,
            { kind: 'timeout' },
            NOW,
            d,
          );
          if (next.step !== 'retry') throw new Error('The budget should have lasted');
          if (retries >= p.immediateRetries) expect(next.delayMs).toBeGreaterThanOrEqual(p.baseDelayMs);
          expect(next.previousDelayMs).toBeGreaterThanOrEqual(p.baseDelayMs);
          previousDelayMs = next.previousDelayMs;
        }
      }),
    );
  });

  it('pauses the integration for a time of more than 0 and at most a day, or not at all', () => {
    fc.assert(
      fc.property(policy, request, outcome, draws, (p, r, o, d) => {
        const { pauseMs } = decide(p, r, o, NOW, d);
        fc.pre(pauseMs !== null);
        expect(Number.isInteger(pauseMs) && pauseMs > 0 && pauseMs <= 86_400_000).toBe(true);
      }),
    );
  });

  it('pauses it for exactly what a failed answer asks, up to a day, and never for a delivery', () => {
    fc.assert(
      fc.property(policy, request, outcome, draws, (p, r, o, d) => {
        const { next, pauseMs, retryAfterMs: asked } = decide(p, r, o, NOW, d);
        fc.pre(asked !== null);
        const wanted = next.step === 'delivered' || asked === 0 ? null : Math.min(asked, 86_400_000);
        expect(pauseMs).toBe(wanted);
      }),
    );
  });

  it('pauses it for at least the base delay where a 429 asks for nothing, and for no other outcome', () => {
    fc.assert(
      fc.property(policy, request, outcome, draws, (p, r, o, d) => {
        const { classification, pauseMs, retryAfterMs: asked } = decide(p, r, o, NOW, d);
        fc.pre(asked === null);
        expect(pauseMs === null).toBe(!classification.throttled);
        expect(pauseMs ?? p.baseDelayMs).toBeGreaterThanOrEqual(p.baseDelayMs);
      }),
    );
  });

  it('waits 150,000 ms at half of full jitter over 300,000: 2 minutes, or 3 for a draw under the half', () => {
    const minutes = (rounding: number) => {
      const { next } = decide(aPolicy(), FIRST, { kind: 'timeout' }, NOW, { ...MIDDLE, rounding });
      return next.step === 'retry' ? [next.delayMs, next.minutes] : next;
    };
    expect(minutes(2 ** 23)).toEqual([150_000, 2]);
    expect(minutes(2 ** 23 - 1)).toEqual([150_000, 3]);
  });

  it('makes a dead letter of the second crash of a request, not of the first', () => {
    const crashed = (crashes: number) =>
      decide(aPolicy(), { ...FIRST, crashes }, { kind: 'crash' }, NOW, MIDDLE).next;
    expect(crashed(1).step).toBe('retry');
    expect(crashed(2)).toEqual({ step: 'dead-letter', category: 'Crash', reason: 'crashed twice' });
  });
});
