import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DoubleOptions } from '../load/double/org-double.ts';
import { type ServedDouble, serveDouble } from '../load/double/process.ts';
import { csvFile, sampleSource } from '../load/faults/source.ts';
import { schemaErrors } from './result-schema.ts';
import { createSfHome, root, type SfHome } from './sf-home.ts';

let home: SfHome;
let double: ServedDouble | undefined;
let folders = 0;

beforeAll(() => {
  home = createSfHome();
  const linked = home.sf(home.dir, 'plugins', 'link', '--no-install', root);
  if (linked.status !== 0) throw new Error(linked.stderr);
});
afterAll(() => home.remove());
afterEach(async () => double?.stop());

/** An org, a log-in to it by access token, and a folder with a source file. */
async function prepare(rows: number, options: DoubleOptions = {}) {
  const org = await serveDouble(options);
  double = org;
  home.env['SF_ACCESS_TOKEN'] = org.token;
  const login = home.sf(
    home.dir,
    'org',
    'login',
    'access-token',
    '--instance-url',
    org.url,
    '--no-prompt',
    '-a',
    'fake',
  );
  if (login.status !== 0) throw new Error(login.stderr);
  folders += 1;
  const cwd = home.folder(`load-${folders}`);
  writeFileSync(join(cwd, 'source.csv'), csvFile(sampleSource(rows)));
  const sf = (...args: string[]) => {
    const run = home.sf(cwd, 'retry', 'upsert', ...args, '--json');
    try {
      const answer = { status: run.status, ...JSON.parse(run.stdout) };
      if ('result' in answer) expect(schemaErrors(`retry.upsert.${args[0]}`, answer.result)).toBeNull();
      return answer;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new Error(`No JSON from sf retry upsert ${args.join(' ')}: ${run.stdout}${run.stderr}`);
    }
  };
  return { org, cwd, sf };
}

const BULK = ['bulk', '-o', 'fake', '-s', 'Thing__c', '-f', 'source.csv', '-i', 'Ext__c'];

/** The only run of a folder, whose command could not say where it is. */
function runDir(cwd: string): string {
  const names = readdirSync(join(cwd, 'retry-runs'));
  const [name = ''] = names.filter((one) => existsSync(join(cwd, 'retry-runs', one, 'manifest.json')));
  return join('retry-runs', name);
}

/** Waits until the org has seen so many closed jobs, then sends the loader a signal. @returns what it exits with */
async function signalAfter(
  child: ChildProcess,
  org: ServedDouble,
  closed: number,
  signal: 'SIGINT' | 'SIGKILL',
): Promise<number | null> {
  while ((await org.account()).jobs.closed < closed) {
    if (child.exitCode !== null) throw new Error(`The loader ended first, with ${child.exitCode}`);
    await setTimeout(20);
  }
  child.kill(signal);
  const [code] = await once(child, 'close');
  return code;
}

describe('the real sf with a log-in by access token', () => {
  test('loads a file, and tells the same afterwards from the journal alone', async () => {
    const { org, sf } = await prepare(2_500);
    const bulk = sf(...BULK, '--chunk-rows', '1000');
    expect(bulk).toMatchObject({
      status: 0,
      result: {
        state: 'done',
        rows: { source: 2_500, loaded: 2_500, created: 2_500, deadLettered: 0, unknown: 0, remaining: 0 },
        chunks: { total: 3, done: 3 },
      },
    });
    expect(await org.account()).toMatchObject({ records: 2_500, commits: 2_500, jobs: { open: [] } });
    const before = (await org.account()).calls;
    const results = sf('results', '--run-dir', bulk.result.runDir);
    expect(results.result.rows).toEqual(bulk.result.rows);
    expect((await org.account()).calls).toEqual(before);
  });

  test('ends with 68 where rows were refused, and loads their corrected file', async () => {
    const { org, sf, cwd } = await prepare(500, {
      rowRules: [
        { column: 'Name', contains: 'Name 25', error: 'STRING_TOO_LONG:too long:Name --', times: 'always' },
      ],
    });
    const bulk = sf(...BULK);
    expect(bulk.status).toBe(68);
    expect(bulk.result.rows.deadLettered).toBeGreaterThan(0);
    const letters = readFileSync(join(cwd, bulk.result.files.deadLetter), 'utf8');
    writeFileSync(join(cwd, 'corrected.csv'), letters.replaceAll('Name 25', 'Fixed 25'));
    const redrive = sf('redrive', '--run-dir', bulk.result.runDir, '-f', 'corrected.csv');
    expect(redrive).toMatchObject({
      status: 0,
      result: { rows: { source: bulk.result.rows.deadLettered, remaining: 0 } },
    });
    expect(await org.account()).toMatchObject({ records: 500, commits: 500 });
  });

  test('after kill -9, resume sends no closed chunk again and loads the rest', async () => {
    const { org, sf, cwd } = await prepare(6_000, { pace: { stepsPerCall: 1 } });
    const args = ['retry', 'upsert', ...BULK, '--chunk-rows', '200'];
    const child = spawn(join(root, 'node_modules/.bin/sf'), args, { cwd, env: home.env, stdio: 'ignore' });
    await signalAfter(child, org, 5, 'SIGKILL');
    const { jobs, commits } = await org.account();
    expect(jobs.closed).toBeLessThan(30);
    expect(commits).toBeLessThan(6_000);
    const resume = sf('resume', '--run-dir', runDir(cwd));
    expect(resume).toMatchObject({
      status: 0,
      result: { state: 'done', rows: { source: 6_000, loaded: 6_000, unknown: 0 } },
    });
    const after = await org.account();
    expect(after).toMatchObject({ records: 6_000, commits: 6_000, closedAgain: 0 });
    expect(after.jobs.closed).toBe(30);
    expect(after.jobs.open.filter((id) => !resume.result.orphans.includes(id))).toEqual([]);
  });

  test('Ctrl-C ends with 130 and the command that goes on, which loads the rest', async () => {
    const { org, sf, cwd } = await prepare(6_000, { pace: { stepsPerCall: 1 } });
    const args = ['retry', 'upsert', ...BULK, '--chunk-rows', '200'];
    const child = spawn(join(root, 'node_modules/.bin/sf'), args, {
      cwd,
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString();
    });
    expect(await signalAfter(child, org, 5, 'SIGINT')).toBe(130);
    expect(said).not.toMatch(/^ +at /m);
    const [, dir = ''] = said.match(/sf retry upsert resume --run-dir (\S+)/) ?? [];
    expect((await org.account()).commits).toBeLessThan(6_000);
    expect(sf('resume', '--run-dir', dir)).toMatchObject({
      status: 0,
      result: { state: 'done', rows: { source: 6_000, loaded: 6_000, unknown: 0 } },
    });
    expect(await org.account()).toMatchObject({ records: 6_000, commits: 6_000, closedAgain: 0 });
  });

  test('a dry run plans and sends nothing', async () => {
    const { org, sf } = await prepare(300);
    const dry = sf(...BULK, '--dry-run', '--chunk-rows', '100');
    expect(dry).toMatchObject({ status: 0, result: { state: 'planned', chunks: { total: 3, done: 0 } } });
    expect((await org.account()).jobs.made).toBe(0);
  });
});
