import { isValidDelay } from '../../platform/delay.ts';
import { enqueueLimit, type TransactionContext } from '../../platform/enqueue.ts';
import type { RollingLimit } from './rolling-limit.ts';

/**
 * What `System.enqueueJob` does. `limit-exception`: one too many for this transaction, which nothing can catch: it must be
 * rolled back. `async-exception`: the daily limit of the org is used up; the caller may catch it.
 */
export type EnqueueResult = 'queued' | 'limit-exception' | 'async-exception';

/** One Apex transaction, as far as it enqueues jobs. Used again for the next one. */
export class Transaction {
  /** Jobs enqueued so far. */
  enqueued = 0;
  /** Jobs that may be enqueued in all. */
  limit = 0;

  readonly #daily: RollingLimit;
  #nowMs = 0;

  constructor(daily: RollingLimit) {
    this.#daily = daily;
  }

  begin(context: TransactionContext, nowMs: number): void {
    this.enqueued = 0;
    this.limit = enqueueLimit(context);
    this.#nowMs = nowMs;
  }

  /** @param minutes - delay; only whole minutes from 0 to 10 exist */
  enqueue(minutes: number): EnqueueResult {
    if (!isValidDelay(minutes)) throw new RangeError(`no job can be delayed by ${minutes} minutes`);
    if (this.enqueued >= this.limit) return 'limit-exception';
    if (this.#daily.remaining(this.#nowMs) <= this.enqueued) return 'async-exception';
    this.enqueued++;
    return 'queued';
  }

  /** Only now do the jobs exist: a transaction that is rolled back has used nothing of the daily limit. */
  commit(): void {
    for (let job = 0; job < this.enqueued; job++) this.#daily.add(this.#nowMs);
  }
}
