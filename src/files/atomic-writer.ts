import { join, posix } from 'node:path';
import { UserError } from '../model/user-error.ts';
import { type Disk, systemCode } from './disk.ts';

/** A file to write, or to replace. Path relative to the project's root, with `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Files that are open at the same time. */
const PARALLEL = 16;

const TEMPORARY = /^\.retry-[0-9a-f]{12}-\d+\.tmp$/u;

/** Is this the name of a file that a writer makes and takes away again? A killed run can leave some behind. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'NoSpace',
  EDQUOT: 'NoSpace',
  EACCES: 'NotWritable',
  EPERM: 'NotWritable',
  EROFS: 'NotWritable',
  ENOENT: 'ChangedMeanwhile',
  EEXIST: 'ChangedMeanwhile',
};

/** Why a file could not be written, for its reader; what is no failure of the system stays as it is. */
export function writeError(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  return new UserError({
    area: 'files',
    code: REASONS[code] ?? 'WriteFailed',
    values: [path, code],
    cause: error,
  });
}

async function explain<Value>(path: string, change: Promise<Value>): Promise<Value> {
  try {
    return await change;
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Puts files into their places in two steps: {@link stage} writes them beside it, {@link commit} renames one. So a file is never
 * seen half-written, and what can fail for want of space or permission fails before anything has changed.
 */
export class AtomicWriter {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #runId: string;
  readonly #newFolders: string[] = [];
  readonly #staged = new Map<TextFile, string>();
  #count = 0;

  /** @param runId - 12 hexadecimal digits that no other run uses */
  constructor(disk: Disk, root: string, runId: string) {
    this.#disk = disk;
    this.#root = root;
    this.#runId = runId;
  }

  /** @throws UserError `NoSpace`, `NotWritable`, `ChangedMeanwhile`, `WriteFailed`; so do the other methods */
  async stage(files: readonly TextFile[]): Promise<void> {
    for (const { path } of files) {
      await this.#makeFolder(posix.dirname(path));
    }
    for (let start = 0; start < files.length; start += PARALLEL) {
      const batch = files.slice(start, start + PARALLEL).map((file) => this.#stage(file));
      // All of them end before a failure is reported, so that nothing is still writing while it is cleaned up.
      for (const outcome of await Promise.allSettled(batch)) {
        if (outcome.status === 'rejected') {
          throw outcome.reason;
        }
      }
    }
  }

  /** Puts staged files into their places, one after the other. */
  async commit(files: readonly TextFile[]): Promise<void> {
    for (const file of files) {
      const temporary = this.#staged.get(file);
      if (temporary === undefined) {
        throw new Error(`not staged: ${file.path}`);
      }
      await explain(file.path, this.#disk.rename(temporary, join(this.#root, file.path)));
      this.#staged.delete(file);
    }
  }

  /** Removes a file, and the folders that it leaves empty. */
  async remove(path: string): Promise<void> {
    await explain(path, this.#disk.removeFile(join(this.#root, path)));
    await this.#removeEmpty(posix.dirname(path));
  }

  /** Takes away what is staged and in no place, and new folders that stayed empty, as far as possible. */
  async discard(): Promise<void> {
    await Promise.allSettled([...this.#staged.values()].map((temporary) => this.#disk.removeFile(temporary)));
    for (const folder of this.#newFolders) {
      await this.#removeEmpty(folder);
    }
  }

  async #stage(file: TextFile): Promise<void> {
    this.#count += 1;
    const temporary = join(this.#root, posix.dirname(file.path), `.retry-${this.#runId}-${this.#count}.tmp`);
    this.#staged.set(file, temporary);
    await explain(file.path, this.#disk.writeNew(temporary, file.text));
  }

  async #makeFolder(folder: string): Promise<void> {
    const path = join(this.#root, folder);
    if (folder === '.' || (await explain(folder, this.#disk.kindOf(path))) !== undefined) {
      return;
    }
    await this.#makeFolder(posix.dirname(folder));
    await explain(folder, this.#disk.makeFolder(path));
    this.#newFolders.push(folder);
  }

  async #removeEmpty(folder: string): Promise<void> {
    if (folder === '.') {
      return;
    }
    try {
      await this.#disk.removeFolder(join(this.#root, folder));
    } catch {
      return;
    }
    await this.#removeEmpty(posix.dirname(folder));
  }
}
