import { setImmediate } from 'node:timers/promises';
import { type Batch, Replications } from '../model/simulation/batch.ts';
import { Experiment, type ExperimentResult, type Plan } from '../model/simulation/experiment.ts';
import type { SimulationSettings } from '../model/simulation/settings.ts';
import type { Workers } from './workers.ts';

/** Below this, a message to a thread and back costs more than it should. */
const PORTION_MS = 20;
/** Threads take a twentieth of a second to start: they are for what takes longer than this. */
const WORTH_THREADS_MS = 300;

/** Where experiments are run, and who wants to know. */
export interface Site {
  readonly workers: Workers;
  /** Ends an experiment after the replications that are under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since whenever. It decides how replications are cut into portions, and about no result. */
  readonly now: () => number;
  /** So many more replications are done. */
  readonly progress: (replications: number) => void;
}

/** An experiment that is run: what it came to, and where it was asked for, what its replications came to. */
export interface Run {
  readonly result: ExperimentResult;
  /** The first replications, as {@link Batch} has them, one after the other. */
  readonly values: readonly Float64Array[];
}

/** Runs what an experiment wants, in this thread or in others. */
class Driver {
  readonly experiment: Experiment;
  readonly values: Float64Array[] = [];
  readonly #settings: SimulationSettings;
  readonly #site: Site;
  readonly #most: number;
  readonly #keep: number;
  /** What a replication takes, ms, as far as known. */
  #paceMs = 0;

  constructor(settings: SimulationSettings, plan: Plan, site: Site, keep: number) {
    this.experiment = new Experiment(settings, plan);
    this.#settings = settings;
    this.#site = site;
    this.#most = plan.replications;
    this.#keep = keep;
  }

  get #goesOn(): boolean {
    return this.experiment.wanted > 0 && !(this.#site.signal.aborted && this.experiment.replications > 0);
  }

  get #worthThreads(): boolean {
    const left = (this.#most - this.experiment.replications) * this.#paceMs;
    return this.#site.workers.count > 0 && left > WORTH_THREADS_MS;
  }

  async run(): Promise<void> {
    await this.#here();
    while (this.#goesOn) await this.#round();
  }

  /** In this thread, until it turns out to be worth others. Between portions Ctrl-C gets its turn. */
  async #here(): Promise<void> {
    const replications = new Replications(this.#settings);
    while (this.#goesOn && !this.#worthThreads) {
      const { wanted, replications: from } = this.experiment;
      const startMs = this.#site.now();
      const count = Math.min(wanted, this.#portion());
      this.#add(replications.run(from, count));
      this.#paceMs = (this.#site.now() - startMs) / count;
      await setImmediate();
    }
  }

  /** Up to the next look of the experiment, in all threads; put together in the order of the replications. */
  async #round(): Promise<void> {
    const { workers } = this.#site;
    const first = this.experiment.replications;
    const end = first + this.experiment.wanted;
    const size = Math.min(this.#portion(), Math.ceil((end - first) / workers.count));
    const done = new Map<number, Batch>();
    let next = first;
    const serve = async (worker: number): Promise<void> => {
      while (next < end && this.#goesOn) {
        const from = next;
        const count = Math.min(size, end - from);
        next += count;
        done.set(from, await workers.run(worker, this.#settings, from, count));
        this.#addInOrder(done);
      }
    };
    await Promise.all(Array.from({ length: workers.count }, (_, worker) => serve(worker)));
  }

  #addInOrder(done: Map<number, Batch>): void {
    for (;;) {
      const from = this.experiment.replications;
      const batch = done.get(from);
      if (batch === undefined) return;
      done.delete(from);
      this.#add(batch);
    }
  }

  #add(batch: Batch): void {
    if (batch.from < this.#keep) this.values.push(batch.values);
    this.experiment.add(batch);
    this.#site.progress(batch.count);
  }

  /** Replications that take long enough together. */
  #portion(): number {
    return this.#paceMs === 0 ? 1 : Math.max(1, Math.ceil(PORTION_MS / this.#paceMs));
  }
}

/**
 * Runs an experiment. What it comes to does not depend on the number of threads.
 *
 * @param keep - of so many replications at least, from the first on, the values are kept
 * @throws UserError `WorkerFailed`, `TooManyEvents`, `TooManyEventsAtOnce`
 */
export async function runExperiment(
  settings: SimulationSettings,
  plan: Plan,
  site: Site,
  keep = 0,
): Promise<Run> {
  const driver = new Driver(settings, plan, site, keep);
  await driver.run();
  return { result: driver.experiment.result(), values: driver.values };
}
