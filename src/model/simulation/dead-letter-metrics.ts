import { CALLOUT_CATEGORIES, type CalloutCategory } from '../failure/category.ts';
import type { Metric } from './metric.ts';

/** The part of a metric's id that stands for a category. */
const KEYS = {
  Timeout: 'timeout',
  'No Answer': 'noAnswer',
  'Server Error': 'serverError',
  'Rate Limited': 'rateLimited',
  Transient: 'transient',
  Unauthorized: 'unauthorized',
  Forbidden: 'forbidden',
  Rejected: 'rejected',
  'Unexpected Status': 'unexpectedStatus',
  Configuration: 'configuration',
  Crash: 'crash',
} as const satisfies Readonly<Record<CalloutCategory, string>>;

type CategoryMetric = Metric & { readonly id: `deadLettered.${(typeof KEYS)[CalloutCategory]}` };

/** Dead letters by what their last attempt came to. Together they are all dead letters. */
export const DEAD_LETTERS_BY_CATEGORY: readonly CategoryMetric[] = CALLOUT_CATEGORIES.map(
  (category, index) => ({
    id: `deadLettered.${KEYS[category]}`,
    unit: 'requests',
    kind: 'count',
    scope: 'own',
    gate: 'every-replication',
    description: `Dead letters of the category ${category}.`,
    measure: ({ deadLettersByCategory }) => deadLettersByCategory[index] as number,
  }),
);
