import { BULK_JOB_FAILURES, ROW_FAILURES } from './bulk.ts';
import { CALLOUT_FAILURES } from './callout.ts';
import type { CalloutCategory } from './category.ts';
import type { Failure, Layer } from './failure.ts';
import { SALESFORCE_API_FAILURES } from './salesforce-api.ts';

type Category =
  | CalloutCategory
  | keyof typeof SALESFORCE_API_FAILURES
  | keyof typeof BULK_JOB_FAILURES
  | keyof typeof ROW_FAILURES;

export interface TaxonomyEntry extends Failure {
  readonly category: Category;
  readonly layer: Layer;
}

function entries<Name extends Category>(
  layer: Layer,
  failures: Readonly<Record<Name, Failure>>,
): readonly TaxonomyEntry[] {
  return (Object.keys(failures) as Name[]).map((category) => ({ category, layer, ...failures[category] }));
}

/** Everything that can go wrong with a request or a row, one word for each: the kit's categories and the loader's. */
export const TAXONOMY: readonly TaxonomyEntry[] = [
  ...entries('callout', CALLOUT_FAILURES),
  ...entries('salesforce-api', SALESFORCE_API_FAILURES),
  ...entries('bulk-job', BULK_JOB_FAILURES),
  ...entries('row', ROW_FAILURES),
];
