import type { Fact } from './fact.ts';

/** Records that Bulk API 2.0 takes in any 24 hours. */
export const BULK_RECORDS_PER_DAY: Fact = {
  value: 150_000_000,
  unit: 'records in a rolling 24 h',
  certainty: 'documented',
  sources: ['bulkLimits', 'bulkIngest'],
  note: 'Documentation before API 58 says 100 million.',
};
export const BULK_INTERNAL_BATCH: Fact = {
  value: 10_000,
  unit: 'records',
  certainty: 'documented',
  sources: ['bulkIngest'],
};
/** Time of one internal batch before it is tried again. */
export const BULK_BATCH_TIME_MS: Fact = {
  value: 300_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['bulkIngest'],
};
/** How often the platform tries an internal batch again before the job is Failed. */
export const BULK_BATCH_RETRIES: Fact = {
  value: 20,
  unit: 'retries',
  certainty: 'documented',
  sources: ['bulkIngest'],
  note: 'Older pages say 10.',
};
/** Internal batches in any 24 hours, of both Bulk APIs together. */
export const BULK_BATCHES_PER_DAY: Fact = {
  value: 15_000,
  unit: 'batches in a rolling 24 h',
  certainty: 'documented',
  sources: ['bulkLimits'],
};
/** Largest upload of a job, after base64. */
export const BULK_UPLOAD_BASE64_BYTES: Fact = {
  value: 150_000_000,
  unit: 'bytes after base64',
  certainty: 'documented',
  sources: ['bulkUpload'],
};
/** Largest upload that is advised, since base64 adds up to half. */
export const BULK_UPLOAD_BYTES: Fact = {
  value: 100_000_000,
  unit: 'bytes',
  certainty: 'documented',
  sources: ['bulkUpload'],
};
export const BULK_FIELD_CHARACTERS: Fact = {
  value: 131_072,
  unit: 'characters',
  certainty: 'documented',
  sources: ['bulkCsv', 'bulkLimits'],
  note: 'Older pages say 32,000.',
};
export const BULK_RECORD_CHARACTERS: Fact = {
  value: 400_000,
  unit: 'characters',
  certainty: 'documented',
  sources: ['bulkCsv', 'bulkLimits'],
};
export const BULK_RECORD_FIELDS: Fact = {
  value: 5_000,
  unit: 'fields',
  certainty: 'documented',
  sources: ['bulkCsv', 'bulkLimits'],
};
export const BULK_HEADER_CHARACTERS: Fact = {
  value: 32_000,
  unit: 'characters',
  certainty: 'documented',
  sources: ['bulkCsv', 'bulkLimits'],
};
