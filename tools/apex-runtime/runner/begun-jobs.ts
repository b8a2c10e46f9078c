import type { Job } from '../org/jobs.ts';
import type { Org } from '../org/org.ts';
import type { Rehearsal } from '../platform/job-runner.ts';

/** A job whose callouts are under way. */
export interface BegunJob {
  readonly job: Job;
  readonly startedAt: number;
  readonly rehearsal: Rehearsal;
  /** The custom metadata when it began: it has read that. */
  readonly metadata: Org['metadata'];
}

/** The answer to a callout; its number is that of the callout, from 0. The end of a job has the number END. */
interface Event {
  readonly at: number;
  readonly number: number;
  readonly begun: BegunJob;
}

const END = Number.POSITIVE_INFINITY;

/**
 * The jobs that have begun and not ended. What comes at the same time comes in the order of a queue of events: all answers,
 * then the ends; among them whatever was caused first.
 */
export class BegunJobs {
  readonly #jobs = new Set<BegunJob>();
  readonly #events: Event[] = [];

  get jobs(): readonly Job[] {
    return [...this.#jobs].map((begun) => begun.job);
  }

  add(begun: BegunJob): void {
    this.#jobs.add(begun);
    this.#schedule(begun, 0);
  }

  /** Takes the next job that ends up to a time. */
  takeEnded(until: number): BegunJob | null {
    for (let next = this.#events[0]; next && next.at <= until; next = this.#events[0]) {
      this.#events.shift();
      const { begun, number } = next;
      const { answers, diesAtAnswer } = begun.rehearsal;
      const isLast = number >= answers.length - 1;
      if (number === END || (isLast && diesAtAnswer)) {
        this.#jobs.delete(begun);
        return begun;
      }
      this.#schedule(begun, isLast ? END : number + 1);
    }
    return null;
  }

  clear(): void {
    this.#jobs.clear();
    this.#events.length = 0;
  }

  #schedule(begun: BegunJob, number: number): void {
    const { answers, endsAt } = begun.rehearsal;
    const event = { at: answers[number] ?? endsAt, number, begun };
    const isEnd = (each: Event): number => (each.number === END ? 1 : 0);
    const later = this.#events.findIndex(
      (other) => other.at > event.at || (other.at === event.at && isEnd(other) > isEnd(event)),
    );
    this.#events.splice(later < 0 ? this.#events.length : later, 0, event);
  }
}
