import type { Key, ValueOf } from './key.ts';
import type { Path, Problem } from './problem.ts';
import { readable } from './readable.ts';
import type { latencyOf } from './schema-latency.ts';

type LatencyKey = ReturnType<typeof latencyOf>;
type Latency = ValueOf<LatencyKey>;

/** A distribution of times that cannot be. */
export function latencyProblems(key: Key<Latency>, value: unknown, path: Path): Problem[] {
  const latency = readable(key, value);
  if (latency?.distribution === 'uniform') return swapped(latency.min, latency.max, path);
  return latency?.distribution === 'empirical' ? falling(latency.quantiles, path) : [];
}

function swapped(min: number, max: number, path: Path): Problem[] {
  if (min <= max) return [];
  return [
    {
      path: [...path, 'min'],
      at: 'value',
      message: `min is ${min}, which is more than max, ${max}.`,
      fix: `Write min: ${max} and max: ${min}.`,
    },
  ];
}

function falling(quantiles: readonly number[], path: Path): Problem[] {
  const index = quantiles.findIndex((quantile, i) => quantile < (quantiles[i - 1] ?? 0));
  if (index === -1) return [];
  return [
    {
      path: [...path, 'quantiles', index],
      at: 'value',
      message: `${quantiles[index]} comes after ${quantiles[index - 1]}, but quantiles rise.`,
      fix: 'Write them from the shortest time to the longest.',
    },
  ];
}
