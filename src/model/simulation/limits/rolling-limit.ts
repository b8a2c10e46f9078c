import { DAILY_WINDOW_MS } from '../../platform/daily-limit.ts';

/**
 * The limit of asynchronous executions in any 24 hours. An execution is counted when it is enqueued, and leaves the window
 * exactly 24 hours later: the granularity of the platform's own window is not documented, so that is an assumption.
 *
 * Everything else in the org is taken to be spread evenly over the day, so that any window holds the same number of its
 * executions; they are served first.
 */
export class RollingLimit {
  readonly limit: number;
  /** Most executions that one window held, those of the rest of the org included. */
  peak = 0;

  readonly #others: number;
  /** A ring of the times of our own executions in the window, oldest first. */
  #times = new Float64Array(1024);
  #oldest = 0;
  #count = 0;

  /** @param othersPerDay - executions of the rest of the org in any 24 hours */
  constructor(limit: number, othersPerDay: number) {
    this.limit = limit;
    this.#others = othersPerDay;
    this.clear();
  }

  clear(): void {
    this.#oldest = 0;
    this.#count = 0;
    this.peak = this.#others;
  }

  /** Executions that may still be enqueued at this time; not above 0 when the limit is used up. Times never go back. */
  remaining(nowMs: number): number {
    const windowStart = nowMs - DAILY_WINDOW_MS.value;
    while (this.#count > 0 && (this.#times[this.#oldest] as number) <= windowStart) {
      this.#oldest = (this.#oldest + 1) & (this.#times.length - 1);
      this.#count--;
    }
    return this.limit - this.#others - this.#count;
  }

  /** Counts an execution that is enqueued now. */
  add(nowMs: number): void {
    const left = this.remaining(nowMs);
    if (left < 1) throw new RangeError(`the limit of ${this.limit} executions is used up at ${nowMs} ms`);
    if (this.#count === this.#times.length) this.#grow();
    this.#times[(this.#oldest + this.#count) & (this.#times.length - 1)] = nowMs;
    this.#count++;
    this.peak = Math.max(this.peak, this.limit - left + 1);
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times.subarray(this.#oldest));
    times.set(this.#times.subarray(0, this.#oldest), this.#times.length - this.#oldest);
    this.#times = times;
    this.#oldest = 0;
  }
}
