import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, ln, normalQuantile } from '../../../../src/model/simulation/random/numbers.ts';

// Math.log and Math.exp of this engine are close enough to compare with; they are only not the same everywhere.
test('ln is the natural logarithm', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(x))));
    }),
    { numRuns: 5000 },
  );
});

test('exp is the exponential function', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(1e-15);
    }),
    { numRuns: 5000 },
  );
});

// Bit patterns: a change of one rounding anywhere would make old results irreproducible.
test('ln and exp give these very bits', () => {
  expect([ln(3), ln(7), ln(0.3), exp(2), exp(-1.5), exp(10.25)]).toEqual([
    1.0986122886681098, 1.9459101490553132, -1.2039728043259361, 7.3890560989306495, 0.22313016014842982,
    28282.541920334974,
  ]);
});

test.each([
  [0.5, 0],
  [0.8413447460685429, 1],
  [0.975, 1.959963984540054],
  [0.995, 2.575829303548901],
  [0.001, -3.090232306167813],
  [1e-9, -5.997807015007686],
])('the normal quantile of %f is %f', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 7);
});

test('the normal quantile rises everywhere, across its seams too', () => {
  let before = Number.NEGATIVE_INFINITY;
  for (let step = 1; step < 100_000; step++) {
    const quantile = normalQuantile(step / 100_000);
    expect(quantile).toBeGreaterThan(before);
    before = quantile;
  }
});
