import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Draws } from '../../../src/model/simulation/random/draws.ts';
import type { Arrivals, Workload } from '../../../src/model/simulation/scenario.ts';
import { Submissions } from '../../../src/model/simulation/submissions.ts';
import { burst } from './settings.ts';

const HOUR = 3_600_000;

function stream(requestsPerHour: readonly number[], more: Partial<Arrivals> = {}): Arrivals {
  return {
    requestsPerHour,
    fromMinute: 0,
    toMinute: 10_000,
    context: 'sync',
    recordsPerTransaction: 1,
    ...more,
  };
}

function drawn(workload: Partial<Workload>, replication = 0): { times: number[]; submissions: Submissions } {
  const submissions = new Submissions({ horizonHours: 24, bursts: [], ...workload });
  const draws = new Draws();
  draws.start(1, replication);
  return { times: [...submissions.draw(draws)], submissions };
}

function perHour(times: readonly number[]): number[] {
  const counts = Array<number>(24).fill(0);
  for (const time of times) counts[Math.floor(time / HOUR)] = (counts[Math.floor(time / HOUR)] ?? 0) + 1;
  return counts;
}

describe('arrivals at random', () => {
  test('come as often as their rate says, and their number varies as that of a Poisson process', () => {
    const counts = Array.from({ length: 200 }, (_, replication) => {
      return drawn({ arrivals: [stream([100])] }, replication).times.length;
    });
    const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
    const variance = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (counts.length - 1);
    // 2,400 a day: four standard errors of mean and variance.
    expect(Math.abs(mean - 2400)).toBeLessThan(4 * Math.sqrt(2400 / 200));
    expect(Math.abs(variance / 2400 - 1)).toBeLessThan(4 * Math.sqrt(2 / 199));
  });

  test('wait for each other in exponential gaps', () => {
    const { times } = drawn({ arrivals: [stream([1000])] });
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const longer = (share: number) =>
      gaps.filter((gap) => gap > -3600 * Math.log(share)).length / gaps.length;
    for (const share of [0.9, 0.5, 0.1, 0.01]) {
      expect(Math.abs(longer(share) - share)).toBeLessThan(
        4 * Math.sqrt((share * (1 - share)) / gaps.length),
      );
    }
  });

  test('follow the hours of their profile, and none comes in an hour of 0', () => {
    const profile = Array.from({ length: 24 }, (_, hour) => (hour % 3 === 0 ? 0 : hour * 20));
    const counts = Array.from({ length: 50 }, (_, each) =>
      perHour(drawn({ arrivals: [stream(profile)] }, each).times),
    );
    profile.forEach((rate, hour) => {
      const sum = counts.reduce((total, each) => total + (each[hour] ?? 0), 0);
      expect(Math.abs(sum - rate * 50)).toBeLessThanOrEqual(4.5 * Math.sqrt(rate * 50));
    });
  });

  test('a steady profile is a steady stream', () => {
    expect(drawn({ arrivals: [stream(Array(24).fill(60))] }).times).toEqual(
      drawn({ arrivals: [stream([60])] }).times,
    );
  });

  test('a higher rate brings the same ones sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const slow = drawn({ arrivals: [stream([Math.min(a, b)])] }).times;
        const fast = drawn({ arrivals: [stream([Math.max(a, b)])] }).times;
        expect(fast.length).toBeGreaterThanOrEqual(slow.length);
        expect(slow.every((time, index) => (fast[index] ?? Number.NaN) <= time)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('come between their first and their last minute, so many records each', () => {
    const arrivals = [
      stream([600], { fromMinute: 60, toMinute: 120, recordsPerTransaction: 3, context: 'async' }),
    ];
    const { times, submissions } = drawn({ arrivals });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...times)).toBeLessThanOrEqual(2 * HOUR);
    expect(submissions.requests).toBe(times.length * 3);
    expect(submissions.contextOf(0)).toBe('async');
  });

  test('each stream has draws of its own', () => {
    const [one, two] = [stream([60]), stream([60])];
    const both = drawn({ arrivals: [one, two] }).times;
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBeGreaterThan(1.5 * drawn({ arrivals: [one] }).times.length);
  });
});

describe('transactions', () => {
  test('of all sources come in the order of time, up to the horizon, each with its own requests', () => {
    const { times, submissions } = drawn({
      horizonHours: 2,
      bursts: [burst(5, 2, { atMinute: 90 }), burst(3, 200, { atMinute: 1, context: 'async' })],
      recorded: [
        { atMs: 7_300_000, requests: 9, context: 'sync' },
        { atMs: 90_000, requests: 4, context: 'sync' },
      ],
      arrivals: [stream([30])],
    });
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(2 * HOUR);
    const sizes = times.map((_, index) => submissions.firstOf(index + 1) - submissions.firstOf(index));
    expect(sizes.filter((size) => size > 1)).toEqual([3, 4, 2, 2]);
    expect(submissions.requests).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(submissions.contextOf(sizes.indexOf(3))).toBe('async');
  });

  test('that are planned are the same in every replication', () => {
    const submissions = new Submissions({ horizonHours: 24, bursts: [burst(1000, 7, { atMinute: 3 })] });
    const draws = new Draws();
    draws.start(1, 0);
    const first = [...submissions.draw(draws)];
    draws.start(1, 1);
    expect([...submissions.draw(draws)]).toEqual(first);
    expect(first).toHaveLength(143);
  });
});
