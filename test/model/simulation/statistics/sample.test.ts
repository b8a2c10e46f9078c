import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_KEPT, type Quantile, Sample } from '../../../../src/model/simulation/statistics/sample.ts';

function sampleOf(values: Iterable<number | null>): Sample {
  const sample = new Sample();
  for (const value of values) sample.add(value);
  return sample;
}

function quantile(values: Iterable<number | null>, share: number): Quantile | undefined {
  return sampleOf(values).quantiles([share])?.[0];
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Probability that of `count` numbers, fewer than `rank` lie below the quantile. */
function below(rank: number, count: number, share: number): number {
  let logarithm = count * Math.log(1 - share);
  let sum = 0;
  for (let number = 0; number < rank; number++) {
    sum += Math.exp(logarithm);
    logarithm += Math.log(((count - number) / (number + 1)) * (share / (1 - share)));
  }
  return sum;
}

describe('quantiles over the replications', () => {
  test('are the smallest value that so many do not exceed', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)?.value).toBe(3);
    expect(quantile(range(100), 0.95)?.value).toBe(95);
    expect(quantile([7], 0.99)?.value).toBe(7);
    expect(sampleOf([]).quantiles([0.5])).toBeNull();
  });

  test.each([
    [20, 0.5],
    [200, 0.5],
    [200, 0.95],
    [1000, 0.99],
  ])('have an interval that holds the true one of %i replications in 95 %%, at %f', (count, share) => {
    const [low, high] = quantile(range(count), share)?.interval ?? [null, null];
    // The values are their own ranks: the interval fails if the true quantile lies below the low or not below the high one.
    const held = below(high ?? 0, count, share) - below(low ?? 0, count, share);
    expect(held).toBeGreaterThan(0.94);
    expect(held).toBeLessThan(0.99);
  });

  test('say that too few replications bound them on one side', () => {
    expect(quantile(range(20), 0.99)?.interval).toEqual([18, null]);
    expect(quantile(range(5), 0.5)?.interval).toEqual([null, null]);
  });

  test('what is infinite is the largest, and is not a number', () => {
    expect(quantile([null, 1, null, 2], 0.5)?.value).toBe(2);
    expect(quantile([null, 1, null, 2], 0.75)?.value).toBeNull();
  });

  test('of more than are kept are those of a fair part, whatever their order', () => {
    const many = 5 * MOST_KEPT + 17;
    const found = quantile(range(many), 0.5)?.value ?? 0;
    expect(Math.abs(found / many - 0.5)).toBeLessThan(0.001);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * MOST_KEPT }), (count) => {
        const value = quantile(range(count), 0.95)?.value ?? 0;
        expect(Math.abs(value - count * 0.95)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 20 },
    );
  });
});
