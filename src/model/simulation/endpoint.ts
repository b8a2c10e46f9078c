import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outcome } from '../policy/outcome.ts';
import { FULL, Server } from './capacity.ts';
import { type Sampler, sampler } from './random/distribution.ts';
import { type Draws, uniform } from './random/draws.ts';
import { Throttle } from './rate-limit.ts';
import type { EndpointSettings, Outage } from './scenario.ts';

const WORDS = 4_294_967_296;
const DAY_MINUTES = 1440;
const NEVER = -1;

const OK: Outcome = { kind: 'answer', status: 200, retryAfter: null };
const BUSY: Outcome = { kind: 'answer', status: 503, retryAfter: null };
const TIMEOUT: Outcome = { kind: 'timeout' };

interface Disturbance {
  readonly fromMs: number;
  readonly toMs: number;
  /** It fails the calls whose draw lies below. */
  readonly below: number;
  readonly outcome: Outcome;
  readonly latencyFactor: number;
}

interface ErrorBand {
  /** It fails the calls whose draw lies here or above, up to the next band. */
  readonly from: number;
  readonly outcome: Outcome;
}

function answer(status: number): Outcome {
  return { kind: 'answer', status, retryAfter: null };
}

function disturbance(outage: Outage, latencyFactor = 1): Disturbance {
  const { fromMinute, toMinute, failureRate, failure } = outage;
  return {
    fromMs: fromMinute * MINUTE_MS,
    toMs: toMinute * MINUTE_MS,
    below: failureRate * WORDS,
    outcome: failure === 'timeout' ? TIMEOUT : answer(failure),
    latencyFactor,
  };
}

/**
 * What is called. One draw decides whether a call fails: disturbances take it from below, the error rates of every day
 * from above. So a call that fails in one scenario fails in each that has more of the same, draw for draw.
 */
export class Endpoint {
  /** What the last `call` came to for the sender, and how long it took, ms. */
  outcome: Outcome = OK;
  durationMs = 0;
  /** What the sender does not know: whether the endpoint acted on it, now or before. */
  processed = false;
  /** Whether it had been processed before, and whether it had effect again. */
  isDuplicate = false;
  hasEffectAgain = false;

  readonly #latency: Sampler;
  readonly #timeoutMs: number;
  readonly #disturbances: readonly Disturbance[];
  readonly #bands: readonly ErrorBand[];
  readonly #throttle: Throttle | null;
  readonly #server: Server | null;
  /** It loses the answers whose draw lies below. */
  readonly #lostBelow: number;
  readonly #memoryMs: number;
  readonly #toDuplicate: Outcome;
  /** When each request was processed last with effect, ms. */
  #processedAt = new Float64Array(0);

  constructor(settings: EndpointSettings, timeoutMs: number) {
    const { latencyMs, errorRates, outages, brownOuts = [], rateLimit, capacity } = settings;
    this.#latency = sampler(latencyMs);
    this.#timeoutMs = timeoutMs;
    this.#disturbances = [
      ...outages.map((outage) => disturbance(outage)),
      ...brownOuts.map((brownOut) => disturbance(brownOut, brownOut.latencyFactor)),
    ];
    let from = WORDS;
    this.#bands = Object.entries(errorRates).map(([status, rate]) => {
      from -= rate * WORDS;
      return { from, outcome: answer(Number(status)) };
    });
    this.#throttle = rateLimit && rateLimit.requests > 0 ? new Throttle(rateLimit) : null;
    this.#server = capacity && capacity.concurrent > 0 ? new Server(capacity) : null;
    this.#lostBelow = (settings.lostAnswerRate ?? 0) * WORDS;
    this.#memoryMs = (settings.keyMemoryMinutes ?? DAY_MINUTES) * MINUTE_MS;
    this.#toDuplicate = answer(settings.duplicateStatus ?? 200);
  }

  /** @param requests - how many there may be */
  clear(requests: number): void {
    if (requests > this.#processedAt.length) this.#processedAt = new Float64Array(requests);
    this.#processedAt.fill(NEVER, 0, requests);
    this.#throttle?.clear();
    this.#server?.clear();
  }

  hasProcessed(request: number): boolean {
    return this.#processedAt[request] !== NEVER;
  }

  /**
   * A call starts; they come in the order of time.
   *
   * @param attempt - its number, from 1: with the request, the key of its draws
   */
  call(request: number, attempt: number, atMs: number, draws: Draws): void {
    draws.attempt(request, attempt);
    this.isDuplicate = this.hasProcessed(request);
    this.hasEffectAgain = false;
    this.processed = false;
    const latencyMs = this.#latency(uniform(draws.latency));
    const refusal = this.#throttle?.refusal(atMs) ?? this.#outageAt(atMs, draws.failure);
    if (refusal !== null) this.#answer(refusal, latencyMs);
    else this.#work(request, attempt, atMs, Math.round(latencyMs * this.#slowness(atMs)), draws);
  }

  #answer(outcome: Outcome, afterMs: number): void {
    const isInTime = outcome.kind === 'answer' && afterMs < this.#timeoutMs;
    this.outcome = isInTime ? outcome : TIMEOUT;
    this.durationMs = isInTime ? afterMs : this.#timeoutMs;
  }

  /** It works on a call to the end, whether its caller still waits or not. */
  #work(request: number, attempt: number, atMs: number, workMs: number, draws: Draws): void {
    const doneMs = this.#server === null ? atMs + workMs : this.#server.take(atMs, workMs);
    if (doneMs === FULL) {
      this.#answer(BUSY, 0);
      return;
    }
    const error = this.#errorOf(draws.failure);
    const outcome = error ?? this.#process(request, doneMs);
    const isLost = error === null && this.#lostBelow > 0 && draws.answer(request, attempt) < this.#lostBelow;
    this.#answer(isLost ? TIMEOUT : outcome, doneMs - atMs);
  }

  #process(request: number, doneMs: number): Outcome {
    this.processed = true;
    const before = this.#processedAt[request] as number;
    if (before !== NEVER && doneMs < before + this.#memoryMs) return this.#toDuplicate;
    this.hasEffectAgain = before !== NEVER;
    this.#processedAt[request] = doneMs;
    return OK;
  }

  #outageAt(atMs: number, draw: number): Outcome | null {
    for (const { below, fromMs, toMs, outcome } of this.#disturbances) {
      if (draw < below && atMs >= fromMs && atMs < toMs) return outcome;
    }
    return null;
  }

  #slowness(atMs: number): number {
    let factor = 1;
    for (const { latencyFactor, fromMs, toMs } of this.#disturbances) {
      if (atMs >= fromMs && atMs < toMs) factor *= latencyFactor;
    }
    return factor;
  }

  #errorOf(draw: number): Outcome | null {
    for (const band of this.#bands) {
      if (draw >= band.from) return band.outcome;
    }
    return null;
  }
}
