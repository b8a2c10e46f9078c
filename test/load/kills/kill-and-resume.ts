import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadResult } from '../../../src/load/result.ts';
import { type Account, account, judge, type Verdict } from '../double/account.ts';
import { OrgDouble } from '../double/org-double.ts';
import { seeded } from '../double/random.ts';
import { listen } from '../double/server.ts';
import { csvFile, expectedRows, sampleSource } from '../faults/source.ts';
import type { VictimOrder } from './victim.ts';

export interface KillOutcome {
  /** Kills that hit a living process, and the calls the org had seen at each. */
  readonly killedAtCall: number[];
  readonly result: LoadResult;
  readonly verdict: Verdict;
  readonly account: Account;
}

const source = sampleSource(400);
const csv = csvFile(source);
const expected = expectedRows(source);

interface Ending {
  readonly killed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the loader; once the org has seen so many more calls, SIGKILL after a pause. Null: it may live. */
function live(
  order: VictimOrder,
  double: OrgDouble,
  kill: { calls: number; pauseMs: number } | null,
): Promise<Ending> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), JSON.stringify(order)]);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += text));
  child.stderr.on('data', (text) => (said.stderr += text));
  const goal = double.calls.length + (kill?.calls ?? 0);
  const watch = setInterval(() => {
    if (kill === null || double.calls.length < goal) return;
    clearInterval(watch);
    setTimeout(() => child.kill('SIGKILL'), kill.pauseMs);
  }, 1);
  return new Promise((resolve) => {
    child.once('close', (_, signal) => {
      clearInterval(watch);
      resolve({ killed: signal === 'SIGKILL', ...said });
    });
  });
}

/** One load, killed at up to three moments that the seed decides, then resumed until it is done. */
export async function killAndResume(seed: number): Promise<KillOutcome> {
  const random = seeded(seed);
  const dir = mkdtempSync(join(tmpdir(), 'loader-kill-'));
  const double = new OrgDouble({ pace: { stepsPerCall: 1 } });
  const server = await listen(double);
  const order = {
    url: server.url,
    token: double.token,
    file: join(dir, 'source.csv'),
    runDir: join(dir, 'run'),
  };
  writeFileSync(order.file, csv);
  const killedAtCall: number[] = [];
  try {
    for (let kills = 1 + Math.floor(random() * 3); kills >= 0; kills -= 1) {
      const kill =
        kills === 0 ? null : { calls: Math.floor(random() * 60), pauseMs: Math.floor(random() * 8) };
      const resume = existsSync(join(order.runDir, 'manifest.json'));
      // Killed before there was a run: the user gives the same command again.
      if (!resume) rmSync(order.runDir, { recursive: true, force: true });
      const ending = await live({ ...order, resume }, double, kill);
      if (ending.killed) killedAtCall.push(double.calls.length);
      else {
        if (ending.stdout === '') throw new Error(`Seed ${seed}: the loader failed: ${ending.stderr}`);
        const result = JSON.parse(ending.stdout) as LoadResult;
        return { killedAtCall, result, verdict: judge(double, expected), account: account(double) };
      }
    }
    throw new Error(`Seed ${seed}: killed to the last`);
  } finally {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
