import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../model/user-error.ts';
import type { ProcessInfo } from './ports.ts';

const LOCK = /^lock\.([0-9]{1,9})$/;
/** Two readings of the same process's start may differ by rounding. */
const SAME_START_MS = 2000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: number;
}

async function locksIn(runDir: string): Promise<number[]> {
  const names = await readdir(runDir);
  return names.flatMap((name) => LOCK.exec(name)?.[1] ?? []).map(Number);
}

async function holderOf(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isHeld(holder: Holder, me: ProcessInfo): boolean {
  if (holder.host !== me.host) return true;
  // A new process can get the number of a dead one; of our own number we know that.
  if (holder.pid === me.pid) return Math.abs(holder.startedAt - me.startedAt) < SAME_START_MS;
  return me.isAlive(holder.pid);
}

async function refuseIfHeld(runDir: string, numbers: readonly number[], me: ProcessInfo): Promise<void> {
  for (const number of numbers) {
    const path = join(runDir, `lock.${number}`);
    const holder = await holderOf(path);
    if (holder === null || !isHeld(holder, me)) continue;
    throw new UserError({
      area: 'load',
      code: 'RunLocked',
      values: [runDir, String(holder.pid), holder.host],
      actionValues: [path],
    });
  }
}

/**
 * Takes the lock of a run directory. A lock whose process is gone is not removed but outbid by the next number, so that
 * of two that find it dead only one can win.
 *
 * @returns gives the lock back
 */
export async function lockRun(runDir: string, me: ProcessInfo): Promise<() => Promise<void>> {
  const before = await locksIn(runDir);
  await refuseIfHeld(runDir, before, me);
  const number = Math.max(0, ...before) + 1;
  const path = join(runDir, `lock.${number}`);
  const draft = join(runDir, `.lock-${me.pid}-${number}`);
  const { pid, host, startedAt } = me;
  await writeFile(draft, `${JSON.stringify({ pid, host, startedAt })}\n`);
  try {
    await link(draft, path);
  } catch (cause) {
    await refuseIfHeld(runDir, await locksIn(runDir), me);
    throw new UserError({ area: 'load', code: 'LockFailed', values: [runDir], cause });
  } finally {
    await rm(draft, { force: true });
  }
  for (const old of before) await rm(join(runDir, `lock.${old}`), { force: true });
  return () => rm(path, { force: true });
}
