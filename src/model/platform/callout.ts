import type { Fact } from './fact.ts';

export const CALLOUTS_PER_TRANSACTION: Fact = {
  value: 100,
  unit: 'callouts per transaction',
  certainty: 'documented',
  sources: ['governor'],
};

/** Time-outs of all callouts of a transaction together. */
export const CALLOUT_TIME_MS: Fact = {
  value: 120_000,
  unit: 'ms per transaction',
  certainty: 'documented',
  sources: ['governor', 'timeouts'],
};

export const CALLOUT_DEFAULT_TIMEOUT_MS: Fact = {
  value: 10_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['timeouts'],
};

export const CALLOUT_MAX_TIMEOUT_MS: Fact = {
  value: 120_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['timeouts'],
};

/** Longest time-out that the kit lets a request have: a margin, so that the one call is over before the platform ends it. */
export const KIT_MAX_TIMEOUT_MS: Fact = { value: 110_000, unit: 'ms', certainty: 'assumption', sources: [] };

/** Callouts that a Developer Edition runs at the same time to endpoints outside Salesforce. */
export const DEVELOPER_CONCURRENT_CALLOUTS: Fact = {
  value: 20,
  unit: 'concurrent callouts',
  certainty: 'documented',
  sources: ['governor'],
};

/**
 * Whether a transaction may make one more callout: the first always goes, a later one if its whole time-out still fits.
 *
 * @param made - callouts made so far in this transaction
 * @param spentMs - how long those took together
 * @param timeoutMs - time-out of the next
 */
export function calloutFits(made: number, spentMs: number, timeoutMs: number): boolean {
  if (made === 0) return true;
  return made < CALLOUTS_PER_TRANSACTION.value && spentMs + timeoutMs <= CALLOUT_TIME_MS.value;
}

/** How many calls of one transaction go even if each of them runs into its time-out. */
export function calloutsAtWorst(timeoutMs: number): number {
  const fitting = Math.floor(CALLOUT_TIME_MS.value / timeoutMs);
  return Math.min(CALLOUTS_PER_TRANSACTION.value, Math.max(1, fitting));
}
