// The full sizes of what `npm test` runs in small: `npm run verify:deep`. One run of vitest for each part, so that a part that
// fails hides no other; the figures of the last run stand in docs/proof.md.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

interface Part {
  readonly name: string;
  readonly tests: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const PARTS: readonly Part[] = [
  {
    name: 'differential test',
    tests: ['test/proof/differential.test.ts'],
    env: { PROOF_SCENARIOS: '100000' },
  },
  { name: 'crash matrix', tests: ['test/proof/crash-matrix'], env: { CRASH_MATRIX: 'full' } },
  { name: 'mutation', tests: ['test/proof/mutation'], env: { MUTANTS: 'all' } },
  { name: 'reference models', tests: ['test/model/reference'], env: { SIMULATOR_SIZE: 'full' } },
  { name: 'loader', tests: ['test/load'], env: { LOADER_RUNS: '20000', LOADER_KILLS: '200' } },
];

const wanted = process.argv.slice(2);
const parts = wanted.length === 0 ? PARTS : PARTS.filter(({ name }) => wanted.includes(name));
if (parts.length < Math.max(1, wanted.length)) {
  console.error(`There are these parts: ${PARTS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const lines: string[] = [];
for (const { name, tests, env } of parts) {
  const started = performance.now();
  const { status } = spawnSync('vitest', ['run', ...tests], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  lines.push(`${status === 0 ? 'passed' : 'FAILED'}  ${name}, ${minutes} min`);
  if (status !== 0) process.exitCode = 1;
}
console.log(`\n${lines.join('\n')}`);
