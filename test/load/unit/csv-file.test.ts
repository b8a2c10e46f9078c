import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CsvFileError,
  type ReadBytes,
  type RecordVisitor,
  readRecordsFrom,
  visitRecords,
} from '../../../src/load/csv-file.ts';

const COMMA = 0x2c;

/** Everything that a visitor is told, as plain values; windows as the bytes that they hold. */
function recorder() {
  const records: unknown[] = [];
  const windows: Buffer[] = [];
  const visitor: RecordVisitor = {
    visit: (bytes, start, record, offset, line) => {
      const cells = Array.from({ length: record.fields }, (_, i) =>
        bytes.toString('latin1', record.starts[i], record.ends[i]),
      );
      const text = bytes.toString('latin1', start, record.next);
      records.push({ cells, text, offset, line, terminator: record.terminator });
    },
    windowDone: (bytes, end) => {
      windows.push(Buffer.from(bytes.subarray(0, end)));
      return undefined;
    },
  };
  return { records, windows, visitor };
}

/** Gives a text in pieces of the given sizes, over and over. */
function inPieces(bytes: Buffer, sizes: readonly number[]): ReadBytes {
  let position = 0;
  let turn = 0;
  return (target, at, room) => {
    const wanted = Math.min(room, sizes[turn++ % sizes.length] ?? 1);
    const copied = bytes.copy(target, at, position, position + wanted);
    position += copied;
    return Promise.resolve(copied);
  };
}

async function fault(read: () => void | Promise<void>): Promise<unknown> {
  try {
    await read();
    return null;
  } catch (error) {
    if (!(error instanceof CsvFileError)) throw error;
    return { fault: error.fault, line: error.line };
  }
}

const texts = fc
  .array(fc.constantFrom('a', 'bc', ',', '\n', '\r\n', '"', '""', '"x,y"', '"1\n2"', ',"q"\n', 'ö'), {
    maxLength: 40,
  })
  .map((parts) => Buffer.from(parts.join('')));

describe('records read from anywhere', () => {
  test('are the same in whatever pieces the bytes come, and however small the memory is at first', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (bytes, sizes, room) => {
          const [whole, parts] = [recorder(), recorder()];
          const wanted = await fault(() => visitRecords(bytes, 1, COMMA, whole.visitor));
          const start = { from: 0, firstLine: 1 };
          const block = Buffer.allocUnsafe(room);
          const found = await fault(() =>
            readRecordsFrom(inPieces(bytes, sizes), block, start, COMMA, parts.visitor),
          );
          expect(found).toEqual(wanted);
          expect(parts.records).toEqual(whole.records);
          // What was looked at is all there was, each byte once, in order.
          if (found === null) expect(Buffer.concat(parts.windows)).toEqual(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });
});
