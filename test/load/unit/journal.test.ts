import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cutJournal, Journal, planLines, readJournal } from '../../../src/load/journal.ts';
import { openJournalFile } from '../../../src/load/journal-file.ts';
import { lockRun } from '../../../src/load/lock.ts';
import type { JournalFile, ProcessInfo } from '../../../src/load/ports.ts';
import { newRunState } from '../../../src/model/load/run-state.ts';
import { UserError } from '../../../src/model/user-error.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(dir, 'journal.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const chunk = {
  chunk: 1,
  start: 10,
  end: 90,
  firstRecord: 0,
  firstLine: 2,
  rows: 8,
  skipped: 0,
  sha256: 'x',
};
const journalOn = (file: JournalFile): Journal => new Journal(file, path, () => 0, newRunState());

describe('the journal', () => {
  test('is on the disk before the state follows, and is read back to the same state', async () => {
    let synced = 0;
    const file = await openJournalFile(path, async () => {
      synced++;
    });
    const journal = journalOn(file);
    await journal.append(...planLines('r', [chunk]));
    expect(synced).toBe(1);
    await journal.append({ t: 'job.creating', piece: '1' });
    expect(synced).toBe(2);
    await journal.close();
    const read = await readJournal(path, 'r');
    expect(read.state).toEqual(journal.state);
    expect(read).toMatchObject({ firstAt: '1970-01-01T00:00:00.000Z', wholeBytes: read.bytes });
  });

  test('gathers lines that come together into one sync, in their order', async () => {
    let synced = 0;
    const file = await openJournalFile(path, async () => {
      synced++;
    });
    await Promise.all(['a', 'b', 'c', 'd'].map((line) => file.append([line])));
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\nd\n');
    expect(synced).toBe(2);
  });

  test('that cannot be written says so, and the state stays what the disk has', async () => {
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const journal = journalOn({ append: () => Promise.reject(full), close: async () => undefined });
    const error = await journal.append(...planLines('r', [chunk])).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ text: { code: 'JournalWriteFailed', values: [path, 'ENOSPC'] } });
    expect(journal.state.planned).toBe(false);
  });

  test('takes no line that it could not read back', async () => {
    const journal = journalOn({ append: async () => undefined, close: async () => undefined });
    const line = { t: 'orphans.found', jobs: [] } as unknown as Parameters<Journal['append']>[0];
    await expect(journal.append(line)).rejects.toThrow('not a journal line');
  });

  test('loses only a torn last line, even one torn within a letter', async () => {
    const whole = `${JSON.stringify({ t: 'run.started', run: 'r' })}\n`;
    writeFileSync(path, Buffer.concat([Buffer.from(whole), Buffer.from('{"t":"ä').subarray(0, 7)]));
    const read = await readJournal(path, 'r');
    expect(read).toMatchObject({ wholeBytes: whole.length, bytes: whole.length + 7 });
    await cutJournal(path, read.wholeBytes);
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });

  test('that is not there is an empty one', async () => {
    expect(await readJournal(path, 'r')).toMatchObject({
      bytes: 0,
      firstAt: null,
      state: { planned: false },
    });
  });
});

const me: ProcessInfo = {
  pid: 10,
  host: 'here',
  startedAt: 1_000_000,
  isAlive: (pid) => pid === 10 || pid === 20,
};

describe('the lock of a run directory', () => {
  test('keeps a second process out until it is given back', async () => {
    const release = await lockRun(dir, me);
    await expect(lockRun(dir, { ...me, pid: 20 })).rejects.toMatchObject({ text: { code: 'RunLocked' } });
    await expect(lockRun(dir, me)).rejects.toMatchObject({ text: { code: 'RunLocked' } });
    await release();
    await (await lockRun(dir, { ...me, pid: 20 }))();
  });

  test.each([
    ['a dead process', { pid: 99, host: 'here', startedAt: 1 }],
    ['an earlier process of the same number', { pid: 10, host: 'here', startedAt: 1 }],
    ['a process that died while it wrote it', null],
  ])('is taken over from %s', async (_, holder) => {
    writeFileSync(join(dir, 'lock.3'), holder === null ? '' : JSON.stringify(holder));
    const release = await lockRun(dir, me);
    expect(JSON.parse(readFileSync(join(dir, 'lock.4'), 'utf8'))).toMatchObject({ pid: 10 });
    await release();
  });

  test('of another machine is never taken over', async () => {
    writeFileSync(join(dir, 'lock.1'), JSON.stringify({ pid: 99, host: 'there', startedAt: 1 }));
    await expect(lockRun(dir, me)).rejects.toMatchObject({ text: { code: 'RunLocked' } });
  });

  test('that two processes find dead at the same time is given to one of them', async () => {
    writeFileSync(join(dir, 'lock.1'), JSON.stringify({ pid: 99, host: 'here', startedAt: 1 }));
    const tries = await Promise.allSettled([lockRun(dir, me), lockRun(dir, { ...me, pid: 20 })]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
