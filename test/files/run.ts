import type { PlannedFile } from '../../src/files/compare.ts';
import type { Disk } from '../../src/files/disk.ts';
import type { FileState } from '../../src/files/plan.ts';
import { type SyncInput, sync } from '../../src/files/sync.ts';

export const HASH = '0'.repeat(64);

export function generated(files: Readonly<Record<string, string>>): PlannedFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, owner: 'generated', text }));
}

/** One run of the writer, with everything that a test does not care about filled in. */
export async function run(
  disk: Disk,
  planned: readonly PlannedFile[],
  options: Partial<SyncInput> = {},
): Promise<Record<string, FileState>> {
  const results = await sync({
    disk,
    root: '/project',
    planned,
    lockPath: 'retry.lock.json',
    generator: '0.1.0',
    config: HASH,
    overwrite: false,
    prune: false,
    dryRun: false,
    runId: '0123456789ab',
    ...options,
  });
  return Object.fromEntries(results.map(({ path, state }) => [path, state]));
}
