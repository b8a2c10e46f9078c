import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';

type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** The disk, as this room needs it. Paths are absolute; failures are Node's own errors. */
export interface Disk {
  /** What stands at a path, links not followed; undefined: nothing. */
  kindOf(path: string): Promise<EntryKind | undefined>;
  /** Names in a folder; none if there is no such folder. */
  list(folder: string): Promise<string[]>;
  read(file: string): Promise<Buffer>;
  /** Makes one folder; its parent exists. */
  makeFolder(folder: string): Promise<void>;
  /** Writes a file that must not exist yet, down to the device. */
  writeNew(file: string, text: string): Promise<void>;
  /** Puts `from` in the place of `to`, in one step. */
  rename(from: string, to: string): Promise<void>;
  removeFile(file: string): Promise<void>;
  /** Removes an empty folder. */
  removeFolder(folder: string): Promise<void>;
}

/** The system's name of a failure, such as ENOENT; undefined for everything that is no failure of the system. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

async function ifPresent<Value, Absent>(value: Promise<Value>, absent: Absent): Promise<Value | Absent> {
  try {
    return await value;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return absent;
    }
    throw error;
  }
}

/** The real disk. */
export const nodeDisk: Disk = {
  async kindOf(path) {
    const stats = await ifPresent(lstat(path), undefined);
    if (stats === undefined) {
      return undefined;
    }
    if (stats.isSymbolicLink()) {
      return 'link';
    }
    if (stats.isDirectory()) {
      return 'folder';
    }
    return stats.isFile() ? 'file' : 'other';
  },
  list: (folder) => ifPresent(readdir(folder), []),
  read: (file) => readFile(file),
  async makeFolder(folder) {
    await mkdir(folder);
  },
  async writeNew(file, text) {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => rename(from, to),
  removeFile: (file) => rm(file),
  removeFolder: (folder) => rmdir(folder),
};
