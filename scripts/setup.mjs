// What a fresh clone needs before any npm script: the locked dependencies. Runs under the machine's own Node
// (20 is enough); the dependency `node` then puts the Node that the project needs first in every script.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const upToDate =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;

if (!upToDate) {
  console.log('Installing the locked dependencies (npm ci, about a minute) ...');
  const { status } = spawnSync('npm', ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exit(status ?? 1);
}
