import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIOME = resolve('node_modules/.bin/biome');

const FORBIDDEN = [
  'export const a = (x: number) => x / 2;',
  'export const a = (x: number) => Math.floor(x / 2 + 1);',
  'export const a = (x: number) => Math.floor(1 + Math.floor(x / 4) / 3);',
  'export const a = (x: number) => x ** 2;',
  'export const a = (x: number) => Math.pow(x, 2);',
  'export const a = (x: number) => Math.round(x);',
  'export const a = (x: number) => Math.ceil(x);',
  'export const a = (x: number) => Math.sqrt(x);',
  'export const a = (x: number) => x * 0.5;',
  'export const a = 1e3;',
  'export const a = (x: string) => parseFloat(x);',
  'export const a = (x: string) => Number.parseFloat(x);',
  'export const a = (x: number) => x.toFixed(2);',
  'export const a = (x: number) => x >> 1;',
  'export const a = (x: number) => x >>> 1;',
  'export const a = (x: number) => x << 1;',
  'export const a = (x: number) => x | 0;',
  'export const a = (x: number) => x & 1;',
  'export const a = (x: number) => x ^ 1;',
  'export const a = (x: number) => ~x;',
  'export function a(x: number) { let y = x; y /= 2; return y; }',
  'export function a(x: number) { let y = x; y **= 2; return y; }',
  'export function a(x: number) { let y = x; y |= 0; return y; }',
];

const ALLOWED = [
  'export const a = (x: number) => Math.floor(x / 2);',
  'export const a = (x: number) => Math.floor((x * 3) / 100);',
  'export const a = (x: number) => Math.min(Math.max(x, 4), 86_400_000) % 60_000;',
  "export const a: 'x' | 'y' = 'x';",
];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'integers-only-'));
  const plugins = [resolve('scripts/lint/integers-only.grit')];
  writeFileSync(
    join(directory, 'biome.json'),
    JSON.stringify({ plugins, linter: { rules: { preset: 'none' } } }),
  );
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The files that the plugin has something to say about. */
function complaints(target: string): string[] {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', `--config-path=${directory}`, target];
  let output: string;
  try {
    output = execFileSync(BIOME, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    output = String((error as { stdout: unknown }).stdout);
  }
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  return diagnostics.map(({ location: { path } }) => (typeof path === 'string' ? path : path.file));
}

describe('the integers-only lint', () => {
  it('rejects every kind of arithmetic that has no exact twin in Apex, and nothing else', () => {
    const name = (kind: string, i: number) => join(directory, `${kind}-${i}.ts`);
    for (const [i, code] of FORBIDDEN.entries()) writeFileSync(name('forbidden', i), `${code}\n`);
    for (const [i, code] of ALLOWED.entries()) writeFileSync(name('allowed', i), `${code}\n`);
    const rejected = new Set(complaints(directory).map((path) => resolve(path)));
    expect(FORBIDDEN.filter((_, i) => !rejected.has(name('forbidden', i)))).toEqual([]);
    expect(ALLOWED.filter((_, i) => rejected.has(name('allowed', i)))).toEqual([]);
  });

  it('finds nothing in the policy', () => {
    expect(complaints(resolve('src/model/policy'))).toEqual([]);
  });
});
