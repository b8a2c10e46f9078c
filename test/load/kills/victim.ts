// A loader as a process of its own, to be killed: real clock, real disk, real sockets; only the org is a double. Its argument is a
// VictimOrder as JSON. Prints the result of the load as JSON.
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { openJournalFile } from '../../../src/load/journal-file.ts';
import type { LoadDeps } from '../../../src/load/ports.ts';
import { resumeUpsert } from '../../../src/load/resume.ts';
import { runUpsert } from '../../../src/load/upsert.ts';
import { createIngestApi } from '../../../src/org/ingest-api.ts';
import { undiciTransport } from '../../../src/org/undici-transport.ts';
import { DEFAULTS } from '../faults/defaults.ts';

/** What the process is to do. */
export interface VictimOrder {
  readonly url: string;
  readonly token: string;
  readonly file: string;
  readonly runDir: string;
  readonly resume: boolean;
}

const order = JSON.parse(process.argv[2] ?? '') as VictimOrder;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const sync: LoadDeps['sync'] = (handle) => handle.datasync();
const deps: LoadDeps = {
  api: createIngestApi({
    transport: undiciTransport(order.url).transport,
    session: {
      accessToken: () => order.token,
      refresh: async () => Promise.reject(new Error('No refresh token')),
    },
    apiVersion: '65.0',
    identity: {
      orgId: '00D000000000001EAA',
      userId: '005000000000001AAA',
      username: 'loader@double.example',
      instanceUrl: order.url,
    },
  }),
  clock: Date.now,
  // The pauses of the design, a hundred times shorter: it is the kill that is tested.
  sleep: (ms, signal) => setTimeout(ms / 100, undefined, { signal }).catch(() => undefined),
  draw: () => Math.floor(Math.random() * 2 ** 24),
  openJournal: (path) => openJournalFile(path, sync),
  sync,
  progress: () => undefined,
  process: { pid: process.pid, host: hostname(), startedAt: Date.now(), isAlive },
};

const { file, runDir } = order;
const result = order.resume
  ? await resumeUpsert(deps, { runDir, waitMs: null })
  : await runUpsert(deps, { ...DEFAULTS, file, runDir, chunkRows: 40, parallel: 3 });
process.stdout.write(JSON.stringify(result));
