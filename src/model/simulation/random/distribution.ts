import type { LatencySettings } from '../scenario.ts';
import { exp, ln, normalQuantile } from './numbers.ts';

/** A uniform number in (0, 1) -> whole ms >= 0: the quantile of a distribution. */
export type Sampler = (uniform: number) => number;

/** Beyond three weeks no latency means anything; keeps every time inside the range of the event queue. */
const LONGEST_MS = 2_000_000_000;

/** No time at all, in whole ms and with any spread that makes sense. */
const SHORTEST_MEDIAN_MS = 1e-6;

/** Higher uniforms give longer times, in every distribution: that keeps comparisons draw for draw monotonous. */
export function sampler(latency: LatencySettings): Sampler {
  switch (latency.distribution) {
    case 'constant': {
      const value = Math.round(latency.value);
      return () => value;
    }
    case 'uniform': {
      const { min, max } = latency;
      return (uniform) => Math.round(min + (max - min) * uniform);
    }
    case 'lognormal': {
      const { median, sigma } = latency;
      if (median < SHORTEST_MEDIAN_MS) return () => 0;
      const mu = ln(median);
      return (uniform) =>
        Math.min(LONGEST_MS, Math.round(exp(Math.min(22, mu + sigma * normalQuantile(uniform)))));
    }
    case 'empirical': {
      const { quantiles } = latency;
      const steps = quantiles.length - 1;
      return (uniform) => {
        const below = Math.floor(uniform * steps);
        const low = quantiles[below] as number;
        const high = quantiles[below + 1] ?? low;
        return Math.min(LONGEST_MS, Math.round(low + (high - low) * (uniform * steps - below)));
      };
    }
  }
}
