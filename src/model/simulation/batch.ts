import { METRICS, type Metric } from './metrics.ts';
import { addOutturn, emptySums, type MinuteSums } from './minute-sums.ts';
import { Simulation } from './replication.ts';
import type { SimulationSettings } from './settings.ts';
import { Histogram } from './statistics/histogram.ts';

/** What consecutive replications came to: plain data, small, fit to be sent from thread to thread. */
export interface Batch {
  /** The first replication, counted from 0. */
  readonly from: number;
  readonly count: number;
  /** Each metric of each replication, in the order of `METRICS`; NaN for what is infinite. */
  readonly values: Float64Array;
  /** For each metric: independent trials behind it in all; 0 for those that are no share of trials. */
  readonly trials: Float64Array;
  readonly minutes: MinuteSums;
  /** Counts of the histogram of delivery times, ms. */
  readonly deliveryMs: Float64Array;
  readonly submitted: number;
}

/** A scenario whose replications are run in any portions. */
export class Replications {
  readonly #settings: SimulationSettings;
  readonly #simulation: Simulation;

  /** @param settings - checked: see `prepare` */
  constructor(settings: SimulationSettings) {
    this.#settings = settings;
    this.#simulation = new Simulation(settings);
  }

  /** @throws UserError `TooManyEvents`, `TooManyEventsAtOnce` */
  run(from: number, count: number): Batch {
    const values = new Float64Array(count * METRICS.length);
    const trials = new Float64Array(METRICS.length);
    const minutes = emptySums(this.#settings);
    const deliveryMs = new Histogram();
    let submitted = 0;
    for (let index = 0; index < count; index++) {
      const outturn = this.#simulation.run(from + index);
      METRICS.forEach((metric: Metric, column) => {
        values[index * METRICS.length + column] = metric.measure(outturn) ?? Number.NaN;
        trials[column] = (trials[column] as number) + (metric.trials?.(outturn) ?? 0);
      });
      addOutturn(minutes, outturn);
      deliveryMs.merge(outturn.deliveryMs);
      submitted += outturn.submitted;
    }
    return { from, count, values, trials, minutes, deliveryMs: deliveryMs.counts, submitted };
  }
}
