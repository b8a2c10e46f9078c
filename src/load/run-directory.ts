import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../model/user-error.ts';
import type { Sync } from './ports.ts';

const FOLDERS = ['results', 'dlq', 'pieces'] as const;

/** Every path in a run directory. */
export function runPaths(runDir: string) {
  return {
    manifest: join(runDir, 'manifest.json'),
    journal: join(runDir, 'journal.jsonl'),
    skipped: join(runDir, 'skipped.csv'),
    sorted: join(runDir, 'sorted.csv'),
    sortedLines: join(runDir, 'sorted.lines'),
    redriveSource: join(runDir, 'source.csv'),
    redriveLines: join(runDir, 'source.lines'),
    deadLetters: join(runDir, 'dlq.csv'),
    dlqFolder: join(runDir, 'dlq'),
    dlqPart: (piece: string) => join(runDir, 'dlq', `${piece}.csv`),
    pieceRows: (piece: string) => join(runDir, 'pieces', `${piece}.rows`),
    results: (piece: string, list: string) => join(runDir, 'results', `${piece}.${list}.csv`),
    redriven: join(runDir, 'redriven'),
  };
}

/** Makes a new run directory. */
export async function createRunDirectory(runDir: string): Promise<void> {
  try {
    await mkdir(dirname(runDir), { recursive: true });
    await mkdir(runDir, { mode: 0o700 });
    for (const folder of FOLDERS) await mkdir(join(runDir, folder));
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UserError({
      area: 'load',
      code: exists ? 'RunDirExists' : 'RunDirNotWritable',
      values: [runDir],
      actionValues: [runDir],
      cause,
    });
  }
}

/** A file that could not be written; the run can be resumed once there is room. */
function writeError(path: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new UserError({ area: 'load', code: 'WriteFailed', values: [path, reason], cause });
}

/** Makes a rename durable. */
async function syncFolder(path: string, sync: Sync): Promise<void> {
  // Windows has no way to open a folder; there, a rename is as durable as it gets.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await sync(folder);
  } finally {
    await folder.close();
  }
}

/**
 * Writes a file whole or not at all: to a temporary one beside it, made durable, then renamed.
 *
 * @param write - fills the file
 */
export async function writeWhole<Result>(
  path: string,
  sync: Sync,
  write: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const temporary = `${path}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    let result: Result;
    try {
      result = await write(file);
      await sync(file);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path), sync);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw isDiskError(error) ? writeError(path, error) : error;
  }
}

const DISK_ERRORS: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EACCES',
  'EFBIG',
  'ENOENT',
]);

function isDiskError(error: unknown): boolean {
  return DISK_ERRORS.has(String((error as NodeJS.ErrnoException).code));
}

/** The text of a file; null if there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Appends the bytes of a file to another. */
export async function appendFileTo(target: FileHandle, path: string, from: number): Promise<void> {
  for await (const bytes of createReadStream(path, { start: from })) await target.write(bytes as Buffer);
}
