import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { percent, REQUIRED_PERCENT } from '../runner/coverage.ts';
import { type Project, readProject } from '../runner/project.ts';
import { isGood } from '../runner/report.ts';
import { runTests } from '../runner/run-tests.ts';

const project = readProject(resolve(import.meta.dirname, '../../../force-app-template'));
const parsed = new Map<string, TypeDeclaration>();

/** The kit with one line of one class changed. */
function spoilt(name: string, line: string, replacement: string): Project {
  const sources = project.sources.map((source) => {
    if (!source.file.endsWith(`/${name}.cls`)) return source;
    expect(source.text, `${name} still has the line to spoil`).toContain(line);
    return { ...source, text: source.text.replace(line, replacement) };
  });
  return { ...project, sources };
}

describe('the Apex tests of the kit', () => {
  const run = runTests(project, { parsed });

  test.each(run.tests.map((each) => [`${each.className}.${each.method}`, each] as const))('%s', (_, each) => {
    expect(each.failure).toBe(null);
  });

  test('all of them were run', () => {
    expect(run.tests.length).toBeGreaterThan(0);
    expect(run.tests.length).toBe(run.found);
  });

  test.each(run.coverage.map((each) => [each.name, each] as const))(
    'cover %s well enough to deploy it',
    (_, each) => {
      expect(percent(each)).toBeGreaterThanOrEqual(REQUIRED_PERCENT);
    },
  );

  test('make a good run', () => {
    expect(isGood(run)).toBe(true);
  });
});

describe('a wrong line in the kit', () => {
  test('that rounds minutes wrongly makes a named test fail at a line of its file', () => {
    const run = runTests(spoilt('RetryPolicy', 'MINUTE_MS = 60000L', 'MINUTE_MS = 59999L'), { parsed });
    const failed = run.tests.find((each) => each.method === 'coversTimeWithMinutes')?.failure;
    expect(failed?.file).toMatch(/RetryPolicyTest\.cls$/);
    expect(failed?.line).toBeGreaterThan(1);
    expect(failed?.message).toContain('Assertion Failed');
    expect(isGood(run)).toBe(false);
  });
});
