import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { readProject } from '../runner/project.ts';
import { isGood } from '../runner/report.ts';
import { runTests } from '../runner/run-tests.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('the golden projects', () => {
  const golden = join(root, 'test/golden');
  const parsed = new Map<string, TypeDeclaration>();

  test.each(readdirSync(golden))('%s passes its tests', (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'golden-'));
    try {
      // A generated project: the kit as it stands, and what varies with the config.
      cpSync(join(root, 'force-app-template'), join(directory, 'kit'), { recursive: true });
      cpSync(join(golden, name, 'expected'), join(directory, 'generated'), { recursive: true });
      const run = runTests(readProject(directory), { parsed });
      expect(run.tests.filter((each) => each.failure)).toEqual([]);
      expect(isGood(run)).toBe(true);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test('and the sample project do too, trigger included', () => {
    const run = runTests(readProject(join(root, 'examples/order-sync')));
    expect(run.tests.filter((each) => each.failure)).toEqual([]);
    expect(run.found).toBe(run.tests.length);
    expect(run.coverage.map((each) => each.name)).toContain('OrderTrigger');
  });
});
