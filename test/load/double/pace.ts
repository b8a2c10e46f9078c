import type { Job, Jobs } from './jobs.ts';
import type { Processor } from './processing.ts';

/**
 * When closed jobs run: so many steps (start, then one per 10,000 rows) with every call that the org gets, whatever it asks,
 * which needs no clock; or on their own, as fast as the machine can.
 */
export type Pace = { readonly stepsPerCall: number } | 'on-its-own';

function isRunning(job: Job): boolean {
  return job.state === 'UploadComplete' || job.state === 'InProgress';
}

/** Lets closed jobs go on. */
export class Runner {
  readonly #jobs: Jobs;
  readonly #processor: Processor;
  readonly #pace: Pace;
  readonly #running = new Set<Job>();

  constructor(jobs: Jobs, processor: Processor, pace: Pace) {
    this.#jobs = jobs;
    this.#processor = processor;
    this.#pace = pace;
  }

  /** A job was closed: from now on it may run. */
  add(job: Job): void {
    this.#running.add(job);
    if (this.#pace === 'on-its-own') setImmediate(() => this.#goOn(job));
  }

  /** A call came in. */
  called(): void {
    if (this.#pace === 'on-its-own') return;
    for (const job of this.#running) {
      for (let step = 0; step < this.#pace.stepsPerCall; step += 1) this.#step(job);
    }
  }

  #goOn(job: Job): void {
    this.#step(job);
    if (this.#running.has(job)) setImmediate(() => this.#goOn(job));
  }

  /** A job that was aborted or is gone does nothing more. */
  #step(job: Job): void {
    const goesOn = isRunning(job) && this.#jobs.find(job.id) === job;
    if (goesOn) this.#processor.step(job);
    if (!goesOn || !isRunning(job)) this.#running.delete(job);
  }
}
