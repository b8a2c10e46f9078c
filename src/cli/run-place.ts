import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { UserError } from '../model/user-error.ts';

/** Where runs lie unless the user says otherwise. They hold rows: the folder keeps itself out of version control. */
const RUNS_FOLDER = 'retry-runs';

/** A name for a run that sorts by time: 20261121T215000Z-1a2b3c. */
export function newRunId(): string {
  const time = new Date().toISOString().replaceAll(/[-:]|\.[0-9]+/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** The directory for a run in the default place. */
export async function defaultRunDir(runId: string): Promise<string> {
  await mkdir(RUNS_FOLDER, { recursive: true });
  const ignore = join(RUNS_FOLDER, '.gitignore');
  if (!existsSync(ignore)) await writeFile(ignore, '*\n');
  return posix.join(RUNS_FOLDER, runId);
}

function recentFile(dataDir: string): string {
  return join(dataDir, 'sf-plugin-retry', 'recent-run.json');
}

/** Size of a file; 0 if there is none, which is for somebody else to say. */
export async function fileBytes(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

/** Remembers a run for `--use-most-recent`. */
export async function rememberRun(dataDir: string, runDir: string): Promise<void> {
  const path = recentFile(dataDir);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ runDir: resolve(runDir) })}\n`);
}

/** The directory of the run that was started last on this machine. */
export async function recentRunDir(dataDir: string): Promise<string> {
  try {
    const { runDir } = JSON.parse(await readFile(recentFile(dataDir), 'utf8')) as { runDir?: unknown };
    if (typeof runDir === 'string') return runDir;
  } catch {
    // No such file, or not ours: the same answer.
  }
  throw new UserError({ area: 'load', code: 'NoRecentRun' });
}

/** The directory for a run beside another one. */
export function siblingRunDir(runDir: string, runId: string): string {
  return join(dirname(runDir), runId);
}
