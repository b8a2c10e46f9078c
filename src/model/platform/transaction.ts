import type { Fact } from './fact.ts';

const GOVERNOR = { certainty: 'documented', sources: ['governor'] } as const;

export const SOQL_QUERIES_ASYNC: Fact = { value: 200, unit: 'queries per transaction', ...GOVERNOR };
export const SOQL_QUERIES_SYNC: Fact = { value: 100, unit: 'queries per transaction', ...GOVERNOR };
export const DML_STATEMENTS: Fact = { value: 150, unit: 'statements per transaction', ...GOVERNOR };
export const DML_ROWS: Fact = { value: 10_000, unit: 'rows per transaction', ...GOVERNOR };
export const HEAP_ASYNC_BYTES: Fact = { value: 12_000_000, unit: 'bytes', ...GOVERNOR };
export const HEAP_SYNC_BYTES: Fact = { value: 6_000_000, unit: 'bytes', ...GOVERNOR };
export const CPU_ASYNC_MS: Fact = { value: 60_000, unit: 'ms per transaction', ...GOVERNOR };
export const CPU_SYNC_MS: Fact = { value: 10_000, unit: 'ms per transaction', ...GOVERNOR };

/** Longest life of a transaction. */
export const TRANSACTION_MAX_MS: Fact = { value: 600_000, unit: 'ms', ...GOVERNOR };

/** How long FOR UPDATE waits for a row before it throws a (catchable) QueryException. */
export const LOCK_WAIT_MS: Fact = {
  value: 10_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['locking'],
};

/** `getInstance` and `getAll` of custom metadata cut longer values. */
export const CUSTOM_METADATA_TEXT: Fact = {
  value: 255,
  unit: 'characters',
  certainty: 'documented',
  sources: ['customMetadata'],
};

/** Longest Long Text Area. */
export const LONG_TEXT: Fact = {
  value: 131_072,
  unit: 'characters',
  certainty: 'salesforce-code',
  sources: ['customField'],
};
