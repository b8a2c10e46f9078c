import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TypeDeclaration } from '../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import { type Project, readProject } from '../../tools/apex-runtime/runner/project.ts';
import { runTests } from '../../tools/apex-runtime/runner/run-tests.ts';
import { generateVariant, temporaryFolder } from '../generated-project.ts';

let root: string;
let project: Project;
const parsed = new Map<string, TypeDeclaration>();

beforeAll(async () => {
  root = temporaryFolder('vectors');
  await generateVariant('durability-row', root);
  project = readProject(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the vectors say of the kit with one change; the change must be one. */
function failures(file: string, from: string, to: string): string[] {
  const sources = project.sources.map((source) =>
    source.file.endsWith(`/${file}`) ? { ...source, text: source.text.replace(from, to) } : source,
  );
  if (file !== '')
    expect(sources.some(({ text }, index) => text !== project.sources[index]?.text)).toBe(true);
  const { tests } = runTests({ ...project, sources }, { className: 'RetryVectorsTest', parsed });
  expect(tests).toHaveLength(4);
  return tests.flatMap(({ failure }) => (failure ? [failure.message] : []));
}

test('the kit decides in the user’s org as the simulator does', () => {
  expect(failures('', '', '')).toEqual([]);
});

test.each([
  ['RetryPolicy.cls', 'DRAW_RANGE = 16777216L', 'DRAW_RANGE = 16777215L'],
  ['RetryPolicy.cls', 'MINUTE_MS = 60000L', 'MINUTE_MS = 60001L'],
  ['RetryPolicy.cls', 'backoffPercent) / 100', 'backoffPercent) / 101'],
  ['RetryPolicy.cls', 'MAX_PAUSE_MS = 86400000L', 'MAX_PAUSE_MS = 86400001L'],
  ['RetryPolicy.cls', 'CRASHES_ALLOWED = 1', 'CRASHES_ALLOWED = 2'],
  ['RetryPolicy.cls', 'request.attempts > 1', 'request.attempts > 2'],
  ['RetryPolicy.cls', 'request.retries >= maxRetries', 'request.retries > maxRetries'],
  ['RetryPolicy.cls', 'status == 429', 'status == 428'],
  ['RetryPolicy.cls', 'month + 9', 'month + 8'],
  ['CircuitBreaker.cls', 'TOKEN_GRACE_MS = 900000L', 'TOKEN_GRACE_MS = 900001L'],
  ['CircuitBreaker.cls', 'state.failures * 100L', 'state.failures * 101L'],
  ['CircuitBreaker.cls', 'this.epoch++', 'this.epoch += 2'],
  ['RetryConfig.cls', 'SECOND_MS = 1000L', 'SECOND_MS = 1001L'],
  ['RetryConfig.cls', 'HOUR_MS = 3600000L', 'HOUR_MS = 3600001L'],
])('%s: "%s" is not "%s"', (file, from, to) => {
  const [message = ''] = failures(file, from, to);
  expect(message).toMatch(/The kit must decide as the simulator does/u);
  expect(message).toMatch(/\[\d+\] .+ => .+ but gives .+/u);
});
