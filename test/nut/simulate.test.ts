import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSfHome, root, type SfHome } from './sf-home.ts';

let home: SfHome;
let folder: string;

/** What hardly ever happens takes a million replications to be known. */
const ENDLESS = `integrations:
  - { name: Erp_Orders, namedCredential: ERP, object: Order__c }
scenarios:
  - name: endless
    workload: { bursts: [{ atMinute: 0, requests: 100 }] }
    endpoint: { errorRates: { "400": 0.000001 } }
    expect: { lost: "== 0" }
`;

beforeAll(() => {
  home = createSfHome();
  folder = home.folder('shop');
  cpSync(join(root, 'examples/order-sync'), folder, { recursive: true });
  writeFileSync(join(folder, 'endless.yml'), ENDLESS);
});
afterAll(() => home.remove());

/** The plugin on its own, as a process. */
function start(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [join(root, 'bin/run.js'), 'retry', ...args], {
    cwd: folder,
    env: home.env,
  });
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  const [code] = (await once(child, 'exit')) as [unknown];
  return code;
}

const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('.retry-'));

describe('a process that runs sf retry simulate', () => {
  test('prints what is known on Ctrl-C, writes no file, and ends with 130', async () => {
    const flags = ['--replications', '1000000', '--report', 'never.html'];
    const child = start('simulate', '--config', 'endless.yml', ...flags);
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const end = ended(child);
    // The file that the report is written into is there before the first replication.
    while (leftovers().length === 0 && child.exitCode === null) await setTimeout(50);
    await setTimeout(1000);
    child.kill('SIGINT');
    expect(await end).toBe(130);
    const [printed, said] = await output;
    expect(printed).toContain('endless for Erp_Orders');
    expect(printed).toContain('It was interrupted');
    expect(said).toContain('Interrupted: what is known so far follows.');
    expect(said).not.toMatch(/\n\s+at /u);
    expect([existsSync(join(folder, 'never.html')), leftovers()]).toEqual([false, []]);
  });

  test.each([
    ['simulate', '--replications', '1'],
    ['generate', '--dry-run'],
  ])('ends as ever when its reader has seen enough: %s', async (...args) => {
    const child = start(...args);
    child.stdout.destroy();
    const said = text(child.stderr);
    expect([0, 1]).toContain(await ended(child));
    expect(await said).not.toContain('unsettled');
  });
});
