import { CallError } from '../model/failure/call-failure.ts';
import type { Chunk } from '../model/load/chunk.ts';
import { UserError } from '../model/user-error.ts';
import type { Allowances, LoadDeps } from './ports.ts';

/** Salesforce cuts a job into batches of 10,000 records (Bulk API 2.0 guide, "Limits"). */
const BATCH_ROWS = 10_000;
/** Create, upload, close, results, and a few looks at the job. */
const REQUESTS_PER_CHUNK = 10;

function tooLow(name: string, left: number | null, needed: number): UserError | null {
  if (left === null || left >= needed) return null;
  const values = [name, String(left), String(needed)];
  return new UserError({ area: 'load', code: 'AllowanceTooLow', values, data: { left, needed } });
}

/**
 * Compares what a load needs with what the org has left today.
 *
 * @returns warnings: the org did not tell
 */
export async function checkAllowances(
  deps: LoadDeps,
  chunks: readonly Chunk[],
  call: <Result>(what: string, attempt: () => Promise<Result>) => Promise<Result>,
): Promise<readonly string[]> {
  let left: Allowances;
  try {
    left = await call('read the limits', () => deps.api.allowances());
  } catch (error) {
    const mayNot =
      error instanceof CallError || (error instanceof UserError && error.text.code === 'PreflightFailed');
    if (!mayNot) throw error;
    return ['The limits of the org could not be read; the load goes on without that check.'];
  }
  const batches = chunks.reduce(
    (sum, { rows, skipped }) => sum + Math.ceil((rows - skipped) / BATCH_ROWS),
    0,
  );
  const error =
    tooLow('DailyBulkApiBatches', left.bulkBatches, batches) ??
    tooLow('DailyApiRequests', left.apiRequests, chunks.length * REQUESTS_PER_CHUNK);
  if (error) throw error;
  return [];
}
