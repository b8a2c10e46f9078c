import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ASSUMPTIONS } from '../org/assumptions.ts';
import { renderAssumptions } from '../runner/assumptions.ts';

test('docs/assumptions.md says what the list says', () => {
  const file = resolve(import.meta.dirname, '../../../docs/assumptions.md');
  expect(readFileSync(file, 'utf8')).toBe(renderAssumptions());
});

test('every assumption has a name of its own, a rule and a basis', () => {
  expect(new Set(ASSUMPTIONS.map((each) => each.id)).size).toBe(ASSUMPTIONS.length);
  for (const { id, rule, basis } of ASSUMPTIONS) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule).toMatch(/\.$/);
    expect(basis).toMatch(/\.$/);
  }
});
