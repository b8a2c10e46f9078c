import type { Fact } from './fact.ts';

export const DELAY_MIN_MINUTES: Fact = {
  value: 0,
  unit: 'minutes',
  certainty: 'documented',
  sources: ['system', 'queueable'],
  note: 'As soon as possible; not as long as the default delay of the org, which it replaces.',
};

/** Longest delay of one `System.enqueueJob`. Waits beyond it need hops, or a row and the sweeper. */
export const DELAY_MAX_MINUTES: Fact = {
  value: 10,
  unit: 'minutes',
  certainty: 'documented',
  sources: ['system', 'queueable'],
  note: 'A minimum: the job may start later. Ignored in Apex tests.',
};

/** The only granularity of an explicit delay. */
export const DELAY_STEP_MINUTES: Fact = {
  value: 1,
  unit: 'minutes',
  certainty: 'documented',
  sources: ['system', 'queueable'],
};

/** Largest default delay that an org can set for jobs enqueued without one; the smallest is 1 second, unset is 0. */
export const ORG_DEFAULT_DELAY_MAX_SECONDS: Fact = {
  value: 600,
  unit: 'seconds',
  certainty: 'documented',
  sources: ['queueable'],
};

/** Whether `System.enqueueJob` takes this delay. What it does with another is not documented, so nothing may try. */
export function isValidDelay(minutes: number): boolean {
  return (
    Number.isInteger(minutes) && minutes >= DELAY_MIN_MINUTES.value && minutes <= DELAY_MAX_MINUTES.value
  );
}
