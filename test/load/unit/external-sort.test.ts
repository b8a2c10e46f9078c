import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortRuns } from '../../../src/load/external-sort.ts';
import { csvField } from '../../../src/model/load/field-text.ts';

test('rows come back sorted, equal values in the order of the file, whether or not they fit in memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sort-'));
  const keys = fc.array(fc.string({ unit: 'grapheme', maxLength: 2 }), { maxLength: 40 });
  try {
    fc.assert(
      fc.property(keys, fc.constantFrom(1, 600, 100_000), (values, memory) => {
        const runs = new SortRuns(folder, memory);
        const rows = values.map((value, i) => ({
          value,
          text: `${i},${csvField(value, ',')}`,
          offset: 5e9 + i,
          line: i + 2,
        }));
        for (const { text, offset, line } of rows) {
          const bytes = Buffer.from(text);
          const place = {
            start: 0,
            end: bytes.length,
            keyStart: text.indexOf(',') + 1,
            keyEnd: bytes.length,
          };
          runs.add(bytes, place, offset, line);
        }
        const expected = [...rows].sort(
          (a, b) => Buffer.from(a.value).compare(Buffer.from(b.value)) || a.line - b.line,
        );
        const sorted = [];
        for (const { key, bytes, offset, line } of runs.sorted()) {
          sorted.push({ value: key.toString(), text: bytes.toString(), offset, line });
        }
        expect(sorted).toEqual(expected);
        runs.remove();
        expect(readdirSync(folder)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
