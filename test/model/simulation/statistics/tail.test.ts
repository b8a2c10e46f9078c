import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentT975 } from '../../../../src/model/simulation/statistics/student.ts';
import { holm, studentTail } from '../../../../src/model/simulation/statistics/tail.ts';

describe("the tails of Student's t", () => {
  // From printed tables, both sides.
  test.each([
    [12.7062, 1, 0.05],
    [2.2622, 9, 0.05],
    [2.093, 19, 0.05],
    [1.972, 199, 0.05],
    [3.6896, 9, 0.005],
    [2.8453, 20, 0.01],
    [1, 1, 0.5],
    [0, 7, 1],
  ])('%f with %i degrees of freedom: %f', (t, degrees, expected) => {
    expect(studentTail(t, degrees)).toBeCloseTo(expected, 4);
    expect(studentTail(-t, degrees)).toBe(studentTail(t, degrees));
  });

  test('are 5 % where the interval ends, for all degrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (degrees) => {
        expect(studentTail(studentT975(degrees), degrees)).toBeCloseTo(0.05, 4);
      }),
    );
  });

  test('shrink with the distance, and never to less than nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (t, degrees) => {
          const tail = studentTail(t, degrees);
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(studentTail(t * 1.1 + 0.01, degrees)).toBeLessThanOrEqual(tail);
        },
      ),
    );
  });
});

describe("Holm's correction", () => {
  test('as in his example: the smallest times their number, the next times one less', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [index, expected] of [0.03, 0.06, 0.06, 0.02].entries()) {
      expect(corrected[index]).toBeCloseTo(expected, 12);
    }
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  test('a single test stays as it is; no other gets smaller, and their order stays', () => {
    expect(holm([0.04])).toEqual([0.04]);
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(ps, (list) => {
        const corrected = holm(list);
        for (const [a, p] of list.entries()) {
          expect(corrected[a]).toBeGreaterThanOrEqual(p);
          for (const [b, q] of list.entries()) {
            if (p < q) expect(corrected[a]).toBeLessThanOrEqual(corrected[b] ?? 0);
          }
        }
      }),
    );
  });
});
