import { decimal, integer } from './key.ts';
import { list, variants } from './section.ts';

const MAX_LATENCY_MS = 3_600_000;

const milliseconds = (description: string, min = 0) =>
  integer({ min, max: MAX_LATENCY_MS, unit: 'milliseconds', description });

const DISTRIBUTIONS = {
  constant: { value: milliseconds('Of constant: always the same.') },
  uniform: {
    min: milliseconds('Of uniform: the shortest.'),
    max: milliseconds('Of uniform: the longest.'),
  },
  lognormal: {
    median: milliseconds('Of lognormal: half of all times are shorter.', 1),
    sigma: decimal({
      min: 0,
      max: 5,
      description: 'Of lognormal: the spread, as the standard deviation of the logarithm.',
    }),
  },
  empirical: {
    quantiles: list(milliseconds('A time.'), {
      min: 2,
      max: 1001,
      of: 'times, rising, at equal steps from the shortest to the longest',
      description:
        'Of empirical: quantiles that you measured, at equal steps from the shortest to the longest.',
    }),
  },
};

/** A distribution of times in ms. */
export function latencyOf(
  description: string,
  fallback: { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number },
) {
  return variants('distribution', DISTRIBUTIONS, { description, default: fallback });
}
