import type { RollingLimit } from './limits/rolling-limit.ts';

/** How many jobs run at the same time, where something limits that; the others wait in the order in which they came. */
export class Slots {
  readonly #most: number;
  readonly #daily: RollingLimit;
  readonly #waiting: number[] = [];
  #next = 0;
  #running = 0;

  /** @param most - 0: as many as there are, but one at a time beyond the daily limit (elastic mode) */
  constructor(most: number, daily: RollingLimit) {
    this.#most = most === 0 ? Number.POSITIVE_INFINITY : most;
    this.#daily = daily;
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#next = 0;
    this.#running = 0;
  }

  /** Whether the job of this lane may start now; if not, it waits. */
  take(lane: number, nowMs: number): boolean {
    const isFree = this.#running < this.#limit(nowMs);
    if (isFree) this.#running++;
    else this.#waiting.push(lane);
    return isFree;
  }

  /** A job is over. */
  free(): void {
    this.#running--;
  }

  /** The next lane whose job may start now; null where none waits or none may. */
  next(nowMs: number): number | null {
    if (this.#next === this.#waiting.length || this.#running >= this.#limit(nowMs)) return null;
    const lane = this.#waiting[this.#next++] as number;
    this.#running++;
    if (this.#next === this.#waiting.length) {
      this.#waiting.length = 0;
      this.#next = 0;
    }
    return lane;
  }

  /** Beyond the daily limit, until fewer executions than that lie in the last 24 hours, jobs run one at a time. */
  #limit(nowMs: number): number {
    return this.#daily.used(nowMs) > this.#daily.limit ? 1 : this.#most;
  }
}
