// Writes one generation of a project after the other until it is killed: node writer-process.ts ROOT FIRST
import { nodeDisk } from '../../src/files/disk.ts';
import { generation } from './generation.ts';
import { run } from './run.ts';

const [root = '', first = '0'] = process.argv.slice(2);
for (let number = Number(first); ; number += 1) {
  const runId = number.toString(16).padStart(12, '0');
  const states = await run(nodeDisk, generation(number), { root, prune: true, runId });
  process.stdout.write(`${number} ${Object.values(states).includes('conflict') ? 'conflict' : 'done'}\n`);
}
