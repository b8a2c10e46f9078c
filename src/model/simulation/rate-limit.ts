import type { Outcome } from '../policy/outcome.ts';
import type { RateLimit } from './scenario.ts';

const SECOND_MS = 1000;
const TOO_MANY: Outcome = { kind: 'answer', status: 429, retryAfter: null };

/** Counts the requests of a window; those that it refuses do not count. */
export class Throttle {
  readonly #most: number;
  readonly #windowMs: number;
  /** For each number of seconds that a 429 may ask to wait: the answer; empty where it does not say. */
  readonly #refusals: readonly Outcome[];
  #window = -1;
  #taken = 0;

  constructor({ requests, windowSeconds, retryAfter }: RateLimit) {
    this.#most = requests;
    this.#windowMs = windowSeconds * SECOND_MS;
    this.#refusals = retryAfter
      ? Array.from({ length: windowSeconds + 1 }, (_, seconds) => ({
          ...TOO_MANY,
          retryAfter: String(seconds),
        }))
      : [];
  }

  clear(): void {
    this.#window = -1;
  }

  /** What a request of this time gets instead of being served; null where it is served. Times never go back. */
  refusal(atMs: number): Outcome | null {
    const window = Math.floor(atMs / this.#windowMs);
    if (window !== this.#window) {
      this.#window = window;
      this.#taken = 0;
    }
    if (this.#taken < this.#most) {
      this.#taken++;
      return null;
    }
    const seconds = Math.ceil(((window + 1) * this.#windowMs - atMs) / SECOND_MS);
    return this.#refusals[seconds] ?? TOO_MANY;
  }
}
