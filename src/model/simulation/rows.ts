import { EventQueue } from './kernel/event-queue.ts';
import type { Pending } from './requests.ts';

/** The requests that wait as rows of `Failed_Integration_Log__c`, the earliest due first. */
export class Rows {
  readonly #byDueTime = new EventQueue({ events: Infinity, eventsAtOneInstant: Infinity });
  readonly #rows: (Pending | undefined)[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** When the first row is due, ms; Infinity without rows. */
  get earliestDueMs(): number {
    return this.#byDueTime.nextMs;
  }

  clear(): void {
    this.#byDueTime.clear();
    this.#rows.length = 0;
    this.#count = 0;
  }

  add(pending: Pending, nowMs: number): void {
    this.#rows[pending.request] = pending;
    this.#byDueTime.push(Math.max(nowMs, pending.dueAtMs), 0, pending.request);
    this.#count++;
  }

  takeDue(nowMs: number, atMost: number): Pending[] {
    const taken: Pending[] = [];
    while (taken.length < atMost && this.earliestDueMs <= nowMs) {
      this.#byDueTime.pop();
      taken.push(this.#rows[this.#byDueTime.subject] as Pending);
    }
    this.#count -= taken.length;
    return taken;
  }
}
