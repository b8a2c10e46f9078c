import type { RuleName } from '../../model/simulation/settings.ts';

/** How the rules are called in a table. */
export const RULE_NAMES: Readonly<Record<RuleName, string>> = {
  kit: 'this kit',
  'one-job-per-record': 'job per record',
  'retry-in-seconds': 'retry in seconds',
};
