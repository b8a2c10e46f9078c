import { join } from 'node:path';
import { AtomicWriter, type TextFile } from './atomic-writer.ts';
import type { Disk } from './disk.ts';

/** All that a run changes. Paths are relative to the project's root, with `/`. */
export interface Changes {
  /** What killed runs left behind. */
  readonly leftovers: readonly string[];
  readonly writes: readonly TextFile[];
  readonly deletes: readonly string[];
  readonly lock: LockChange;
}

/** The lock file before, during and after a run; undefined: it does not exist, or stays as it is. */
interface LockChange {
  readonly path: string;
  readonly before: string | undefined;
  /** Announces the writes. */
  readonly during: string | undefined;
  /** Says that they are done. */
  readonly after: string | undefined;
}

function lockFile({ path }: LockChange, text: string | undefined): TextFile[] {
  return text === undefined ? [] : [{ path, text }];
}

/** Puts the announcement into its place, and returns what takes it back. */
async function announce(writer: AtomicWriter, lock: LockChange): Promise<() => Promise<void>> {
  const during = lockFile(lock, lock.during);
  if (during.length === 0) {
    return async () => undefined;
  }
  const before = lockFile(lock, lock.before);
  await writer.stage([...before, ...during]);
  await writer.commit(during);
  return () => (before.length > 0 ? writer.commit(before) : writer.remove(lock.path));
}

async function makeChanges(writer: AtomicWriter, { writes, deletes, lock }: Changes): Promise<void> {
  const after = lockFile(lock, lock.after);
  const takeBack = await announce(writer, lock);
  try {
    await writer.stage([...writes, ...after]);
  } catch (error) {
    await takeBack();
    throw error;
  }
  await writer.commit(writes);
  for (const path of deletes) {
    await writer.remove(path);
  }
  await writer.commit(after);
}

/**
 * The only writer of project files. Killed at any moment, it leaves each file whole, old or new, and the next run knows all of
 * them, and what is left of temporary files, for its own.
 *
 * @param runId - 12 hexadecimal digits that no other run uses
 * @throws UserError as {@link AtomicWriter} does; for want of space or permission mostly before anything has changed
 */
export async function apply(disk: Disk, root: string, changes: Changes, runId: string): Promise<void> {
  // One that cannot be removed does no harm.
  await Promise.allSettled(changes.leftovers.map((path) => disk.removeFile(join(root, path))));
  const writer = new AtomicWriter(disk, root, runId);
  try {
    await makeChanges(writer, changes);
  } finally {
    await writer.discard();
  }
}
