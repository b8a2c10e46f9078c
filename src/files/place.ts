import { apply } from './apply.ts';
import { compare, type PlannedFile } from './compare.ts';
import { contentHash } from './content-hash.ts';
import type { Disk } from './disk.ts';
import type { FileResult } from './plan.ts';
import { checkPlannedPaths } from './project-path.ts';
import { Survey } from './survey.ts';

export interface PlaceInput {
  readonly disk: Disk;
  /** Absolute path of the folder that the planned paths are relative to. */
  readonly root: string;
  readonly planned: readonly PlannedFile[];
  readonly overwrite: boolean;
  /** 12 hexadecimal digits that no other run uses. */
  readonly runId: string;
}

/**
 * Writes files that no lock keeps track of: all of them, or none as long as one that is there has another content and
 * may not be overwritten.
 *
 * @throws UserError on paths and disks that it cannot work with, before the first change whenever that is possible
 */
export async function place({ disk, root, planned, overwrite, runId }: PlaceInput): Promise<FileResult[]> {
  checkPlannedPaths(planned.map(({ path }) => path));
  const survey = new Survey(disk, root);
  const found = new Map<string, string>();
  for (const { path } of planned) {
    const present = await survey.read(path);
    if (present !== undefined) {
      found.set(path, contentHash(present));
    }
  }
  const { results, writes } = compare({ planned, found, lock: undefined, overwrite, prune: false });
  if (results.every(({ state }) => state !== 'conflict')) {
    const lock = { path: '', before: undefined, during: undefined, after: undefined };
    await apply(disk, root, { leftovers: [], writes, deletes: [], lock }, runId);
  }
  return [...results];
}
