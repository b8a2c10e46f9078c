// `sf retry upsert bulk` beside jsforce's loadAndWaitForResults and `sf data upsert bulk --wait`: the same file, against the same
// loopback double of the Bulk API 2.0 in a process of its own, in turn. The double runs jobs as fast as it can, checks that every
// row was committed exactly once, and shuffles its results. Prints a table for bench/README.md.
// Run: npm run build && node bench/loader.ts [rows ...]     (default: 1000 100000 1000000)
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type ServedDouble, serveDouble } from '../test/load/double/process.ts';
import { createSfHome, root } from '../test/nut/sf-home.ts';
import { asInstalled } from './as-installed.ts';
import { writeSourceFile } from './loader-file.ts';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 100_000, 1_000_000];
const RUNS = 5;

interface Measured {
  readonly seconds: number;
  readonly rssMb: number;
  readonly cpuSeconds: number;
  readonly serverCpuSeconds: number;
}

const home = createSfHome();
const work = home.folder('work');
home.sf(work, 'plugins', 'link', '--no-install', asInstalled(home.folder('plugin')));

const sf = join(root, 'node_modules/.bin/sf');
const target = ['--sobject', 'Thing__c', '--external-id', 'Ext__c', '--wait', '30'];

/** What each client runs: the program's arguments after node. */
const clients: Readonly<Record<string, (double: ServedDouble, file: string) => string[]>> = {
  '`sf retry upsert bulk`': ({ token }, file) => [
    sf,
    'retry',
    'upsert',
    'bulk',
    '-o',
    token,
    '-f',
    file,
    ...target,
  ],
  'jsforce `loadAndWaitForResults`': ({ url, token }, file) => [
    join(root, 'bench/loader-jsforce.ts'),
    url,
    token,
    file,
  ],
  '`sf data upsert bulk --wait`': ({ token }, file) => [
    sf,
    'data',
    'upsert',
    'bulk',
    '-o',
    token,
    '-f',
    file,
    ...target,
  ],
};

async function run(args: string[], url: string, usageFile: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--no-deprecation', ...args], {
    cwd: work,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...home.env,
      SF_ORG_INSTANCE_URL: url,
      LOADER_USAGE: usageFile,
      NODE_OPTIONS: `--import=${join(root, 'bench/loader-usage.mjs')}`,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
  return (performance.now() - started) / 1000;
}

async function measure(client: keyof typeof clients, file: string, rows: number): Promise<Measured> {
  const double = await serveDouble({ pace: 'on-its-own' });
  const usageFile = join(work, 'usage.json');
  const seconds = await run(clients[client]?.(double, file) ?? [], double.url, usageFile);
  const { records, commits, cpu } = await double.account();
  await double.stop();
  if (records !== rows || commits !== rows) {
    throw new Error(`${client}: ${records} records, ${commits} commits from ${rows} rows`);
  }
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as { rssKb: number; cpuMicros: number };
  return {
    seconds,
    rssMb: usage.rssKb / 1024,
    cpuSeconds: usage.cpuMicros / 1e6,
    serverCpuSeconds: (cpu.user + cpu.system) / 1e6,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function tableRow(client: string, rows: number, runs: readonly Measured[]): string {
  const seconds = runs.map((one) => one.seconds);
  const mid = median(seconds);
  const cells = [
    client,
    rows.toLocaleString('en'),
    `${mid.toFixed(2)} (${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)})`,
    Math.round(rows / mid).toLocaleString('en'),
    median(runs.map((one) => one.cpuSeconds)).toFixed(1),
    Math.max(...runs.map((one) => one.rssMb)).toFixed(0),
    median(runs.map((one) => one.serverCpuSeconds)).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

console.log(
  '| Client | rows | wall s, median (min to max) | rows/s | client CPU s | peak RSS MB | server CPU s |',
);
console.log('|---|--:|--:|--:|--:|--:|--:|');
for (const rows of SIZES) {
  const file = join(work, `${rows}.csv`);
  writeSourceFile(file, rows);
  const measured = new Map<string, Measured[]>(Object.keys(clients).map((client) => [client, []]));
  for (let turn = 0; turn < RUNS; turn++) {
    for (const [client, runs] of measured) runs.push(await measure(client, file, rows));
  }
  for (const [client, runs] of measured) console.log(tableRow(client, rows, runs));
  console.log(`<!-- ${rows} rows: ${statSync(file).size} bytes, ${RUNS} runs each, in turn -->`);
}
home.remove();
