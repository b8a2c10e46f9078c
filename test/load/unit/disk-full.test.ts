import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openJournalFile } from '../../../src/load/journal-file.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { FLAWLESS, judge } from '../double/account.ts';
import { Rig } from '../faults/rig.ts';
import { csvFile, expectedRows, sampleSource } from '../faults/source.ts';

const source = sampleSource(45);
const OPTIONS = { chunkRows: 20, parallel: 2 };

function noSpace(): Error {
  return Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}

let rig: Rig | undefined;
afterEach(() => rig?.remove());

async function errorOf(run: Promise<unknown>): Promise<UserError> {
  const outcome: unknown = await run.catch((error: unknown) => error);
  if (outcome instanceof UserError) return outcome;
  throw new Error(`No error that a user can act on: ${JSON.stringify(outcome)}`);
}

/** There is room again: the run goes on from what it had written. */
async function resumesWhole(used: Rig): Promise<void> {
  const result = await used.resume();
  expect(result).toMatchObject({ state: 'done', rows: { source: 45, loaded: 45, unknown: 0, remaining: 0 } });
  expect(judge(used.double, expectedRows(source))).toEqual(FLAWLESS);
}

/** Loads the file; the disk is full once, when the journal is made durable for the n-th time. */
async function fullAtSync(n: number): Promise<number> {
  let syncs = 0;
  const onSync = (): void => {
    syncs++;
    if (syncs === n) throw noSpace();
  };
  const used = new Rig(csvFile(source), { onSync });
  rig = used;
  const run = used.run(OPTIONS);
  if (n === 0) expect(await run).toMatchObject({ state: 'done' });
  else {
    const { text } = await errorOf(run);
    expect(text).toMatchObject({ code: 'JournalWriteFailed', values: [expect.any(String), 'ENOSPC'] });
    await resumesWhole(used);
  }
  used.remove();
  return syncs;
}

describe('a disk that is full', () => {
  test('at any write of the journal gives one clear error, and the run goes on from there', async () => {
    const writes = await fullAtSync(0);
    expect(writes).toBeGreaterThan(10);
    for (let n = 1; n <= writes; n++) await fullAtSync(n);
  }, 60_000);

  test.runIf(existsSync('/dev/full'))(
    'at a write of results gives one clear error, and the run goes on from there',
    async () => {
      let linked = '';
      const used: Rig = new Rig(csvFile(source), {
        onSync: () => {
          if (linked !== '') return;
          linked = join(used.runDir, 'results', '2.ok.csv.tmp');
          symlinkSync('/dev/full', linked);
        },
      });
      rig = used;
      const { text } = await errorOf(used.run(OPTIONS));
      expect(text).toMatchObject({
        code: 'WriteFailed',
        values: [join(used.runDir, 'results', '2.ok.csv'), 'ENOSPC'],
      });
      expect(existsSync(linked)).toBe(false);
      expect(existsSync(join(used.runDir, 'results', '2.ok.csv'))).toBe(false);
      await resumesWhole(used);
    },
  );
});

test('a journal takes nothing behind a write that failed, for half a line must stay the last one', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'journal-'));
  try {
    const path = join(dir, 'journal.jsonl');
    let isFull = false;
    const journal = await openJournalFile(path, async () => {
      if (isFull) throw noSpace();
    });
    await journal.append(['one']);
    isFull = true;
    await expect(journal.append(['two'])).rejects.toThrow('no space left');
    isFull = false;
    await expect(journal.append(['three'])).rejects.toThrow('no space left');
    await journal.close();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
