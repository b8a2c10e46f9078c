import { MINUTE_MS } from '../policy/minutes.ts';
import { type Draws, uniform } from './random/draws.ts';
import { ln } from './random/numbers.ts';
import type { Arrivals, SubmitContext } from './scenario.ts';

const HOUR_MS = 3_600_000;

/**
 * Transactions that come independently of each other. Between two of them lies, in expected transactions, an exponential
 * gap of mean 1; a rate that changes from hour to hour only stretches it. So the same draws give the same pattern at any
 * rate: more at a higher one, never others.
 */
export class PoissonProcess {
  nextMs = 0;
  readonly requests: number;
  readonly context: SubmitContext;

  readonly #stream: number;
  readonly #fromMs: number;
  readonly #toMs: number;
  /** Transactions per ms, hour by hour. */
  readonly #rates: readonly number[];
  #draws: Draws | null = null;
  #drawn = 0;
  /** Of the last one, not rounded. */
  #atMs = 0;

  /** @param stream - its number among the streams of the workload: the key of its draws */
  constructor(arrivals: Arrivals, stream: number) {
    const { fromMinute, toMinute, requestsPerHour, context, recordsPerTransaction } = arrivals;
    this.requests = recordsPerTransaction;
    this.context = context;
    this.#stream = stream;
    this.#fromMs = fromMinute * MINUTE_MS;
    this.#toMs = toMinute * MINUTE_MS;
    this.#rates = requestsPerHour.map((rate) => rate / recordsPerTransaction / HOUR_MS);
  }

  begin(draws: Draws): void {
    this.#draws = draws;
    this.#drawn = 0;
    this.#atMs = this.#fromMs;
    this.advance();
  }

  advance(): void {
    let gap = -ln(uniform((this.#draws as Draws).arrival(this.#stream, this.#drawn++)));
    while (this.#atMs < this.#toMs) {
      const hour = Math.floor(this.#atMs / HOUR_MS);
      const rate = this.#rates[hour % this.#rates.length] as number;
      const endMs = Math.min(this.#toMs, (hour + 1) * HOUR_MS);
      const expected = rate * (endMs - this.#atMs);
      if (gap < expected) {
        this.#atMs += gap / rate;
        this.nextMs = Math.round(this.#atMs);
        return;
      }
      gap -= expected;
      this.#atMs = endMs;
    }
    this.nextMs = Number.POSITIVE_INFINITY;
  }
}
