import { UserError } from '../user-error.ts';
import { METRICS, type Metric, type MetricId } from './metrics.ts';
import type { Expectation } from './scenario.ts';
import type { Estimate } from './statistics/estimate.ts';

export type Estimates = Readonly<Record<MetricId, Estimate>>;

/** What became of one `expect` of a scenario. */
export interface GateResult {
  readonly metric: string;
  /** As written. */
  readonly expected: string;
  /** The number that decided: the mean, or the worst replication. null where it was infinite in at least one. */
  readonly actual: number | null;
  /** 95 % interval, for a metric that is judged by it. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly passed: boolean;
}

/** The metric of an expectation. @throws UserError `UnknownMetric` */
export function metricOf({ metric }: Expectation): Metric & { readonly id: MetricId } {
  const found = METRICS.find(({ id }) => id === metric);
  if (found) return found;
  const known = METRICS.map(({ id }) => id).join(', ');
  throw new UserError({ area: 'simulate', code: 'UnknownMetric', values: [metric], actionValues: [known] });
}

const HOLDS: Readonly<Record<Expectation['operator'], (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '==': (value, bound) => value === bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

/** Of the two ends, the one at which the expectation is harder to meet. */
function adverse({ operator, value }: Expectation, low: number, high: number): number {
  if (operator === '<' || operator === '<=') return high;
  if (operator === '>' || operator === '>=') return low;
  return Math.abs(high - value) >= Math.abs(low - value) ? high : low;
}

/** Judges an expectation. A metric that was infinite in any replication meets none. */
export function judge(expectation: Expectation, estimates: Estimates): GateResult {
  const metric = metricOf(expectation);
  const { mean, interval, min, max } = estimates[metric.id];
  const everyReplication = metric.gate === 'every-replication';
  const result = {
    metric: metric.id,
    expected: expectation.text,
    interval: everyReplication ? null : interval,
  };
  if (mean === null || min === null || max === null) return { ...result, actual: null, passed: false };
  // A single replication has no interval: then its value alone decides.
  const [low, high] = everyReplication ? [min, max] : (interval ?? [mean, mean]);
  const worst = adverse(expectation, low, high);
  const passed = HOLDS[expectation.operator](worst, expectation.value);
  return { ...result, actual: everyReplication ? worst : mean, passed };
}
