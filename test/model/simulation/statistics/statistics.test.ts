import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanInterval } from '../../../../src/model/simulation/statistics/estimate.ts';
import { Histogram } from '../../../../src/model/simulation/statistics/histogram.ts';
import { Moments } from '../../../../src/model/simulation/statistics/moments.ts';
import { studentT975 } from '../../../../src/model/simulation/statistics/student.ts';

const values = fc.array(fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1)), { minLength: 1, maxLength: 200 });

function histogramOf(list: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of list) histogram.add(value);
  return histogram;
}

describe('histogram', () => {
  test('a value at a rank is exact below 256 and off by less than 0.4 % above', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const rank = Math.max(1, Math.ceil(share * list.length));
        const exact = list.toSorted((a, b) => a - b)[rank - 1] ?? 0;
        const found = histogramOf(list).atRank(rank) ?? Number.NaN;
        if (exact < 256) expect(found).toBe(exact);
        else expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.004);
      }),
    );
  });

  test('the largest value that it takes, and a rank beyond its values', () => {
    const histogram = histogramOf([2 ** 32 - 1]);
    expect(histogram.atRank(1)).toBeCloseTo(2 ** 32, -8);
    expect(histogram.atRank(2)).toBeNull();
  });

  test('two merged histograms are the histogram of all values', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = histogramOf(a);
        merged.merge(histogramOf(b));
        const all = histogramOf([...a, ...b]);
        expect(merged.total).toBe(all.total);
        for (let rank = 1; rank <= all.total; rank++) expect(merged.atRank(rank)).toBe(all.atRank(rank));
      }),
    );
  });

  test('a cleared histogram is empty', () => {
    const histogram = histogramOf([1, 2, 3]);
    histogram.clear();
    expect([histogram.total, histogram.atRank(1)]).toEqual([0, null]);
  });
});

// From printed tables of the t distribution.
test.each([
  [1, 12.7062],
  [2, 4.3027],
  [5, 2.5706],
  [9, 2.2622],
  [10, 2.2281],
  [12, 2.1788],
  [19, 2.093],
  [29, 2.0452],
  [60, 2.0003],
  [120, 1.9799],
  [199, 1.972],
  [1_000_000, 1.96],
])("Student's t, 97.5 %%, %i degrees of freedom: %f", (degrees, expected) => {
  expect(Math.abs(studentT975(degrees) - expected)).toBeLessThan(0.0001);
});

describe('moments', () => {
  function momentsOf(list: readonly (number | null)[]): Moments {
    const moments = new Moments();
    for (const value of list) moments.add(value);
    return moments;
  }

  test('mean, extremes and the 95 % interval of a known sample', () => {
    // Mean 5, standard deviation 2.138, standard error 0.7559; t(7) = 2.3646.
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([moments.mean, moments.min, moments.max, moments.count]).toEqual([5, 2, 9, 8]);
    const [low, high] = meanInterval(moments)?.[0] ?? [];
    expect(low).toBeCloseTo(5 - 1.7874, 3);
    expect(high).toBeCloseTo(5 + 1.7874, 3);
  });

  test('one infinite value makes the mean infinite, and leaves the least', () => {
    const { mean, min, max } = momentsOf([3, null, 5]);
    expect([mean, min, max]).toEqual([null, 3, null]);
    const never = momentsOf([null]);
    expect([never.mean, never.min, never.max]).toEqual([null, null, null]);
  });

  test('a single value has no interval', () => {
    expect(meanInterval(momentsOf([7]))).toBeNull();
  });
});
