import { join } from 'node:path';
import { AtomicWriter, type TextFile } from './atomic-writer.ts';
import type { Disk } from './disk.ts';

/** All that a run changes. Paths are relative to the project's root, with `/`. */
export interface Changes {
  /** What killed runs left behind. */
  readonly leftovers: readonly string[];
  /** The lock that announces the writes. */
  readonly announcement: TextFile | undefined;
  readonly writes: readonly TextFile[];
  readonly deletes: readonly string[];
  /** The lock that says they are done. */
  readonly seal: TextFile | undefined;
}

/**
 * The only writer of project files. Killed at any moment, it leaves each file whole, old or new, and the next run knows all of
 * them for its own.
 *
 * @param runId - 12 hexadecimal digits that no other run uses
 * @throws UserError as {@link AtomicWriter}; then the files that are not in their places yet are unchanged
 */
export async function apply(disk: Disk, root: string, changes: Changes, runId: string): Promise<void> {
  const { leftovers, announcement, writes, deletes, seal } = changes;
  // One that cannot be removed does no harm.
  await Promise.allSettled(leftovers.map((path) => disk.removeFile(join(root, path))));
  const inOrder = [announcement, ...writes].filter((file) => file !== undefined);
  const writer = new AtomicWriter(disk, root, runId);
  try {
    await writer.stage(seal ? [...inOrder, seal] : inOrder);
    for (const file of inOrder) {
      await writer.commit(file);
    }
    for (const path of deletes) {
      await writer.remove(path);
    }
    if (seal) {
      await writer.commit(seal);
    }
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
