import type { Accounting } from '../policy/decide.ts';
import { parkedTimeMs } from '../policy/parking.ts';
import type { Links } from './request-list.ts';

/** A number that is not known; no time and no delay is below 0. */
const UNKNOWN = -1;

/** Where a request's row stands. */
export const ROW = { none: 0, deferred: 1, inFlight: 2 } as const;

type Ledger = { -readonly [Field in keyof Accounting]: Accounting[Field] };

/** What every request carries, in arrays that all replications share. Times in ms. */
export class Requests {
  /** Of the lists that the requests are in. */
  links: Links = new Int32Array(0);
  submittedAt = new Float64Array(0);
  /** When it may be sent. */
  dueAt = new Float64Array(0);
  attempts = new Uint16Array(0);
  /** One of `ROW`. */
  row = new Uint8Array(0);
  /** Of a row in flight: which lane carries it, and until when nobody else takes it. */
  leaseLane = new Int32Array(0);
  leaseUntil = new Float64Array(0);

  #parkedSince = new Float64Array(0);
  /** The same as its row says it: what a job that was killed knew beyond that is gone with it. */
  #parkedSinceInRow = new Float64Array(0);
  #firstAttemptAt = new Float64Array(0);
  #parked = new Float64Array(0);
  #previousDelay = new Float64Array(0);
  #retries = new Uint16Array(0);
  #crashes = new Uint8Array(0);
  /** Jobs that a request has led: with it, each job has draws of its own. */
  #hops = new Uint16Array(0);
  readonly #waiting = { dueAtMs: 0, parkedSinceMs: null as number | null };
  readonly #ledger: Ledger = {
    submittedAtMs: 0,
    firstAttemptAtMs: 0,
    parkedMs: 0,
    attempts: 0,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  };

  /** Makes room for so many. What the present ones carry is lost. */
  reserve(count: number): void {
    if (count <= this.links.length) return;
    this.links = new Int32Array(count);
    this.submittedAt = new Float64Array(count);
    this.dueAt = new Float64Array(count);
    this.attempts = new Uint16Array(count);
    this.row = new Uint8Array(count);
    this.leaseLane = new Int32Array(count);
    this.leaseUntil = new Float64Array(count);
    this.#parkedSince = new Float64Array(count);
    this.#parkedSinceInRow = new Float64Array(count);
    this.#firstAttemptAt = new Float64Array(count);
    this.#parked = new Float64Array(count);
    this.#previousDelay = new Float64Array(count);
    this.#retries = new Uint16Array(count);
    this.#crashes = new Uint8Array(count);
    this.#hops = new Uint16Array(count);
  }

  submit(request: number, nowMs: number): void {
    this.submittedAt[request] = nowMs;
    this.dueAt[request] = nowMs;
    this.attempts[request] = 0;
    this.row[request] = ROW.none;
    this.#parkedSince[request] = UNKNOWN;
    this.#parked[request] = 0;
    this.#previousDelay[request] = UNKNOWN;
    this.#retries[request] = 0;
    this.#crashes[request] = 0;
    this.#hops[request] = 0;
  }

  /** Since when it has been held back; null where it is not. */
  parkedSince(request: number): number | null {
    const since = this.#parkedSince[request] as number;
    return since === UNKNOWN ? null : since;
  }

  park(request: number, sinceMs: number | null): void {
    this.#parkedSince[request] = sinceMs ?? UNKNOWN;
  }

  /** Its row is written. */
  writeRow(request: number, state: number): void {
    this.row[request] = state;
    this.#parkedSinceInRow[request] = this.#parkedSince[request] as number;
  }

  /** It is taken from its row, whatever a job knew of it. */
  readRow(request: number): void {
    this.#parkedSince[request] = this.#parkedSinceInRow[request] as number;
  }

  /** Counts an attempt that starts now. */
  attempt(request: number, nowMs: number): number {
    const attempts = (this.attempts[request] as number) + 1;
    this.attempts[request] = attempts;
    if (attempts === 1) this.#firstAttemptAt[request] = nowMs;
    // Elapsed time counts from the first attempt: what was parked before is not part of it.
    else this.#parked[request] = (this.#parked[request] as number) + this.#parkedTime(request, nowMs);
    this.#parkedSince[request] = UNKNOWN;
    return attempts;
  }

  retry(request: number, dueAtMs: number, previousDelayMs: number): void {
    this.dueAt[request] = dueAtMs;
    this.#retries[request] = (this.#retries[request] as number) + 1;
    this.#previousDelay[request] = previousDelayMs;
  }

  /** Counts a transaction that died while it was being sent. */
  crash(request: number): void {
    this.#crashes[request] = (this.#crashes[request] as number) + 1;
  }

  /** Counts a job that this request leads. */
  hop(request: number): number {
    const hops = (this.#hops[request] as number) + 1;
    this.#hops[request] = hops;
    return hops;
  }

  /** The accounting that the policy asks for; valid until the next call. */
  accounting(request: number, attempts = this.attempts[request] as number): Accounting {
    const ledger = this.#ledger;
    const previousDelay = this.#previousDelay[request] as number;
    ledger.submittedAtMs = this.submittedAt[request] as number;
    ledger.firstAttemptAtMs = this.#firstAttemptAt[request] as number;
    ledger.parkedMs = this.#parked[request] as number;
    ledger.attempts = attempts;
    ledger.retries = this.#retries[request] as number;
    ledger.crashes = this.#crashes[request] as number;
    ledger.previousDelayMs = previousDelay === UNKNOWN ? null : previousDelay;
    return ledger;
  }

  #parkedTime(request: number, nowMs: number): number {
    this.#waiting.dueAtMs = this.dueAt[request] as number;
    this.#waiting.parkedSinceMs = this.parkedSince(request);
    return parkedTimeMs(this.#waiting, nowMs);
  }
}
