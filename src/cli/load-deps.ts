import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { openJournalFile } from '../load/journal-file.ts';
import type { IngestApi, LoadDeps, Sync } from '../load/ports.ts';
import { DRAW_RANGE } from '../model/policy/draw.ts';
import { sweepBuffers } from './tidy-heap.ts';

const sync: Sync = (handle) => handle.datasync();

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The loader's ports as a command has them: the real clock, disk and chance. */
export function loadDeps(api: IngestApi, hear: Required<Pick<LoadDeps, 'progress' | 'checking'>>): LoadDeps {
  return {
    api,
    clock: Date.now,
    sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
    draw: () => randomInt(DRAW_RANGE),
    openJournal: (path) => openJournalFile(path, sync),
    sync,
    ...hear,
    sweep: sweepBuffers(),
    process: {
      pid: process.pid,
      host: hostname(),
      startedAt: Date.now() - Math.round(process.uptime() * 1000),
      isAlive,
    },
  };
}
