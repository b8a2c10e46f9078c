// Wall time of `sf retry generate` beside `sf apex generate class`, the nearest command of Salesforce's own, through the
// same real sf and in turn. Prints a table for bench/README.md. Run: npm run build && node bench/startup.ts
import { cpSync, rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createSfHome, root } from '../test/nut/sf-home.ts';

const RUNS = 9;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const home = createSfHome();
const project = home.folder('project');
cpSync(`${root}/examples/order-sync`, project, { recursive: true });
home.sf(project, 'plugins', 'link', '--no-install', root);

function timed(...args: string[]): number {
  const start = performance.now();
  const run = home.sf(project, ...args);
  if (run.status !== 0) throw new Error(`sf ${args.join(' ')}: ${run.stderr}`);
  return performance.now() - start;
}

const commands = {
  'sf retry generate (first run, writes every file)': () => {
    for (const written of ['force-app/main/default/classes', 'manifest', 'retry.lock.json']) {
      rmSync(`${project}/${written}`, { recursive: true, force: true });
    }
    return timed('retry', 'generate', '--force-overwrite');
  },
  'sf retry generate (again, all identical)': () => timed('retry', 'generate'),
  'sf apex generate class': () =>
    timed('apex', 'generate', 'class', '--name', 'Sample', '--output-dir', 'classes'),
};

const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
for (let run = -1; run < RUNS; run++) {
  for (const [name, command] of Object.entries(commands)) {
    const ms = command();
    if (run >= 0) times.get(name)?.push(ms);
  }
}

const base = median(times.get('sf apex generate class') ?? []);
console.log(`| Command | min ms | median ms of ${RUNS} | x \`sf apex generate class\` |\n|---|--:|--:|--:|`);
for (const [name, values] of times) {
  const mid = median(values);
  console.log(
    `| \`${name}\` | ${Math.min(...values).toFixed(0)} | ${mid.toFixed(0)} | ${(mid / base).toFixed(2)} |`,
  );
}
home.remove();
