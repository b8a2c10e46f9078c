import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openJournalFile } from '../../../src/load/journal-file.ts';
import type { UpsertOptions } from '../../../src/load/options.ts';
import type { JournalFile, LoadDeps } from '../../../src/load/ports.ts';
import { redriveUpsert } from '../../../src/load/redrive.ts';
import type { LoadResult } from '../../../src/load/result.ts';
import { resumeUpsert } from '../../../src/load/resume.ts';
import { runUpsert } from '../../../src/load/upsert.ts';
import { createIngestApi } from '../../../src/org/ingest-api.ts';
import type { Transport } from '../../../src/org/transport.ts';
import { direct } from '../double/direct.ts';
import { type DoubleOptions, OrgDouble } from '../double/org-double.ts';
import { seeded } from '../double/random.ts';
import { DEFAULTS } from './defaults.ts';
import { VirtualTime } from './virtual-time.ts';

/** Where the process dies: while it writes this line of the journal (counted from 1 over one process). */
export interface CrashAt {
  readonly line: number;
  /** What of the line is in the file afterwards. */
  readonly written: 'nothing' | 'half' | 'whole';
}

/** What ends a process of the rig: neither the loader nor the org is at fault. */
class Killed extends Error {}

export interface RigOptions extends DoubleOptions {
  /** Whether the session can be refreshed. Default true. */
  readonly refreshes?: boolean;
  /** A transport over sockets; default: the double without any. */
  readonly transport?: (double: OrgDouble) => Transport;
  readonly seed?: number;
  readonly onProgress?: LoadDeps['progress'];
  /** Runs whenever the journal is made durable. */
  readonly onSync?: () => void;
}

/** A file system in memory where there is one: 2,000 runs must not wear out a disk. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Nothing here survives the machine; that is the business of the tests with real kills. */
const noSync = async (): Promise<void> => undefined;

/** A loader in this process against a double, on a time of its own; it can be killed and started again. */
export class Rig {
  readonly double: OrgDouble;
  readonly time = new VirtualTime();
  readonly dir = mkdtempSync(join(SCRATCH, 'loader-'));
  readonly file = join(this.dir, 'source.csv');
  readonly runDir = join(this.dir, 'run');
  readonly #options: RigOptions;
  readonly #random: () => number;
  readonly #transport: Transport;
  #processes = 0;
  /** Whether the last process was killed, and how many were. */
  died = false;
  deaths = 0;
  /** The token that the client holds: it learns of a new one only by a refresh or a new log-in. */
  #token: string;

  constructor(csv: Buffer, options: RigOptions = {}) {
    this.#options = options;
    // So few calls left that a loader that runs in circles comes to an end.
    this.double = new OrgDouble({ clock: this.time.clock, apiRequestsLeft: 6_000, ...options });
    this.#token = this.double.token;
    this.#random = seeded(options.seed ?? 1);
    this.#transport = options.transport?.(this.double) ?? ((request) => direct(this.double, request));
    writeFileSync(this.file, csv);
  }

  run(options: Partial<UpsertOptions> = {}, crash?: CrashAt): Promise<LoadResult> {
    const all = { ...DEFAULTS, file: this.file, runDir: this.runDir, ...options };
    return this.#process((deps) => runUpsert(deps, all), crash);
  }

  resume(crash?: CrashAt, waitMs: number | null = null): Promise<LoadResult> {
    return this.#process((deps) => resumeUpsert(deps, { runDir: this.runDir, waitMs }), crash);
  }

  redrive(file: string): Promise<LoadResult> {
    const child = {
      runDir: this.runDir,
      childDir: join(this.dir, 'child'),
      runId: 'run-2',
      file,
      waitMs: null,
    };
    return this.#process((deps) => redriveUpsert(deps, child));
  }

  /** A user logs in again. */
  logIn(): void {
    this.#token = this.double.newToken();
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** One process: alive until its crash, after which nothing of it reaches the disk or the org. */
  async #process(body: (deps: LoadDeps) => Promise<LoadResult>, crash?: CrashAt): Promise<LoadResult> {
    const life = { dead: false };
    this.#processes += 1;
    try {
      return await body(this.#deps(life, crash));
    } finally {
      this.died = life.dead;
      if (life.dead) this.deaths += 1;
      life.dead = true;
    }
  }

  /** What a process gets from outside. */
  #deps(life: { dead: boolean }, crash?: CrashAt): LoadDeps {
    const transport: Transport = async (request) => {
      if (life.dead) throw new Killed('The process is dead');
      const answer = await this.#transport(request);
      return { ...answer, body: whileAlive(answer.body, life) };
    };
    const pid = this.#processes;
    const journalSync = async (): Promise<void> => this.#options.onSync?.();
    return {
      api: createIngestApi({
        transport,
        session: {
          accessToken: () => this.#token,
          refresh: async () => {
            // It takes a while, in which other jobs meet the dead token too.
            await setTimeout(2);
            if (this.#options.refreshes === false) throw new Error('No refresh token');
            this.logIn();
          },
        },
        apiVersion: '65.0',
        identity: {
          orgId: '00D000000000001EAA',
          userId: '005000000000001AAA',
          username: 'loader@double.example',
          instanceUrl: 'http://double.example',
        },
      }),
      clock: this.time.clock,
      sleep: async (ms, signal) => {
        if (life.dead) throw new Killed('The process is dead');
        await this.time.sleep(ms, signal);
      },
      draw: () => Math.floor(this.#random() * 2 ** 24),
      openJournal: async (path) => dyingJournal(await openJournalFile(path, journalSync), path, life, crash),
      sync: noSync,
      progress: this.#options.onProgress ?? (() => undefined),
      process: { pid, host: 'here', startedAt: pid, isAlive: (other) => other === this.#processes },
    };
  }
}

/** A journal whose writer dies at a line. Lines go one after the other: a dead process writes nothing behind a torn line. */
function dyingJournal(
  file: JournalFile,
  path: string,
  life: { dead: boolean },
  crash?: CrashAt,
): JournalFile {
  let written = 0;
  let before: Promise<void> = Promise.resolve();
  const append = async (lines: readonly string[]): Promise<void> => {
    if (life.dead) throw new Killed('The process is dead');
    const whole = crash ? lines.slice(0, Math.max(0, crash.line - 1 - written)) : lines;
    written += lines.length;
    if (!crash || written < crash.line) return file.append(lines);
    life.dead = true;
    if (whole.length > 0) await file.append(whole);
    const line = lines[whole.length] ?? '';
    if (crash.written === 'whole') await file.append([line]);
    if (crash.written === 'half') await appendFile(path, line.slice(0, Math.ceil(line.length / 2)));
    throw new Killed(`Killed at line ${crash.line}`);
  };
  return {
    close: () => file.close(),
    append: (lines) => {
      const mine = before.then(() => append(lines));
      before = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** What a dead process still had on the way does not arrive. */
async function* whileAlive(
  body: AsyncIterable<Uint8Array>,
  life: { dead: boolean },
): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    if (life.dead) throw new Killed('The process is dead');
    yield piece;
  }
}
