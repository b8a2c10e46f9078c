import type { CalloutCategory } from '../failure/category.ts';
import { CALLOUT_CATEGORIES } from '../failure/category.ts';
import { MINUTE_MS } from '../policy/minutes.ts';
import { addAt, addSpan, PerMinute } from './per-minute.ts';
import { Histogram } from './statistics/histogram.ts';

const SECOND_MS = 1000;

/** What one replication counts as it goes. Times in ms. */
export class Tally extends PerMinute {
  submitted = 0;
  /** Refused by `submit`, since the transaction could write no more rows: not among the submitted. */
  refused = 0;
  delivered = 0;
  deadLettered = 0;
  lost = 0;
  calls = 0;
  firstCalls = 0;
  /** What the sender does not know: calls of a request that had been processed, and those of them that had effect. */
  duplicatesSent = 0;
  duplicatesWithEffect = 0;
  deadLetteredButProcessed = 0;
  deliveredButNotProcessed = 0;
  limitExceptions = 0;
  /** Enqueues that were accepted, and those that the daily limit refused. */
  executions = 0;
  refusedExecutions = 0;
  /** When it refused the first; null where it never did. */
  limitHitAtMs: number | null = null;
  deepestChain = 0;
  peakCallsPerSecond = 0;
  /** Jobs that died, and those of them without a Finalizer. */
  crashes = 0;
  kills = 0;
  circuitOpenings = 0;
  circuitOpenMs = 0;
  probes = 0;
  lastFinalAtMs = 0;
  /** Of the requests that were submitted before the endpoint recovered: how many are not final, and when the last was. */
  overdue = 0;
  lastOverdueFinalAtMs = 0;
  /** When the endpoint is well again for good; 0 for one that always is. */
  readonly recoveryAtMs: number;
  readonly deliveryMs = new Histogram();
  /** In the order of `CALLOUT_CATEGORIES`. */
  readonly deadLettersByCategory = new Float64Array(CALLOUT_CATEGORIES.length);
  /** For each retry number: its largest count in one minute. */
  readonly worstMinute: Float64Array;

  readonly #retriesThisMinute: Float64Array;
  readonly #minuteOfRetry: Float64Array;
  #openSinceMs: number | null = null;
  #second = -1;
  #callsThisSecond = 0;

  /** @param recoveryAtMs - when the endpoint is well again for good; 0 for one that always is */
  constructor(horizonMinutes: number, maxRetries: number, recoveryAtMs: number) {
    super(horizonMinutes);
    this.worstMinute = new Float64Array(maxRetries + 1);
    this.recoveryAtMs = recoveryAtMs;
    this.#retriesThisMinute = new Float64Array(maxRetries + 1);
    this.#minuteOfRetry = new Float64Array(maxRetries + 1);
  }

  override clear(): void {
    super.clear();
    this.submitted = 0;
    this.refused = 0;
    this.delivered = 0;
    this.deadLettered = 0;
    this.lost = 0;
    this.calls = 0;
    this.firstCalls = 0;
    this.duplicatesSent = 0;
    this.duplicatesWithEffect = 0;
    this.deadLetteredButProcessed = 0;
    this.deliveredButNotProcessed = 0;
    this.limitExceptions = 0;
    this.executions = 0;
    this.refusedExecutions = 0;
    this.deepestChain = 0;
    this.peakCallsPerSecond = 0;
    this.crashes = 0;
    this.kills = 0;
    this.circuitOpenings = 0;
    this.circuitOpenMs = 0;
    this.#openSinceMs = null;
    this.probes = 0;
    this.lastFinalAtMs = 0;
    this.overdue = 0;
    this.lastOverdueFinalAtMs = 0;
    this.limitHitAtMs = null;
    this.deliveryMs.clear();
    this.deadLettersByCategory.fill(0);
    this.worstMinute.fill(0);
    this.#minuteOfRetry.fill(-1);
    this.#second = -1;
  }

  /** The run is over. */
  end(nowMs: number): void {
    this.circuitCloses(nowMs);
    this.close();
  }

  submit(requests: number, nowMs: number): void {
    this.submitted += requests;
    if (nowMs < this.recoveryAtMs) this.overdue += requests;
    addAt(this.backlog, nowMs, requests);
  }

  /** Jobs are enqueued. */
  execute(jobs: number, nowMs: number): void {
    this.executions += jobs;
    addAt(this.executionsPerMinute, nowMs, jobs);
  }

  /** The daily limit refuses a job. */
  refuseExecution(nowMs: number): void {
    this.refusedExecutions++;
    this.limitHitAtMs ??= nowMs;
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

  deliver(submittedAtMs: number, nowMs: number): void {
    this.delivered++;
    this.deliveryMs.add(nowMs - submittedAtMs);
    this.#close(submittedAtMs, nowMs);
  }

  deadLetter(category: CalloutCategory, submittedAtMs: number, nowMs: number): void {
    this.deadLettered++;
    const index = CALLOUT_CATEGORIES.indexOf(category);
    this.deadLettersByCategory[index] = (this.deadLettersByCategory[index] as number) + 1;
    addAt(this.deadLettersPerMinute, nowMs, 1);
    this.#close(submittedAtMs, nowMs);
  }

  lose(submittedAtMs: number, nowMs: number): void {
    this.lost++;
    this.#close(submittedAtMs, nowMs);
  }

  circuitOpens(nowMs: number): void {
    this.#openSinceMs ??= nowMs;
  }

  circuitCloses(nowMs: number): void {
    if (this.#openSinceMs === null) return;
    addSpan(this.circuitOpenMsPerMinute, this.#openSinceMs, nowMs);
    this.circuitOpenMs += nowMs - this.#openSinceMs;
    this.#openSinceMs = null;
  }

  #close(submittedAtMs: number, nowMs: number): void {
    this.lastFinalAtMs = nowMs;
    addAt(this.backlog, nowMs, -1);
    if (submittedAtMs >= this.recoveryAtMs) return;
    this.overdue--;
    this.lastOverdueFinalAtMs = nowMs;
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
