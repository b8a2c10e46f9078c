import { MINUTE_MS } from '../policy/minutes.ts';
import { Histogram } from './statistics/histogram.ts';

const SECOND_MS = 1000;

/** What one replication counts as it goes. */
export class Tally {
  submitted = 0;
  delivered = 0;
  deadLettered = 0;
  lost = 0;
  calls = 0;
  firstCalls = 0;
  limitExceptions = 0;
  /** Enqueues that were accepted, and those that the daily limit refused. */
  executions = 0;
  refusedExecutions = 0;
  deepestChain = 0;
  peakCallsPerSecond = 0;
  lastFinalAtMs = 0;
  readonly deliveryMs = new Histogram();
  readonly callsPerMinute: Float64Array;
  /** For each retry number: its largest count in one minute. */
  readonly worstMinute: Float64Array;

  readonly #retriesThisMinute: Float64Array;
  readonly #minuteOfRetry: Float64Array;
  #second = -1;
  #callsThisSecond = 0;

  constructor(horizonMinutes: number, maxRetries: number) {
    this.callsPerMinute = new Float64Array(horizonMinutes + 1);
    this.worstMinute = new Float64Array(maxRetries + 1);
    this.#retriesThisMinute = new Float64Array(maxRetries + 1);
    this.#minuteOfRetry = new Float64Array(maxRetries + 1);
  }

  clear(): void {
    this.submitted = 0;
    this.delivered = 0;
    this.deadLettered = 0;
    this.lost = 0;
    this.calls = 0;
    this.firstCalls = 0;
    this.limitExceptions = 0;
    this.executions = 0;
    this.refusedExecutions = 0;
    this.deepestChain = 0;
    this.peakCallsPerSecond = 0;
    this.lastFinalAtMs = 0;
    this.deliveryMs.clear();
    this.callsPerMinute.fill(0);
    this.worstMinute.fill(0);
    this.#minuteOfRetry.fill(-1);
    this.#second = -1;
  }

  /** A call starts; they come in the order of time. */
  call(attempt: number, nowMs: number): void {
    this.calls++;
    const minute = Math.floor(nowMs / MINUTE_MS);
    this.callsPerMinute[minute] = (this.callsPerMinute[minute] as number) + 1;
    const second = Math.floor(nowMs / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#callsThisSecond = 0;
    }
    this.#callsThisSecond++;
    if (this.#callsThisSecond > this.peakCallsPerSecond) this.peakCallsPerSecond = this.#callsThisSecond;
    if (attempt === 1) this.firstCalls++;
    else this.#retry(attempt - 1, minute);
  }

  deliver(delayMs: number, nowMs: number): void {
    this.delivered++;
    this.deliveryMs.add(delayMs);
    this.lastFinalAtMs = nowMs;
  }

  deadLetter(nowMs: number): void {
    this.deadLettered++;
    this.lastFinalAtMs = nowMs;
  }

  lose(requests: number, nowMs: number): void {
    this.lost += requests;
    this.lastFinalAtMs = nowMs;
  }

  #retry(number: number, minute: number): void {
    if (this.#minuteOfRetry[number] !== minute) {
      this.#minuteOfRetry[number] = minute;
      this.#retriesThisMinute[number] = 0;
    }
    const count = (this.#retriesThisMinute[number] as number) + 1;
    this.#retriesThisMinute[number] = count;
    if (count > (this.worstMinute[number] as number)) this.worstMinute[number] = count;
  }
}
