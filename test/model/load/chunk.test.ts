import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkPlanner, type ChunkRange } from '../../../src/model/load/chunk.ts';

interface Row {
  readonly bytes: number;
  readonly lines: number;
  readonly same: boolean;
}

function plan(rows: readonly Row[], policy: { rows: number; bytes: number }): ChunkRange[] {
  const planner = new ChunkPlanner(policy);
  const chunks: (ChunkRange | null)[] = [];
  let [offset, line] = [100, 2];
  for (const row of rows) {
    chunks.push(planner.add(offset, offset + row.bytes, line, row.same));
    offset += row.bytes;
    line += row.lines;
  }
  return [...chunks, planner.finish()].filter((chunk) => chunk !== null);
}

const row = fc.record({
  bytes: fc.integer({ min: 1, max: 50 }),
  lines: fc.integer({ min: 1, max: 3 }),
  same: fc.boolean(),
});
const policy = fc.record({ rows: fc.integer({ min: 1, max: 10 }), bytes: fc.integer({ min: 1, max: 200 }) });

describe('the chunk plan', () => {
  test('covers every row once and in order, and no chunk is larger than it may be', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), policy, (rows, limits) => {
        const chunks = plan(rows, limits);
        let [offset, line, record] = [100, 2, 0];
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk).toMatchObject({
            chunk: index + 1,
            start: offset,
            firstLine: line,
            firstRecord: record,
          });
          const mine = rows.slice(record, record + chunk.rows);
          offset += mine.reduce((sum, { bytes }) => sum + bytes, 0);
          line += mine.reduce((sum, { lines }) => sum + lines, 0);
          record += chunk.rows;
          expect(chunk.end).toBe(offset);
          const stretch = mine.some(({ same }) => same) ? 2 : 1;
          expect(chunk.rows).toBeLessThanOrEqual(limits.rows * stretch);
          if (chunk.rows > 1) expect(chunk.end - chunk.start).toBeLessThanOrEqual(limits.bytes * stretch);
        }
        expect(record).toBe(rows.length);
      }),
    );
  });

  test('keeps a group together that would be cut by the number of rows', () => {
    const rows = [false, false, true, true, false].map((same) => ({ bytes: 1, lines: 1, same }));
    expect(plan(rows, { rows: 2, bytes: 100 }).map((chunk) => chunk.rows)).toEqual([4, 1]);
  });
});
