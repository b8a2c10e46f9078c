import { checkSettings } from './check.ts';
import { type Estimates, type GateResult, judge, metricOf } from './gates.ts';
import { METRICS, type MetricId } from './metrics.ts';
import { Simulation } from './replication.ts';
import type { RuleName, SimulationSettings } from './settings.ts';
import { type Estimate, Moments } from './statistics/moments.ts';

/** What the replications of one scenario, policy and rule came to. */
export interface ExperimentResult {
  readonly rule: RuleName;
  readonly seed: number;
  readonly replications: number;
  readonly metrics: Estimates;
  readonly expectations: readonly GateResult[];
  /** Whether every expectation held. */
  readonly passed: boolean;
  /** Calls of the endpoint in each minute from the start to the last call, mean over the replications. */
  readonly callsPerMinute: readonly number[];
}

/** Replications one after the other; what they came to is kept as sums, not as samples. */
export class Experiment {
  readonly #settings: SimulationSettings;
  readonly #simulation: Simulation;
  readonly #moments = METRICS.map(() => new Moments());
  readonly #calls: Float64Array;
  #replications = 0;

  /** @throws UserError `ImpossibleScenario`, `BadSeed`, `UnknownMetric` */
  constructor(settings: SimulationSettings) {
    checkSettings(settings);
    for (const expectation of settings.scenario.expect) metricOf(expectation);
    this.#settings = settings;
    this.#simulation = new Simulation(settings);
    this.#calls = new Float64Array(settings.scenario.workload.horizonHours * 60 + 1);
  }

  /** Runs the next replication. */
  step(): void {
    const outturn = this.#simulation.run(this.#replications++);
    METRICS.forEach(({ measure }, metric) => {
      this.#moments[metric]?.add(measure(outturn));
    });
    for (let minute = 0; minute < this.#calls.length; minute++) {
      this.#calls[minute] = (this.#calls[minute] as number) + (outturn.callsPerMinute[minute] as number);
    }
  }

  result(): ExperimentResult {
    const entries = METRICS.map(({ id, unit }, metric): [MetricId, Estimate] => [
      id,
      bounded((this.#moments[metric] as Moments).estimate(), unit === 'share' ? 1 : Number.POSITIVE_INFINITY),
    ]);
    const metrics = Object.fromEntries(entries) as Record<MetricId, Estimate>;
    const expectations = this.#settings.scenario.expect.map((expectation) => judge(expectation, metrics));
    return {
      rule: this.#settings.rule,
      seed: this.#settings.seed,
      replications: this.#replications,
      metrics,
      expectations,
      passed: expectations.every(({ passed }) => passed),
      callsPerMinute: this.#timeline(),
    };
  }

  #timeline(): number[] {
    const last = this.#calls.findLastIndex((calls) => calls > 0);
    return Array.from(this.#calls.subarray(0, last + 1), (calls) => calls / this.#replications);
  }
}

/** No metric is negative, and no share is above 1. */
function bounded(estimate: Estimate, most: number): Estimate {
  if (estimate.interval === null) return estimate;
  const [low, high] = estimate.interval;
  return { ...estimate, interval: [Math.max(0, low), Math.min(most, high)] };
}
