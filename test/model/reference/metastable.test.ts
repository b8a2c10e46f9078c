import { describe, expect, test } from 'vitest';
import { type Impatience, metastable } from './metastable.ts';
import { meanOf, sized } from './sizes.ts';

const SEEDS = sized(3, 10);

function measure(perSecond: number, seconds: number, more: Partial<Impatience> = {}) {
  const runs = Array.from({ length: SEEDS }, (_, seed) =>
    metastable({ perSecond, retries: 1, budget: false, seconds, ...more }, seed + 1),
  );
  return {
    recovery: meanOf(runs.map(({ recoveredS }) => recoveredS)).mean,
    calls: meanOf(runs.map(({ callsPerSecond }) => callsPerSecond)).mean,
    good: meanOf(runs.map(({ goodPerSecond }) => goodPerSecond)).mean,
  };
}

/** Seconds until a backlog of ten seconds and its retries is worked off, where each call is made 1 + retries times. */
function closedForm(perSecond: number, retries: number): number {
  let backlog = 0;
  for (let retry = 0; retry <= retries; retry++) backlog += perSecond * (10 - retry);
  return (backlog - 300 * (1 + retries)) / (300 - perSecond * (1 + retries));
}

describe('T3: a failure that retries keep alive', () => {
  test('280 requests a second are 560 calls and nothing good, for as long as one looks', () => {
    const { calls, good, recovery } = measure(280, 16 * 60);
    expect(Math.abs(calls - 560)).toBeLessThan(6);
    expect(good).toBeLessThan(1);
    expect(recovery).toBeGreaterThan(14 * 60);
  });

  test('140 recover', () => {
    const { recovery, calls } = measure(140, 10 * 60);
    expect(closedForm(140, 1)).toBe(103);
    expect(Math.abs(recovery - 98)).toBeLessThan(0.25 * 98);
    expect(Math.abs(calls - 140)).toBeLessThan(6);
  });

  test.each([
    [100, 1],
    [120, 1],
  ])('%i with one retry recover when the closed form says', (perSecond, retries) => {
    const { recovery } = measure(perSecond, 5 * 60, { retries });
    expect(Math.abs(recovery / closedForm(perSecond, retries) - 1)).toBeLessThan(0.25);
  });

  test('160 do not, in fifteen minutes', () => {
    expect(measure(160, 17 * 60).recovery).toBeGreaterThan(15 * 60);
  });

  test('280 without a retry recover in two minutes', () => {
    const { recovery } = measure(280, 10 * 60, { retries: 0 });
    expect(closedForm(280, 0)).toBe(125);
    expect(Math.abs(recovery - 125)).toBeLessThan(12.5);
  });

  test('280 with a retry budget of 5 % recover', () => {
    const { recovery, good } = measure(280, 20 * 60, { budget: true });
    expect(recovery).toBeLessThan(15 * 60);
    expect(good).toBeGreaterThan(275);
  });
});
