import { contentHash } from './content-hash.ts';
import type { Lock } from './lock.ts';
import type { FilePlan, FileResult, FileState } from './plan.ts';

/** A planned file whose content is at hand. */
export interface PlannedFile {
  readonly path: string;
  readonly owner: FilePlan['owner'];
  readonly text: string;
}

export interface CompareInput {
  readonly planned: readonly PlannedFile[];
  /** Hash of each file that exists now, of those planned and those in the lock. */
  readonly found: ReadonlyMap<string, string>;
  readonly lock: Lock | undefined;
  /** Overwrite generated files that somebody else wrote or edited. */
  readonly overwrite: boolean;
  /** Delete obsolete files that nobody edited. */
  readonly prune: boolean;
}

/** What a run has to do, and how each file stands. */
export interface Comparison {
  /** Sorted by path. */
  readonly results: readonly FileResult[];
  readonly writes: readonly PlannedFile[];
  readonly deletes: readonly string[];
  /** Path -> hash of every file that is ours before the run. */
  readonly oursBefore: ReadonlyMap<string, string>;
  /** Path -> hash of every file that is ours once the run is done. */
  readonly oursAfter: ReadonlyMap<string, string>;
}

/** A lock of a killed run knows two contents of a file: the one that is there is the one that counts. */
function settle(lock: Lock | undefined, found: CompareInput['found']): Map<string, string> {
  const ours = new Map(lock?.files);
  for (const [path, hash] of lock?.unfinished ?? []) {
    if (found.get(path) === hash) {
      ours.set(path, hash);
    }
  }
  return ours;
}

function stateOf(file: PlannedFile, ours: ReadonlyMap<string, string>, input: CompareInput): FileState {
  const present = input.found.get(file.path);
  if (present === undefined) {
    return 'created';
  }
  if (present === contentHash(file.text)) {
    return 'identical';
  }
  if (file.owner === 'user') {
    return 'kept';
  }
  return input.overwrite || ours.get(file.path) === present ? 'updated' : 'conflict';
}

/** Decides what becomes of every file. Touches nothing. */
export function compare(input: CompareInput): Comparison {
  const { planned, found, lock, prune } = input;
  const oursBefore = settle(lock, found);
  const oursAfter = new Map<string, string>();
  const results: FileResult[] = [];
  const writes: PlannedFile[] = [];
  const deletes: string[] = [];
  for (const file of planned) {
    const state = stateOf(file, oursBefore, input);
    results.push({ path: file.path, state });
    if (state === 'created' || state === 'updated') {
      writes.push(file);
    }
    if (file.owner === 'generated') {
      oursAfter.set(file.path, contentHash(file.text));
    }
  }
  const plannedPaths = new Set(planned.map(({ path }) => path));
  for (const [path, hash] of oursBefore) {
    if (plannedPaths.has(path) || !found.has(path)) {
      continue;
    }
    if (prune && found.get(path) === hash) {
      results.push({ path, state: 'deleted' });
      deletes.push(path);
    } else {
      results.push({ path, state: 'obsolete' });
      oursAfter.set(path, hash);
    }
  }
  results.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { results, writes, deletes, oursBefore, oursAfter };
}
