import type { StopReason } from './call-retry.ts';

/** "Errors" of the Bulk API guide: codes at the start of a failed job's `errorMessage`. */
const QUOTA = /^(ExceededQuota|EXCEEDED_QUOTA)/i;
const SETTINGS =
  /^(InvalidEntity|FeatureNotEnabled|InvalidUser|InvalidVersion|InvalidBatch\s*:\s*Field name not found)/i;

/**
 * Whether a job that failed before it dealt with any row says that every other job will fail the same way, so that smaller
 * ones are no help.
 *
 * @param error - `errorMessage` of the job
 * @returns why to stop; null where smaller jobs may help
 */
export function stopReasonOf(error: string | null): StopReason | null {
  if (error === null) return null;
  if (QUOTA.test(error)) return 'quota';
  return SETTINGS.test(error) ? 'request' : null;
}
