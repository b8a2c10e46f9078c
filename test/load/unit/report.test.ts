import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../src/cli/load-command.ts';
import { showProgress } from '../../../src/cli/load-progress.ts';
import type { LoadResult } from '../../../src/model/load/load-result.ts';
import type { Progress } from '../../../src/model/load/progress.ts';
import { checkingLine, loadLines, progressLine } from '../../../src/report/text/load.ts';

const progress: Progress = {
  rows: 1000,
  rowsDone: 250,
  chunks: 4,
  chunksDone: 1,
  parallel: 3,
  retries: 2,
  deadLettered: 5,
};

const result: LoadResult = {
  runId: 'r',
  runDir: 'retry-runs/r',
  state: 'done',
  stop: null,
  rows: {
    source: 12_000,
    loaded: 11_000,
    created: 10_000,
    updated: 1000,
    deadLettered: 0,
    skippedDuplicates: 0,
    unknown: 0,
    remaining: 0,
  },
  chunks: { total: 2, done: 2 },
  jobs: 2,
  orphans: [],
  retries: 0,
  elapsedSeconds: 4,
  rowsPerSecond: 2750,
  redriven: 0,
  files: { deadLetter: null, journal: 'retry-runs/r/journal.jsonl' },
  warnings: [],
};

describe('progress', () => {
  test('tells how much of the file has been checked, on a terminal from the first moment', () => {
    expect(checkingLine(45_600_000, 90_600_001)).toBe('Checking the file: 50 % of 91 MB');
    expect(checkingLine(0, 0)).toBe('Checking the file: 100 % of 0 MB');
    let text = '';
    const screen = { isTTY: true, write: (more: string) => (text += more) };
    showProgress(screen, () => 1000, false).checking(1, 4_000_000);
    expect(text).toContain('Checking the file: 0 % of 4 MB');
    text = '';
    showProgress(screen, () => 1000, true).checking(1, 4_000_000);
    expect(text).toBe('');
  });

  test('tells rows, chunks, jobs, rate, time left, dead letters and retries on one line', () => {
    expect(progressLine(progress, 10_000)).toBe(
      '25 %: 250 of 1,000 rows, 1 of 4 chunks, up to 3 jobs, 25 rows/s, 30 s left, 5 dead letters, 2 retries',
    );
  });

  test('claims no rate and no time left before there is any', () => {
    const line = progressLine({ ...progress, rowsDone: 0, deadLettered: 0, retries: 0 }, 500);
    expect(line).toBe('0 %: 0 of 1,000 rows, 1 of 4 chunks, up to 3 jobs');
  });

  const shown = (isTTY: boolean, quiet: boolean, times: readonly number[]): string[] => {
    const written: string[] = [];
    let now = 0;
    const { update, end } = showProgress({ isTTY, write: (text) => written.push(text) }, () => now, quiet);
    for (const time of times) {
      now = time;
      update(progress);
    }
    end();
    return written;
  };

  test('is one line that changes on a terminal, and is gone in the end', () => {
    const written = shown(true, false, [300, 350, 600]);
    expect(written).toHaveLength(3);
    expect(written[0]?.startsWith('\r\u001b[2K25 %')).toBe(true);
    expect(written.join('')).not.toContain('\n');
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });

  test('is a plain line every ten seconds elsewhere, and nothing beside JSON', () => {
    const written = shown(false, false, [5000, 10_000, 15_000, 20_000]);
    expect(written).toHaveLength(2);
    expect(written[0]).toMatch(/^25 %.*\n$/);
    expect(shown(true, true, [300, 20_000])).toEqual([]);
  });
});

describe('the end of a run', () => {
  test.each<[Partial<LoadResult>, number]>([
    [{}, 0],
    [{ state: 'planned' }, 0],
    [{ state: 'doneWithFailures' }, 68],
    [{ state: 'unreconciled' }, 68],
    [{ state: 'running' }, 69],
    [{ state: 'stopped', stop: { reason: 'wait', message: '' } }, 69],
    [{ state: 'stopped', stop: { reason: 'auth', message: '' } }, 69],
    [{ state: 'stopped', stop: { reason: 'quota', message: '' } }, 69],
    [{ state: 'stopped', stop: { reason: 'retries', message: '' } }, 69],
    [{ state: 'stopped', stop: { reason: 'request', message: '' } }, 1],
    [{ state: 'stopped', stop: { reason: 'jobs', message: '' } }, 1],
  ])('%j exits with %i', (change, code) => {
    expect(exitCodeOf({ ...result, ...change })).toBe(code);
  });

  test('shows only what there is to tell', () => {
    expect(loadLines(result)).toEqual([
      'Every row is loaded.',
      'Rows',
      '  12,000  source',
      '  11,000  loaded (10,000 created, 1,000 updated)',
      '2 of 2 chunks, 2 jobs, 0 retries, 4 s, 2,750 rows/s',
      'Run directory: retry-runs/r',
    ]);
  });

  test('names the command to go on with after a stop, and why it stopped', () => {
    const stop = { reason: 'retries', message: 'look at a job: status 503' } as const;
    const lines = loadLines({ ...result, state: 'stopped', stop, orphans: ['7501'] });
    expect(lines).toContain('Why: a call failed seven times: look at a job: status 503');
    expect(lines).toContain('Open jobs that may be left of this run, harmless: 7501');
    expect(lines.at(-1)).toBe('Go on with: sf retry upsert resume --run-dir retry-runs/r');
  });

  test('names the dead letters and the command that loads them once corrected', () => {
    const files = { ...result.files, deadLetter: 'retry-runs/r/dlq.csv' };
    const rows = { ...result.rows, deadLettered: 1000 };
    const lines = loadLines({ ...result, state: 'doneWithFailures', files, rows });
    expect(lines).toContain('   1,000  dead-lettered');
    expect(lines.at(-1)).toBe('  sf retry upsert redrive --run-dir retry-runs/r --file CORRECTED.csv');
  });
});
