import { EventQueue } from './kernel/event-queue.ts';
import type { Capacity } from './scenario.ts';

/** Stands for a call that finds no place. */
export const FULL = -1;

const UNLIMITED = { events: Number.POSITIVE_INFINITY, eventsAtOneInstant: Number.POSITIVE_INFINITY };

/** So many calls are worked on at a time, the others wait in the order in which they came. */
export class Server {
  readonly #queueLimit: number;
  readonly #concurrent: number;
  /** When each of the servers that have worked is free. */
  readonly #freeAt = new EventQueue(UNLIMITED);
  #servers = 0;
  /** When the waiting calls begin, a ring; begun ones are dropped when the next call comes. */
  #begins = new Float64Array(64);
  #oldest = 0;
  #waiting = 0;

  constructor({ concurrent, queue }: Capacity) {
    this.#concurrent = concurrent;
    this.#queueLimit = queue;
  }

  clear(): void {
    this.#freeAt.clear();
    this.#servers = 0;
    this.#oldest = 0;
    this.#waiting = 0;
  }

  /**
   * A call comes; times never go back.
   *
   * @param workMs - how long it is worked on
   * @returns when it is done, ms; `FULL` where too many wait
   */
  take(atMs: number, workMs: number): number {
    this.#forgetBegun(atMs);
    const mustWait = this.#servers === this.#concurrent && this.#freeAt.nextMs > atMs;
    if (mustWait && this.#waiting === this.#queueLimit) return FULL;
    if (this.#servers < this.#concurrent && this.#freeAt.nextMs > atMs) this.#servers++;
    else this.#freeAt.pop();
    const beginMs = mustWait ? this.#freeAt.now : atMs;
    if (mustWait) this.#wait(beginMs);
    this.#freeAt.push(beginMs + workMs, 0, 0);
    return beginMs + workMs;
  }

  #forgetBegun(atMs: number): void {
    while (this.#waiting > 0 && (this.#begins[this.#oldest] as number) <= atMs) {
      this.#oldest = (this.#oldest + 1) & (this.#begins.length - 1);
      this.#waiting--;
    }
  }

  #wait(beginMs: number): void {
    if (this.#waiting === this.#begins.length) this.#grow();
    this.#begins[(this.#oldest + this.#waiting++) & (this.#begins.length - 1)] = beginMs;
  }

  #grow(): void {
    const begins = new Float64Array(this.#begins.length * 2);
    begins.set(this.#begins.subarray(this.#oldest));
    begins.set(this.#begins.subarray(0, this.#oldest), this.#begins.length - this.#oldest);
    this.#begins = begins;
    this.#oldest = 0;
  }
}
