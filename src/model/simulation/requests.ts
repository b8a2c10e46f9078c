import type { Accounting } from '../policy/decide.ts';
import type { Waiting } from '../policy/parking.ts';

/** A request that waits for its next attempt: in a lane or in a row. */
export interface Pending extends Waiting {
  readonly request: number;
}

type Ledger = { -readonly [Field in keyof Accounting]: Accounting[Field] };

const NONE = -1;

/** What every request carries from attempt to attempt, in arrays that all replications share. Times in ms. */
export class Requests {
  readonly submittedAt: Float64Array;
  readonly attempts: Uint16Array;

  readonly #firstAttemptAt: Float64Array;
  readonly #parked: Float64Array;
  readonly #retries: Uint16Array;
  readonly #previousDelay: Float64Array;
  /** Jobs that a request has led: with it, each job has draws of its own. */
  readonly #hops: Uint16Array;
  readonly #ledger: Ledger = {
    submittedAtMs: 0,
    firstAttemptAtMs: 0,
    parkedMs: 0,
    attempts: 0,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  };

  constructor(count: number) {
    this.submittedAt = new Float64Array(count);
    this.attempts = new Uint16Array(count);
    this.#firstAttemptAt = new Float64Array(count);
    this.#parked = new Float64Array(count);
    this.#retries = new Uint16Array(count);
    this.#previousDelay = new Float64Array(count);
    this.#hops = new Uint16Array(count);
  }

  submit(request: number, nowMs: number): void {
    this.submittedAt[request] = nowMs;
    this.attempts[request] = 0;
    this.#parked[request] = 0;
    this.#retries[request] = 0;
    this.#previousDelay[request] = NONE;
    this.#hops[request] = 0;
  }

  /** Counts an attempt that starts now. */
  attempt(request: number, parkedMs: number, nowMs: number): number {
    const attempts = (this.attempts[request] as number) + 1;
    this.attempts[request] = attempts;
    if (attempts === 1) this.#firstAttemptAt[request] = nowMs;
    // Elapsed time counts from the first attempt: what was parked before is not part of it.
    else this.#parked[request] = (this.#parked[request] as number) + parkedMs;
    return attempts;
  }

  retry(request: number, previousDelayMs: number): void {
    this.#retries[request] = (this.#retries[request] as number) + 1;
    this.#previousDelay[request] = previousDelayMs;
  }

  /** Counts a job that this request leads. */
  hop(request: number): number {
    const hops = (this.#hops[request] as number) + 1;
    this.#hops[request] = hops;
    return hops;
  }

  /** The accounting that the policy asks for; valid until the next call. */
  accounting(request: number): Accounting {
    const ledger = this.#ledger;
    const previousDelay = this.#previousDelay[request] as number;
    ledger.submittedAtMs = this.submittedAt[request] as number;
    ledger.firstAttemptAtMs = this.#firstAttemptAt[request] as number;
    ledger.parkedMs = this.#parked[request] as number;
    ledger.attempts = this.attempts[request] as number;
    ledger.retries = this.#retries[request] as number;
    ledger.previousDelayMs = previousDelay === NONE ? null : previousDelay;
    return ledger;
  }
}
