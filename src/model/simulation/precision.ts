import type { Metric } from './metrics.ts';
import type { Interval } from './statistics/intervals.ts';

/** Half the width of an interval, relative to the mean, at which a metric is known well enough. */
export const DEFAULT_PRECISION = 0.02;

/** What is rare would take for ever: it is known well enough to within this share of the requests. */
const ABSOLUTE_SHARE = 0.0005;

/** Fewer replications say nothing reliable about their own spread. */
export const LEAST_REPLICATIONS = 10;

/**
 * Whether an interval is narrow enough. The half-width is held to g/(1+g) of the mean that was seen, so that it is within
 * g of the true one (Law, "Simulation Modeling and Analysis", 9.4.1).
 *
 * @param requests - submitted in one replication, on average
 */
export function isPrecise(
  metric: Metric,
  mean: number,
  interval: Interval,
  requests: number,
  precision: number,
): boolean {
  const half = (interval[1] - interval[0]) / 2;
  if (half <= (precision / (1 + precision)) * Math.abs(mean)) return true;
  if (metric.trials !== undefined) return half <= ABSOLUTE_SHARE;
  return metric.kind === 'count' && half <= ABSOLUTE_SHARE * requests;
}
