// The full sizes of what `npm test` runs in small: `npm run verify:deep`. One run of vitest for each part, the longest first, so that a
// part that fails hides no other; the figures of the last run stand in docs/proof.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** A part keeps about one core busy. */
const AT_A_TIME = 2;

/** Runs a part; what it says comes in one piece, so that two do not speak at once. @returns the line of the summary */
async function run({ name, tests, env }: Part): Promise<string> {
  const started = performance.now();
  const child = spawn('vitest', ['run', ...tests], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  if (code !== 0) process.exitCode = 1;
  const line = `${code === 0 ? 'passed' : 'FAILED'}  ${name}, ${minutes} min`;
  console.log(`${said}\n${line}\n`);
  return line;
}

const started = performance.now();
const waiting = [...parts];
const lines: string[] = [];
async function work(): Promise<void> {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    console.log(`${part.name} ...`);
    lines.push(await run(part));
  }
}
await Promise.all(Array.from({ length: AT_A_TIME }, work));
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(`${lines.join('\n')}\nin ${minutes} min`);
