import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHeader } from '../../../src/load/header.ts';
import type { OnDuplicate } from '../../../src/load/key-check.ts';
import { LocalKeeper, ThreadKeeper } from '../../../src/load/ledger-thread.ts';
import { surveyFile } from '../../../src/load/survey.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const KEY = { name: 'Ext__c', column: 0, rule: 'caseless', length: 255 } as const;

async function survey(path: string, policy: OnDuplicate, keeper: LocalKeeper | ThreadKeeper) {
  const handle = await open(path, 'r');
  try {
    const header = await readHeader(handle, path, { delimiter: null, lineEnding: null });
    const { size } = await handle.stat();
    const file = { path, handle, size, header };
    const seen: number[] = [];
    const wish = { keys: { key: KEY, policy }, keeper, onBytes: (bytes: number) => seen.push(bytes) };
    const found = await surveyFile(file, { rows: 700, bytes: 1e7 }, wish);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(size);
    return found;
  } finally {
    await handle.close();
  }
}

/** Rows wide enough for several blocks of the reader; some keys stand twice, in another case. */
function writeSource(path: string, keys: readonly number[], blankLines: number): void {
  const rows = keys.map((key, i) => `${i % 2 === 0 ? 'k' : 'K'}${key},${'ö"",'.repeat(i % 40)}x`);
  const lines = rows.map((row) => {
    const comma = row.indexOf(',');
    return `${row.slice(0, comma)},"${row.slice(comma + 1)}${'.'.repeat(400)}"`;
  });
  writeFileSync(path, `Ext__c,Name\n${lines.join('\n')}\n${'\n'.repeat(blankLines)}`);
}

describe('the account of a file', () => {
  test('is the same in a thread as here: hashes, chunks, and the duplicates that a Map finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(9000), { minLength: 4000, maxLength: 4000, size: 'max' }),
        fc.constantFrom<OnDuplicate>('first', 'last'),
        fc.nat(2),
        async (keys, policy, blankLines) => {
          const path = join(dir, 'source.csv');
          writeSource(path, keys, blankLines);
          const [here, there] = [
            await survey(path, policy, new LocalKeeper()),
            await survey(path, policy, new ThreadKeeper()),
          ];
          expect(there).toEqual(here);
          const seen = new Map<number, number>();
          const duplicates = keys.flatMap((key, i) => {
            const [line, before] = [i + 2, seen.get(key)];
            if (before === undefined || policy === 'last') seen.set(key, line);
            if (before === undefined) return [];
            return policy === 'first' ? [{ line, keptLine: before }] : [{ line: before, keptLine: line }];
          });
          expect(here.duplicates.map(({ line, keptLine }) => ({ line, keptLine }))).toEqual(duplicates);
          const bytes = readFileSync(path);
          const hash = (part: Buffer): string => createHash('sha256').update(part).digest('hex');
          expect(here.sha256).toBe(hash(bytes));
          for (const { start, end, sha256 } of here.chunks)
            expect(sha256).toBe(hash(bytes.subarray(start, end)));
          expect(here.chunks).toHaveLength(6);
          expect(bytes.subarray(here.chunks.at(-1)?.end).toString()).toBe('\n'.repeat(blankLines));
        },
      ),
      { numRuns: 8 },
    );
  });

  test('that is kept in a thread ends with the reason when the thread does', async () => {
    const keeper = new ThreadKeeper();
    // Two rows with one hash make it look into the file, and no file has this number.
    keeper.begin({ file: { fd: 999_999, size: 10, delimiter: 0x2c }, key: KEY, policy: 'fail' });
    const keys = {
      count: 2,
      hashes: Int32Array.of(1, 1),
      offsets: Float64Array.of(0, 1),
      lines: Uint32Array.of(1, 2),
    };
    await keeper.add(Buffer.from('a\n'), { end: 2, cuts: [], upTo: 2, keys });
    await expect(keeper.finish()).rejects.toThrow('EBADF');
    await keeper.close();
  });
});
