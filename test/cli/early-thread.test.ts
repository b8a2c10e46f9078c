import { expect, test } from 'vitest';
import { isLoad } from '../../src/cli/early-thread.ts';

const SF = ['node', 'sf'];

test.each([
  [['retry', 'upsert', 'bulk', '-f', 'rows.csv'], true],
  [['retry:upsert:resume', '--use-most-recent'], true],
  [['retry', 'upsert', 'redrive'], true],
  [['retry', 'upsert', 'results'], false],
  [['retry', 'generate'], false],
  [['data', 'upsert', 'bulk'], false],
  [['--version'], false],
  [[], false],
])('the loader thread starts with sf %j: %s', (words, starts) => {
  expect(isLoad([...SF, ...words])).toBe(starts);
});
