import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outcome } from '../policy/outcome.ts';
import { type Sampler, sampler } from './random/distribution.ts';
import { uniform } from './random/draws.ts';
import type { EndpointSettings } from './scenario.ts';

const OK: Outcome = { kind: 'answer', status: 200, retryAfter: null };
const TIMEOUT: Outcome = { kind: 'timeout' };
const WORDS = 4_294_967_296;

interface Disturbance {
  readonly fromMs: number;
  readonly toMs: number;
  /** It fails the calls whose draw lies below. */
  readonly below: number;
  readonly outcome: Outcome;
}

interface ErrorBand {
  /** It fails the calls whose draw lies here or above, up to the next band. */
  readonly from: number;
  readonly outcome: Outcome;
}

function answer(status: number): Outcome {
  return { kind: 'answer', status, retryAfter: null };
}

/**
 * What is called. One draw decides whether a call fails: outages take it from below, the error rates of every day from
 * above. So a call that fails in one scenario fails in each that has more of the same, draw for draw.
 */
export class Endpoint {
  /** What the last `call` came to, and how long it took, ms. */
  outcome: Outcome = OK;
  durationMs = 0;

  readonly #latency: Sampler;
  readonly #timeoutMs: number;
  readonly #outages: readonly Disturbance[];
  readonly #bands: readonly ErrorBand[];

  constructor(settings: EndpointSettings, timeoutMs: number) {
    this.#latency = sampler(settings.latencyMs);
    this.#timeoutMs = timeoutMs;
    this.#outages = settings.outages.map(({ fromMinute, toMinute, failureRate, failure }) => ({
      fromMs: fromMinute * MINUTE_MS,
      toMs: toMinute * MINUTE_MS,
      below: failureRate * WORDS,
      outcome: failure === 'timeout' ? TIMEOUT : answer(failure),
    }));
    let from = WORDS;
    this.#bands = Object.entries(settings.errorRates).map(([status, rate]) => {
      from -= rate * WORDS;
      return { from, outcome: answer(Number(status)) };
    });
  }

  /**
   * @param atMs - when the call starts
   * @param failureDraw - integer in [0, 2^32)
   * @param latencyDraw - integer in [0, 2^32)
   */
  call(atMs: number, failureDraw: number, latencyDraw: number): void {
    const latencyMs = this.#latency(uniform(latencyDraw));
    const outcome = this.#answerTo(atMs, failureDraw);
    const answered = outcome.kind === 'answer' && latencyMs < this.#timeoutMs;
    this.outcome = answered ? outcome : TIMEOUT;
    this.durationMs = answered ? latencyMs : this.#timeoutMs;
  }

  #answerTo(atMs: number, draw: number): Outcome {
    for (const outage of this.#outages) {
      if (draw < outage.below && atMs >= outage.fromMs && atMs < outage.toMs) return outage.outcome;
    }
    for (const band of this.#bands) {
      if (draw >= band.from) return band.outcome;
    }
    return OK;
  }
}
