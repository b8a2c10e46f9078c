import type { Batch } from './batch.ts';
import { type Delivery, deliveryOf } from './delivery.ts';
import { type Estimates, type GateResult, judge } from './gates.ts';
import { METRICS, type Metric, type MetricId } from './metrics.ts';
import { addSums, emptySums, type Timeline, timelinesOf } from './minute-sums.ts';
import { isPrecise, LEAST_REPLICATIONS } from './precision.ts';
import type { RuleName, SimulationSettings } from './settings.ts';
import {
  countInterval,
  type Estimate,
  type IntervalMethod,
  meanInterval,
  shareInterval,
} from './statistics/estimate.ts';
import { Histogram } from './statistics/histogram.ts';
import type { Interval } from './statistics/intervals.ts';
import { Moments } from './statistics/moments.ts';
import { Sample } from './statistics/sample.ts';

/** What the replications of one scenario, policy and rule came to. */
export interface ExperimentResult {
  readonly rule: RuleName;
  readonly seed: number;
  /** How many were run. */
  readonly replications: number;
  readonly metrics: Estimates;
  readonly expectations: readonly GateResult[];
  /** Whether every expectation held. */
  readonly passed: boolean;
  readonly timelines: readonly Timeline[];
  readonly delivery: Delivery;
}

/** How long to go on. */
export interface Plan {
  /** At most so many replications. */
  readonly replications: number;
  /** The relative half-width at which a metric is known well enough; 0: all replications are run. */
  readonly precision: number;
}

const SHARES = [0.5, 0.95, 0.99];
const NOTHING = { value: null, interval: [null, null] } as const;

/**
 * Puts batches together, in the order of the replications. Sums are kept, not samples, and what it says depends on the
 * replications alone: not on how they were cut into batches, nor on who ran them.
 */
export class Experiment {
  readonly #settings: SimulationSettings;
  readonly #plan: Plan;
  readonly #moments = METRICS.map(() => new Moments());
  readonly #samples = METRICS.map(() => new Sample());
  readonly #trials = new Float64Array(METRICS.length);
  readonly #minutes;
  readonly #deliveryMs = new Histogram();
  #submitted = 0;
  #replications = 0;
  /** When the next look is taken at what is known. */
  #nextLook: number;

  constructor(settings: SimulationSettings, plan: Plan) {
    this.#settings = settings;
    this.#plan = plan;
    this.#minutes = emptySums(settings);
    this.#nextLook = plan.precision === 0 ? plan.replications : LEAST_REPLICATIONS;
  }

  get replications(): number {
    return this.#replications;
  }

  /** Replications to run before the next decision whether to go on; 0 at the end. The first one is the next. */
  get wanted(): number {
    return Math.min(this.#nextLook, this.#plan.replications) - this.#replications;
  }

  /** Takes the next replications, no more than are wanted. */
  add({ from, count, values, trials, minutes, deliveryMs, submitted }: Batch): void {
    if (from !== this.#replications || count > this.wanted) {
      throw new RangeError(`replications ${from} to ${from + count} do not follow ${this.#replications}`);
    }
    for (let index = 0; index < count; index++) {
      for (let column = 0; column < METRICS.length; column++) {
        const value = values[index * METRICS.length + column] as number;
        const known = Number.isNaN(value) ? null : value;
        (this.#moments[column] as Moments).add(known);
        (this.#samples[column] as Sample).add(known);
      }
    }
    trials.forEach((more, column) => {
      this.#trials[column] = (this.#trials[column] as number) + more;
    });
    addSums(this.#minutes, minutes);
    this.#deliveryMs.addCounts(deliveryMs);
    this.#submitted += submitted;
    this.#replications += count;
    if (this.#replications === this.#nextLook) this.#look();
  }

  /**
   * Looks are few, each half as far again as the one before: a rule that looks after every replication stops at the first
   * one that happens to look good.
   */
  #look(): void {
    const open = METRICS.some((_, column) => {
      const { mean, precise } = this.#bounds(column);
      return mean !== null && !precise;
    });
    if (open) this.#nextLook = Math.ceil((this.#nextLook * 3) / 2);
  }

  result(): ExperimentResult {
    const entries = METRICS.map(({ id }, column): [MetricId, Estimate] => [id, this.#estimate(column)]);
    const metrics = Object.fromEntries(entries) as Record<MetricId, Estimate>;
    const expectations = this.#settings.scenario.expect.map((expectation) => judge(expectation, metrics));
    return {
      rule: this.#settings.rule,
      seed: this.#settings.seed,
      replications: this.#replications,
      metrics,
      expectations,
      passed: expectations.every(({ passed }) => passed),
      timelines: timelinesOf(this.#minutes, this.#replications, this.#settings),
      delivery: deliveryOf(this.#deliveryMs, this.#submitted),
    };
  }

  #estimate(column: number): Estimate {
    const { min, max } = this.#moments[column] as Moments;
    const [p50 = NOTHING, p95 = NOTHING, p99 = NOTHING] =
      (this.#samples[column] as Sample).quantiles(SHARES) ?? [];
    return { ...this.#bounds(column), min, max, p50, p95, p99 };
  }

  #bounds(column: number): Pick<Estimate, 'mean' | 'interval' | 'method' | 'precise'> {
    const metric: Metric = METRICS[column] as Metric;
    const moments = this.#moments[column] as Moments;
    const { mean } = moments;
    const found = intervalOf(metric, moments, this.#trials[column] as number);
    if (mean === null || found === null) return { mean, interval: null, method: null, precise: false };
    const interval = bounded(metric, found[0]);
    const requests = this.#submitted / this.#replications;
    const precise =
      this.#replications >= LEAST_REPLICATIONS &&
      isPrecise(metric, mean, interval, requests, this.#plan.precision);
    return { mean, interval, method: found[1], precise };
  }
}

function intervalOf(
  metric: Metric,
  moments: Moments,
  trials: number,
): readonly [Interval, IntervalMethod] | null {
  if (metric.trials !== undefined) return shareInterval(moments, trials);
  return metric.kind === 'count' ? countInterval(moments) : meanInterval(moments);
}

/** No metric is negative, and no share is above 1. */
function bounded({ unit }: Metric, [low, high]: Interval): Interval {
  return [Math.max(0, low), Math.min(unit === 'share' ? 1 : Number.POSITIVE_INFINITY, high)];
}
