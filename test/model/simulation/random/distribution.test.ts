import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampler } from '../../../../src/model/simulation/random/distribution.ts';
import type { LatencySettings } from '../../../../src/model/simulation/scenario.ts';
import { ASSUMED_QUEUE_LATENCY } from '../../../../src/model/simulation/settings.ts';

test('constant: always the value', () => {
  const sample = sampler({ distribution: 'constant', value: 250 });
  expect([sample(0.001), sample(0.999)]).toEqual([250, 250]);
});

test('uniform: from min to max', () => {
  const sample = sampler({ distribution: 'uniform', min: 100, max: 300 });
  expect([sample(1e-9), sample(0.25), sample(1 - 1e-9)]).toEqual([100, 150, 300]);
});

test('log-normal: median, and the 97.5 % quantile at 1.96 sigma', () => {
  const sample = sampler({ distribution: 'lognormal', median: 300, sigma: 0.5 });
  expect(sample(0.5)).toBe(300);
  expect(sample(0.975)).toBe(Math.round(300 * Math.exp(0.5 * 1.959963984540054)));
});

test('the assumed queue latency: half within 3 s, 95 % within 22 s', () => {
  const sample = sampler(ASSUMED_QUEUE_LATENCY);
  expect([sample(0.5), sample(0.95)]).toEqual([3000, 21_594]);
});

test('a median of 0 means no latency', () => {
  expect(sampler({ distribution: 'lognormal', median: 0, sigma: 1 })(0.9)).toBe(0);
});

test('latencies are whole, not negative, and rise with the draw', () => {
  const latency = fc.oneof<fc.Arbitrary<LatencySettings>[]>(
    fc.record({
      distribution: fc.constant('constant' as const),
      value: fc.double({ min: 0, max: 1e6, noNaN: true }),
    }),
    fc
      .tuple(fc.nat(1e6), fc.nat(1e6))
      .map(([min, width]) => ({ distribution: 'uniform', min, max: min + width })),
    fc.record({
      distribution: fc.constant('lognormal' as const),
      median: fc.double({ min: 0, max: 1e6, noNaN: true }),
      sigma: fc.double({ min: 0, max: 5, noNaN: true }),
    }),
  );
  const uniform = fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true });
  fc.assert(
    fc.property(latency, uniform, uniform, (settings, a, b) => {
      const sample = sampler(settings);
      const [low, high] = [sample(Math.min(a, b)), sample(Math.max(a, b))];
      expect(Number.isSafeInteger(low) && low >= 0).toBe(true);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});
