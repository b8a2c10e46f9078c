import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortRuns } from '../../../src/load/external-sort.ts';

test('rows come back sorted, equal values in the order of the file, whether or not they fit in memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sort-'));
  const keys = fc.array(fc.string({ unit: 'grapheme', maxLength: 2 }), { maxLength: 40 });
  try {
    fc.assert(
      fc.property(keys, fc.constantFrom(1, 600, 100_000), (values, memory) => {
        const runs = new SortRuns(folder, memory);
        const rows = values.map((key, i) => ({
          key,
          offset: 5e9 + i,
          line: i + 2,
          bytes: Buffer.from(`${i},${key}`),
        }));
        for (const row of rows) runs.add(row);
        const expected = [...rows].sort((a, b) =>
          a.key === b.key ? a.line - b.line : a.key < b.key ? -1 : 1,
        );
        expect([...runs.sorted()].map((row) => ({ ...row, bytes: row.bytes.toString() }))).toEqual(
          expected.map((row) => ({ ...row, bytes: row.bytes.toString() })),
        );
        runs.remove();
        expect(readdirSync(folder)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
