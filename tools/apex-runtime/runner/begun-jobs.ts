import type { Job } from '../org/jobs.ts';
import type { Rehearsal } from '../platform/job-runner.ts';

/** A job whose callouts are under way. */
export interface BegunJob {
  readonly job: Job;
  readonly startedAt: number;
  readonly rehearsal: Rehearsal;
}

/**
 * The jobs that have begun and not ended, in the order of their ends. Of two that end at the same time, the one whose last
 * callout left earlier goes first, then the one that began first.
 */
export class BegunJobs {
  readonly #jobs: BegunJob[] = [];

  add(begun: BegunJob): void {
    const at = this.#jobs.findIndex((other) => order(begun, other) < 0);
    this.#jobs.splice(at < 0 ? this.#jobs.length : at, 0, begun);
  }

  /** The next to end up to a time. */
  next(until: number): BegunJob | null {
    const [first] = this.#jobs;
    return first && first.rehearsal.endsAt <= until ? first : null;
  }

  get jobs(): readonly Job[] {
    return this.#jobs.map((begun) => begun.job);
  }

  take(): void {
    this.#jobs.shift();
  }

  clear(): void {
    this.#jobs.length = 0;
  }
}

function order(a: BegunJob, b: BegunJob): number {
  return (
    a.rehearsal.endsAt - b.rehearsal.endsAt ||
    (a.rehearsal.lastCalloutAt ?? 0) - (b.rehearsal.lastCalloutAt ?? 0)
  );
}
