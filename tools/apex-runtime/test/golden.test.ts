import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { readProject } from '../runner/project.ts';
import { isGood } from '../runner/report.ts';
import { runTests } from '../runner/run-tests.ts';

const root = resolve(import.meta.dirname, '../../..');

const SAMPLE = 'examples/order-sync/force-app/order-sync';

/** A generated project: the kit as it stands, and what varies with the config; by directory. */
function assemble(parts: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'golden-'));
  for (const [name, from] of Object.entries(parts)) {
    cpSync(join(root, from), join(directory, name), { recursive: true });
  }
  return directory;
}

describe('the golden projects', () => {
  const golden = join(root, 'test/golden');
  const parsed = new Map<string, TypeDeclaration>();

  test.each(readdirSync(golden))('%s passes its tests', (name) => {
    const directory = assemble({ kit: 'force-app-template', generated: `test/golden/${name}/expected` });
    try {
      const run = runTests(readProject(directory), { parsed });
      expect(run.tests.filter((each) => each.failure)).toEqual([]);
      expect(isGood(run)).toBe(true);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test("and the sample's classes and trigger do too, on what is generated for their object", () => {
    const directory = assemble({
      kit: 'force-app-template',
      generated: 'test/golden/minimal/expected',
      own: SAMPLE,
    });
    try {
      const run = runTests(readProject(directory), { parsed });
      expect(run.tests.filter((each) => each.failure)).toEqual([]);
      expect(run.coverage.map((each) => each.name)).toContain('OrderTrigger');
      expect(isGood(run)).toBe(true);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
