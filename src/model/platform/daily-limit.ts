import type { Fact } from './fact.ts';

/** Asynchronous executions of an org in any 24 hours: at least so many, whatever its licences. */
export const DAILY_ASYNC_BASE: Fact = {
  value: 250_000,
  unit: 'executions in a rolling 24 h',
  certainty: 'documented',
  sources: ['governor'],
  note: 'Shared by batch, queueable, scheduled and future Apex of the whole org. Not documented for Developer Edition and scratch orgs.',
};

export const DAILY_ASYNC_PER_LICENCE: Fact = {
  value: 200,
  unit: 'executions in a rolling 24 h per user licence',
  certainty: 'documented',
  sources: ['governor'],
};

export const DAILY_WINDOW_MS: Fact = {
  value: 86_400_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['governor'],
};

/** Elastic mode (Beta, opt-in): most that is added to the daily limit. */
export const ELASTIC_MAX_EXTRA: Fact = {
  value: 10_000_000,
  unit: 'executions in a rolling 24 h',
  certainty: 'documented',
  sources: ['elastic'],
  note: 'Added is the daily limit itself, up to this; read from the documented example 250,000 -> 500,000.',
};

/** Elastic mode: jobs of one type that run at the same time beyond the daily limit. */
export const ELASTIC_CONCURRENCY: Fact = {
  value: 1,
  unit: 'concurrent jobs per asynchronous type',
  certainty: 'documented',
  sources: ['elastic'],
};

/** Asynchronous Apex executions that an org has in any 24 hours. */
export function dailyAsyncLimit(userLicenses: number): number {
  return Math.max(DAILY_ASYNC_BASE.value, DAILY_ASYNC_PER_LICENCE.value * userLicenses);
}

/** The second ceiling, above which even elastic mode refuses. */
export function elasticLimit(userLicenses: number): number {
  const daily = dailyAsyncLimit(userLicenses);
  return daily + Math.min(daily, ELASTIC_MAX_EXTRA.value);
}
