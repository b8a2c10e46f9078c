import type { ROW_FAILURES } from '../failure/bulk.ts';

export type RowCategory = keyof typeof ROW_FAILURES;

/** A row that a job refused. */
export interface RowFailure {
  readonly category: RowCategory;
  /** The code at the start of `sf__Error`; '' if there is none. */
  readonly code: string;
  readonly message: string;
}

const TRANSIENT: ReadonlySet<string> = new Set([
  'UNABLE_TO_LOCK_ROW',
  'REQUEST_RUNNING_TOO_LONG',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
]);
const DUPLICATE: ReadonlySet<string> = new Set([
  'DUPLICATE_VALUE',
  'DUPLICATE_EXTERNAL_ID',
  'DUPLICATES_DETECTED',
]);
const CODE = /^([A-Z][A-Z0-9_]+):/;

function rowCategory(code: string, message: string): RowCategory {
  if (TRANSIENT.has(code) || /retry your request/i.test(message)) return 'Row Transient';
  if (DUPLICATE.has(code)) return 'Row Duplicate';
  if (/foreign key external id/i.test(message)) return 'Row Parent Missing';
  return 'Row Data';
}

/** Reads the `sf__Error` of a failed row: `CODE:text:fields --`. */
export function rowFailure(error: string): RowFailure {
  const code = CODE.exec(error)?.[1] ?? '';
  return { category: rowCategory(code, error), code, message: error };
}
