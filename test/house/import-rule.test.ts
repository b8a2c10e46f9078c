import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let house: string;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'house-'));
  cpSync(join(root, 'biome.json'), join(house, 'biome.json'));
  cpSync(join(root, 'scripts/lint'), join(house, 'scripts/lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  writeFileSync(join(house, '.gitignore'), 'node_modules\n');
  spawnSync('git', ['init', '--quiet'], { cwd: house });
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** The linter's verdict on a house whose only file is this one. */
function lint(path: string, source: string): string {
  const file = join(house, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--max-diagnostics=50', path],
    { cwd: house, encoding: 'utf8' },
  );
  rmSync(file);
  return `${run.status} ${run.stdout}${run.stderr}`;
}

const forbidden: readonly [file: string, source: string][] = [
  ['src/model/policy/planted.ts', "export { x } from '../../config/types.ts';\n"],
  ['src/model/policy/planted.ts', "export { readFileSync } from 'node:fs';\n"],
  ['src/model/simulation/planted.ts', "export const x = () => import('../../files/apply.ts');\n"],
  ['src/model/planted.ts', "export type { ZodType } from 'zod';\n"],
  ['src/config/planted.ts', "export { x } from '../templates/x.ts';\n"],
  ['src/config/planted.ts', "export { Messages } from '@salesforce/core';\n"],
  ['src/files/planted.ts', "export { x } from '../config/types.ts';\n"],
  ['src/templates/planted.ts', "export { x } from '../files/apply.ts';\n"],
  ['src/templates/planted.ts', "export { x } from '../config/read.ts';\n"],
  ['src/simulate/planted.ts', "export { x } from '../report/human.ts';\n"],
  ['src/simulate/planted.ts', "export { x } from '../config/read.ts';\n"],
  ['src/load/planted.ts', "export { x } from '../org/bulk.ts';\n"],
  ['src/report/planted.ts', "export { x } from '../simulate/run.ts';\n"],
  ['src/org/planted.ts', "export { x } from '../load/run.ts';\n"],
  ['src/load/planted.ts', "export { fetch } from 'undici';\n"],
];

const allowed: readonly [file: string, source: string][] = [
  ['src/model/simulation/planted.ts', "export { x } from '../policy/decide.ts';\n"],
  ['src/templates/planted.ts', "export type { FilePlan } from '../files/plan.ts';\n"],
  ['src/templates/planted.ts', "export type { RetryConfig } from '../config/types.ts';\n"],
  ['src/simulate/planted.ts', "export type { RetryConfig } from '../config/types.ts';\n"],
  ['src/config/planted.ts', "export { decide } from '../model/policy/decide.ts';\n"],
  ['src/commands/retry/planted.ts', "export { x } from '../../config/read.ts';\n"],
  ['src/org/planted.ts', "export { fetch } from 'undici';\n"],
];

describe('the import rule', () => {
  test.each(forbidden)('rejects, in %s, %s', (file, source) => {
    expect(lint(file, source)).toMatch(/^1 [\s\S]*noRestrictedImports/);
  });

  test.each(allowed)('allows, in %s, %s', (file, source) => {
    expect(lint(file, source)).toMatch(/^0 /);
  });
});

describe('the model is pure', () => {
  test.each(['Math.random()', 'Date.now()', 'performance.now()', 'crypto.randomUUID()', 'process.env'])(
    'the linter rejects %s in it',
    (expression) => {
      expect(lint('src/model/planted.ts', `export const x = () => ${expression};\n`)).toMatch(/^1 /);
      expect(lint('src/files/planted.ts', `export const x = () => ${expression};\n`)).toMatch(/^0 /);
    },
  );
});
