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

  clear(): void {
    this.#byDueTime.clear();
    this.#rows.length = 0;
    this.#count = 0;
  }

  add(pending: Pending): void {
    this.#rows[pending.request] = pending;
    // Not before what has been taken: the queue's clock never goes back. What is overdue is taken next anyway.
    this.#byDueTime.push(Math.max(this.#byDueTime.now, pending.dueAtMs), 0, pending.request);
    this.#count++;
  }

  /** Takes rows that are due by then. Times never go back. */
  takeDue(byMs: number, atMost: number): Pending[] {
    const taken: Pending[] = [];
    while (taken.length < atMost && this.#byDueTime.nextMs <= byMs) {
      this.#byDueTime.pop();
      taken.push(this.#rows[this.#byDueTime.subject] as Pending);
    }
    this.#count -= taken.length;
    return taken;
  }
}
