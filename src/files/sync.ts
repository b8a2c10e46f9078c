import { posix } from 'node:path';
import { apply } from './apply.ts';
import { isTemporary } from './atomic-writer.ts';
import { type Comparison, compare, type PlannedFile } from './compare.ts';
import { contentHash } from './content-hash.ts';
import type { Disk } from './disk.ts';
import { lockText, parseLock } from './lock.ts';
import type { FileResult, FileState } from './plan.ts';
import { checkPlannedPaths } from './project-path.ts';
import { Survey } from './survey.ts';

export interface SyncInput {
  readonly disk: Disk;
  /** Absolute path of the project. */
  readonly root: string;
  readonly planned: readonly PlannedFile[];
  /** Where the lock file lies, relative to the root. */
  readonly lockPath: string;
  /** Version of the generator. */
  readonly generator: string;
  /** Hash of the config that the plan was made from. */
  readonly config: string;
  readonly overwrite: boolean;
  readonly prune: boolean;
  /** Look only, change nothing. */
  readonly dryRun: boolean;
  /** 12 hexadecimal digits that no other run uses. */
  readonly runId: string;
}

async function foundHashes(survey: Survey, paths: Iterable<string>): Promise<Map<string, string>> {
  const found = await Promise.all(
    [...paths].map(async (path): Promise<[string, string][]> => {
      const content = await survey.read(path);
      return content === undefined ? [] : [[path, contentHash(content)]];
    }),
  );
  return new Map(found.flat());
}

async function leftovers(survey: Survey, paths: Iterable<string>): Promise<string[]> {
  const folders = new Set([...paths].map((path) => posix.dirname(path)));
  const found = await Promise.all(
    [...folders].map(async (folder) =>
      (await survey.names(folder)).filter(isTemporary).map((name) => posix.join(folder, name)),
    ),
  );
  return found.flat();
}

/** The lock while the writes go on: what was ours still is, and so is what is about to be written. */
function lockDuring(input: SyncInput, { writes, oursBefore }: Comparison): string | undefined {
  const generated = writes.filter(({ owner }) => owner === 'generated');
  if (generated.length === 0) {
    return undefined;
  }
  const { generator, config } = input;
  const unfinished = new Map(generated.map(({ path, text }) => [path, contentHash(text)]));
  return lockText({ generator, config, files: oursBefore, unfinished });
}

function lockState(present: Buffer | undefined, text: string): FileState {
  if (present === undefined) {
    return 'created';
  }
  return contentHash(present) === contentHash(text) ? 'identical' : 'updated';
}

/**
 * Makes the project hold what is planned, or says what that would change. As long as there is one conflict, nothing is written: then,
 * and after a dry run, the states tell what a run would do.
 *
 * @returns the state of every file, of the lock file too, sorted by path
 * @throws UserError on paths, locks and disks that it cannot work with; before the first change whenever that is possible
 */
export async function sync(input: SyncInput): Promise<FileResult[]> {
  const { disk, root, planned, lockPath, generator, config } = input;
  checkPlannedPaths([...planned.map(({ path }) => path), lockPath]);
  const survey = new Survey(disk, root);
  const presentLock = await survey.read(lockPath);
  const lock = presentLock && parseLock(presentLock.toString('utf8'), lockPath, generator);
  const paths = new Set([
    ...planned.map(({ path }) => path),
    ...(lock?.files.keys() ?? []),
    ...(lock?.unfinished.keys() ?? []),
  ]);
  const comparison = compare({ ...input, lock, found: await foundHashes(survey, paths) });
  const lockAfter = lockText({ generator, config, files: comparison.oursAfter, unfinished: new Map() });
  const state = lockState(presentLock, lockAfter);
  const results = [...comparison.results, { path: lockPath, state }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  const during = lockDuring(input, comparison);
  if (!input.dryRun && results.every((file) => file.state !== 'conflict')) {
    const changes = {
      leftovers: await leftovers(survey, [...paths, lockPath]),
      writes: comparison.writes,
      deletes: comparison.deletes,
      lock: {
        path: lockPath,
        before: presentLock?.toString('utf8'),
        during,
        // Even one that ends as it began has to take the announcement back.
        after: state === 'identical' && during === undefined ? undefined : lockAfter,
      },
    };
    await apply(disk, root, changes, input.runId);
  }
  return results;
}
