import { DAILY_WINDOW_MS } from '../../platform/daily-limit.ts';
import { underReserve } from '../../policy/submit.ts';

/**
 * The limit of asynchronous executions in any 24 hours. An execution is counted when it is enqueued, and leaves the window
 * exactly 24 hours later: the granularity of the platform's own window is not documented, so that is an assumption.
 *
 * The rest of the org is served first.
 */
export class RollingLimit {
  /** Executions in 24 hours that the platform takes: in elastic mode more than the daily limit. */
  readonly ceiling: number;
  readonly limit: number;
  /** Most executions that one window held, those of the rest of the org included. */
  peak = 0;

  readonly #others: (atMs: number) => number;
  /** A ring of the times of our own executions in the window, oldest first. */
  #times = new Float64Array(1024);
  #oldest = 0;
  #count = 0;

  /** @param others - executions of the rest of the org in the 24 hours that end at a time */
  constructor(limit: number, others: (atMs: number) => number, ceiling = limit) {
    this.limit = limit;
    this.ceiling = ceiling;
    this.#others = others;
    this.clear();
  }

  clear(): void {
    this.#oldest = 0;
    this.#count = 0;
    this.peak = this.#others(0);
  }

  /** Executions of the 24 hours that end at this time, those of the rest of the org included. Times never go back. */
  used(nowMs: number): number {
    const windowStart = nowMs - DAILY_WINDOW_MS.value;
    while (this.#count > 0 && (this.#times[this.#oldest] as number) <= windowStart) {
      this.#oldest = (this.#oldest + 1) & (this.#times.length - 1);
      this.#count--;
    }
    return this.#others(nowMs) + this.#count;
  }

  /** Whether fewer executions are left of the daily limit than the share that is kept for the rest of the org. */
  isUnderReserve(nowMs: number, reservePercent: number): boolean {
    return underReserve(this.limit, this.used(nowMs), reservePercent);
  }

  /** Executions that may still be enqueued at this time; not above 0 when the limit is used up. */
  remaining(nowMs: number): number {
    return this.ceiling - this.used(nowMs);
  }

  /** Counts an execution that is enqueued now. */
  add(nowMs: number): void {
    const used = this.used(nowMs);
    if (used >= this.ceiling) {
      throw new RangeError(`the limit of ${this.ceiling} executions is used up at ${nowMs} ms`);
    }
    if (this.#count === this.#times.length) this.#grow();
    this.#times[(this.#oldest + this.#count) & (this.#times.length - 1)] = nowMs;
    this.#count++;
    if (used >= this.peak) this.peak = used + 1;
  }

  /** Looks at the peak when something else than an execution may have raised it. */
  observe(nowMs: number): void {
    this.peak = Math.max(this.peak, this.used(nowMs));
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times.subarray(this.#oldest));
    times.set(this.#times.subarray(0, this.#oldest), this.#times.length - this.#oldest);
    this.#times = times;
    this.#oldest = 0;
  }
}
