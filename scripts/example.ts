// The README's first command: the main job on the sample project, with its report on the terminal.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const project = resolve(root, 'examples/order-sync');

function retry(...args: string[]): number {
  console.log(`\n$ sf retry ${args.join(' ')}\n`);
  const run = spawnSync(process.execPath, [resolve(root, 'bin/run.js'), 'retry', ...args], {
    cwd: project,
    stdio: 'inherit',
  });
  return run.status ?? 1;
}

const generated = retry('generate');
if (generated !== 0) process.exit(generated);
const simulated = retry('simulate');

console.log(`
The project:      examples/order-sync (the config: retry.yml)
Generated files:  examples/order-sync/force-app, manifest, scripts (listed in retry.lock.json)
Verdict:          ${simulated === 0 ? 'every gate of the scenario holds' : 'a gate of the scenario does not hold, see above'}`);
process.exit(simulated);
