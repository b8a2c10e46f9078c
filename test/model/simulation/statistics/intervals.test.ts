import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countInterval,
  meanInterval,
  shareInterval,
} from '../../../../src/model/simulation/statistics/estimate.ts';
import { poissonInterval, wilsonInterval } from '../../../../src/model/simulation/statistics/intervals.ts';
import { Moments } from '../../../../src/model/simulation/statistics/moments.ts';

function momentsOf(...values: (number | null)[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}

function times<Value>(count: number, value: Value): Value[] {
  return new Array<Value>(count).fill(value);
}

function expectClose(found: readonly number[] | undefined, low: number, high: number, digits = 3): void {
  expect(found?.[0]).toBeCloseTo(low, digits);
  expect(found?.[1]).toBeCloseTo(high, digits);
}

// From printed tables.
test.each([
  [0, 10, 0, 0.2775],
  [1, 10, 0.0179, 0.4042],
  [5, 10, 0.2366, 0.7634],
  [10, 10, 0.7225, 1],
  [81, 263, 0.2553, 0.3662],
])("Wilson's interval: %i of %i", (seen, trials, low, high) => {
  expectClose(wilsonInterval(seen / trials, trials), low, high, 4);
});

test.each([
  [0, 0, 3.6889],
  [1, 0.0253, 5.5716],
  [2, 0.2422, 7.2247],
  [5, 1.6235, 11.6683],
  [10, 4.7954, 18.3904],
  [49, 36.2506, 64.7805],
])('the exact interval of a Poisson mean: %i seen', (events, low, high) => {
  expectClose(poissonInterval(events), low, high, 3);
});

describe('an interval', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  test('of a share holds the share, stays in 0 to 1, and never has no width', () => {
    fc.assert(
      fc.property(share, fc.double({ min: 1, max: 1e7, noNaN: true }), (seen, trials) => {
        const [low, high] = wilsonInterval(seen, trials);
        expect(0 <= low && low <= seen && seen <= high && high <= 1).toBe(true);
        expect(high - low).toBeGreaterThan(0);
      }),
    );
  });

  test('of a Poisson mean holds what was seen, and grows with it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (events) => {
        const [low, high] = poissonInterval(events);
        expect(low <= events && events < high).toBe(true);
        expect(poissonInterval(events + 1)[0]).toBeGreaterThanOrEqual(low);
        expect(poissonInterval(events + 1)[1]).toBeGreaterThan(high);
      }),
    );
  });
});

describe('a count', () => {
  test('of which none was seen is not known to be none: below 3.7 in all', () => {
    const [interval, method] = countInterval(momentsOf(...times(200, 0))) ?? [];
    expect(method).toBe('poisson');
    expectClose(interval, 0, 3.6889 / 200, 6);
  });

  test('of which few were seen has the bounds of as many single events', () => {
    const [interval, method] = countInterval(momentsOf(...times(95, 0), ...times(5, 1))) ?? [];
    expect(method).toBe('poisson');
    expectClose(interval, 0.0162, 0.1167, 3);
  });

  test('of events that come together is less certain than of as many that come alone', () => {
    const alone = countInterval(momentsOf(...times(80, 0), ...times(20, 1)))?.[0] ?? [0, 0];
    const together = countInterval(momentsOf(...times(98, 0), ...times(2, 10)))?.[0] ?? [0, 0];
    expect(together[1]).toBeGreaterThan(1.5 * alone[1]);
    expect(together[0]).toBeLessThan(alone[0]);
  });

  test('that happens every time, or often, has the interval of any other mean', () => {
    expect(countInterval(momentsOf(...times(30, 2000)))).toEqual([[2000, 2000], 't']);
    const often = momentsOf(...times(100, 0), ...times(100, 1));
    expect(countInterval(often)).toEqual(meanInterval(often));
  });

  test('of one replication, or infinite, has none', () => {
    expect(countInterval(momentsOf(0))).toBeNull();
    expect(countInterval(momentsOf(0, null, 0))).toBeNull();
  });
});

describe('a share of requests', () => {
  test('of which none was seen: as many requests as were made say so', () => {
    const [interval, method] = shareInterval(momentsOf(...times(20, 0)), 40_000) ?? [];
    expect(method).toBe('poisson');
    expectClose(interval, 0, 3.6889 / 40_000, 8);
  });

  test('that all have: the mirror image', () => {
    const [interval] = shareInterval(momentsOf(...times(20, 1)), 40_000) ?? [];
    expectClose(interval, 1 - 3.6889 / 40_000, 1, 8);
  });

  test('that varies as independent requests do is worth all of them; one that varies more, fewer', () => {
    // 100 replications of 100 requests, a half of each, give or take what chance gives or takes.
    const chance = momentsOf(...times(50, 0.45), ...times(50, 0.55));
    expect(shareInterval(chance, 10_000)?.[1]).toBe('wilson');
    const [free = 0, most = 1] = shareInterval(chance, 10_000)?.[0] ?? [];
    expect(most - free).toBeCloseTo(2 * 1.96 * 0.005, 3);
    const herd = momentsOf(...times(50, 0), ...times(50, 1));
    const [low = 0, high = 1] = shareInterval(herd, 10_000)?.[0] ?? [];
    expect(high - low).toBeGreaterThan(0.19);
  });

  test('that varies less than by chance gets no credit for it', () => {
    const even = shareInterval(momentsOf(...times(10, 0.5)), 1000)?.[0] ?? [0, 0];
    expectClose(even, ...wilsonInterval(0.5, 1000), 9);
    const nearly = shareInterval(momentsOf(...times(5, 0.499), ...times(5, 0.501)), 1000)?.[0] ?? [0, 0];
    expectClose(nearly, ...wilsonInterval(0.5, 1000), 9);
  });

  test('of nothing, or of one replication, has none', () => {
    expect(shareInterval(momentsOf(0, 0), 0)).toBeNull();
    expect(shareInterval(momentsOf(0.5), 100)).toBeNull();
  });
});
