import type { Estimates } from './gates.ts';
import { METRICS, type Metric, type MetricId } from './metrics.ts';
import { meanInterval } from './statistics/estimate.ts';
import type { Interval } from './statistics/intervals.ts';
import { Moments } from './statistics/moments.ts';
import { holm, studentTail } from './statistics/tail.ts';

/** A metric under two policies that met the same draws. */
export interface PairedDifference {
  readonly id: MetricId;
  /** Means, of this one and of the other; null where infinite in at least one replication. */
  readonly a: number | null;
  readonly b: number | null;
  /** Mean of b - a over the replications; null where a or b is. */
  readonly difference: number | null;
  /** 95 % interval of the difference (Student's t of the pairs); null after a single pair. */
  readonly interval: Interval | null;
  /** Probability of a difference as large if there were none, Holm-corrected for the number of metrics. */
  readonly p: number | null;
  /** Whether `p` is below 5 %. */
  readonly significant: boolean;
}

const LEVEL = 0.05;

/** One side of a comparison. */
export interface Side {
  readonly metrics: Estimates;
  /** Of each replication in turn, all metrics: as in `Batch`. */
  readonly values: Float64Array;
}

function column(values: Float64Array, metric: number, pair: number): number {
  return values[pair * METRICS.length + metric] as number;
}

function pairMoments(a: Side, b: Side, metric: number): Moments {
  const moments = new Moments();
  const pairs = Math.min(a.values.length, b.values.length) / METRICS.length;
  for (let pair = 0; pair < pairs; pair++) {
    const difference = column(b.values, metric, pair) - column(a.values, metric, pair);
    moments.add(Number.isNaN(difference) ? null : difference);
  }
  return moments;
}

/** Where neither side saw any, the difference is not known to be nothing: each side may have what it has not seen. */
function unseen({ id, kind, trials }: Metric & { readonly id: MetricId }, a: Side, b: Side): Interval | null {
  const [of, other] = [a.metrics[id], b.metrics[id]];
  const rare = kind === 'count' || trials !== undefined;
  if (!rare || of.mean !== 0 || other.mean !== 0 || !of.interval || !other.interval) return null;
  return [-of.interval[1], other.interval[1]];
}

/** Probability of such differences by chance; null where all are the same, and nothing was tested. */
function chance({ mean, squaredError, count }: Moments): number | null {
  if (mean === null || count < 2) return null;
  if (squaredError === 0) return mean === 0 ? null : 0;
  return studentTail(mean / Math.sqrt(squaredError), count - 1);
}

/** The differences of two policies on the same replications: b - a. */
export function pairedDifferences(a: Side, b: Side): readonly PairedDifference[] {
  const moments = METRICS.map((_, metric) => pairMoments(a, b, metric));
  const chances = moments.map(chance);
  const tested = chances.flatMap((p, metric) => (p === null ? [] : [{ p, metric }]));
  const corrected = new Map(holm(tested.map(({ p }) => p)).map((p, index) => [tested[index]?.metric, p]));
  return METRICS.map((metric, index) => {
    const { id } = metric;
    const of = moments[index] as Moments;
    const p = corrected.get(index) ?? null;
    return {
      id,
      a: a.metrics[id].mean,
      b: b.metrics[id].mean,
      difference: of.mean,
      interval: unseen(metric, a, b) ?? meanInterval(of)?.[0] ?? null,
      p,
      significant: p !== null && p < LEVEL,
    };
  });
}
