import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialDelayMs } from '../../../src/model/policy/backoff.ts';
import { DRAW_RANGE, scaled } from '../../../src/model/policy/draw.ts';
import { jitteredDelayMs } from '../../../src/model/policy/jitter.ts';
import { JITTERS } from '../../../src/model/policy/policy.ts';
import { aPolicy } from './a-policy.ts';
import { draw, policy } from './arbitrary.ts';

const step = fc.integer({ min: 0, max: 100 });
const LAST = DRAW_RANGE - 1;

describe('a draw', () => {
  it('is scaled to an integer from 0 to less than the width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), draw, (width, r) => {
        const value = scaled(width, r);
        expect(Number.isSafeInteger(width * r)).toBe(true);
        expect(Number.isInteger(value) && value >= 0 && value < width).toBe(true);
      }),
    );
  });

  it('of 2^23 is half: 86,400,000 x 2^23 / 2^24 = 43,200,000', () => {
    expect(scaled(86_400_000, 2 ** 23)).toBe(43_200_000);
    expect(scaled(0, LAST)).toBe(0);
  });
});

describe('the exponential wait', () => {
  it('is 1000, 1500, 2250, 3375 and floor(5062.5) = 5062 at 150 %', () => {
    const growing = aPolicy({ baseDelayMs: 1000, backoffPercent: 150, maxDelayMs: 60_000 });
    expect([0, 1, 2, 3, 4].map((n) => exponentialDelayMs(growing, n))).toEqual([
      1000, 1500, 2250, 3375, 5062,
    ]);
  });

  it('floors at every step: 3, 4, 6, 9 ms at 150 %, not 3 x 1.5^3 = 10', () => {
    const small = aPolicy({ baseDelayMs: 3, backoffPercent: 150 });
    expect([0, 1, 2, 3].map((n) => exponentialDelayMs(small, n))).toEqual([3, 4, 6, 9]);
  });

  it('never falls from step to step, starts at the base and ends at the cap or below', () => {
    fc.assert(
      fc.property(policy, step, (p, n) => {
        const now = exponentialDelayMs(p, n);
        expect(exponentialDelayMs(p, 0)).toBe(p.baseDelayMs);
        expect(exponentialDelayMs(p, n + 1)).toBeGreaterThanOrEqual(now);
        expect(now).toBeLessThanOrEqual(p.maxDelayMs);
        expect(Number.isInteger(now)).toBe(true);
      }),
    );
  });
});

describe('a jitter', () => {
  it('draws an integer from 0 to the cap, whatever a request carries from an older configuration', () => {
    fc.assert(
      fc.property(policy, step, fc.integer({ min: 0, max: 86_400_000 }), draw, (p, n, previous, r) => {
        const delay = jitteredDelayMs(p, n, previous, r);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(p.maxDelayMs);
      }),
    );
  });

  it('grows with the draw', () => {
    fc.assert(
      fc.property(policy, step, draw, draw, (p, n, r, s) => {
        const [low, high] = [r, s].map((d) => jitteredDelayMs(p, n, p.baseDelayMs, d)).sort((a, b) => a - b);
        expect(jitteredDelayMs(p, n, p.baseDelayMs, Math.min(r, s))).toBe(low);
        expect(jitteredDelayMs(p, n, p.baseDelayMs, Math.max(r, s))).toBe(high);
      }),
    );
  });

  it('stays in its own range', () => {
    fc.assert(
      fc.property(policy, step, fc.integer({ min: 0, max: 86_400_000 }), draw, (p, n, previous, r) => {
        const e = exponentialDelayMs(p, n);
        const of = (jitter: (typeof JITTERS)[number]) => jitteredDelayMs({ ...p, jitter }, n, previous, r);
        expect(of('none')).toBe(e);
        expect(of('full')).toBeLessThanOrEqual(e - 1);
        expect(of('equal')).toBeGreaterThanOrEqual(Math.floor(e / 2));
        expect(of('equal')).toBeLessThanOrEqual(e);
        expect(of('additive')).toBeGreaterThanOrEqual(Math.min(e, p.maxDelayMs - p.baseDelayMs));
        expect(of('additive')).toBeLessThan(e + p.baseDelayMs);
        expect(of('decorrelated')).toBeGreaterThanOrEqual(p.baseDelayMs);
        expect(of('decorrelated')).toBeLessThanOrEqual(Math.max(3 * previous, 3 * p.baseDelayMs));
      }),
    );
  });

  it('reaches both ends: e = 600,000, base = 300,000, cap = 600,000', () => {
    const ends = (jitter: (typeof JITTERS)[number]) =>
      [0, LAST].map((r) => jitteredDelayMs(aPolicy({ jitter }), 1, 300_000, r));
    expect(ends('none')).toEqual([600_000, 600_000]);
    expect(ends('additive')).toEqual([300_000, 599_999]);
    expect(ends('full')).toEqual([0, 599_999]);
    expect(ends('equal')).toEqual([300_000, 599_999]);
    expect(ends('decorrelated')).toEqual([300_000, 599_999]);
  });

  it('of every kind but none spreads what waits at the cap over at least half of it', () => {
    for (const jitter of JITTERS.filter((kind) => kind !== 'none')) {
      const capped = aPolicy({ jitter });
      const spread = jitteredDelayMs(capped, 9, 600_000, LAST) - jitteredDelayMs(capped, 9, 600_000, 0);
      expect(spread).toBeGreaterThanOrEqual(capped.maxDelayMs / 2 - 1);
    }
  });
});
