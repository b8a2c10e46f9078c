import type { Fact } from './fact.ts';

/** `System.enqueueJob` in a synchronous transaction. One more ends it with an uncatchable LimitException. */
export const ENQUEUES_SYNC: Fact = {
  value: 50,
  unit: 'jobs per transaction',
  certainty: 'documented',
  sources: ['governor', 'queueable'],
  note: 'Holds for scheduled Apex too, which is asynchronous but has synchronous limits.',
};

/** `System.enqueueJob` in a Queueable, a batch method, a future method or a Finalizer. */
export const ENQUEUES_ASYNC: Fact = {
  value: 1,
  unit: 'jobs per transaction',
  certainty: 'documented',
  sources: ['governor', 'queueable', 'finalizer'],
};

/** How often in a row a Finalizer may enqueue its Queueable again while that keeps failing unhandled. */
export const FINALIZER_REENQUEUES: Fact = {
  value: 5,
  unit: 'times in a row',
  certainty: 'documented',
  sources: ['finalizer'],
  note: 'A run that succeeds starts the count again.',
};

export const FINALIZER_COUNTS_DAILY: Fact<boolean> = {
  value: false,
  unit: 'counts as an asynchronous execution of the day',
  certainty: 'documented',
  sources: ['finalizer'],
};

/** Where code runs, as far as the number of jobs it may enqueue differs. */
export type TransactionContext =
  | 'sync'
  | 'scheduled'
  | 'bulk-api'
  | 'platform-event-trigger'
  | 'queueable'
  | 'batch'
  | 'future'
  | 'finalizer';

const ASYNCHRONOUS: ReadonlySet<TransactionContext> = new Set(['queueable', 'batch', 'future', 'finalizer']);

/**
 * Jobs that a transaction may enqueue. A trigger has the context of the transaction that fires it.
 *
 * Scheduled Apex and platform-event triggers have synchronous limits, Bulk API has the higher of the two (source page
 * "Execution governors and limits"; the number for these three is an inference from that rule).
 */
export function enqueueLimit(context: TransactionContext): number {
  return ASYNCHRONOUS.has(context) ? ENQUEUES_ASYNC.value : ENQUEUES_SYNC.value;
}
