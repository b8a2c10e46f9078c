import { describe, expect, test } from 'vitest';
import { type JournalLine, parseJournalLine } from '../../../src/model/load/journal-line.ts';
import { comparePieces, nextStep } from '../../../src/model/load/piece.ts';
import { applyLine, newRunState, openRows, type RunState } from '../../../src/model/load/run-state.ts';

const CHUNK = { start: 10, end: 90, firstRecord: 0, firstLine: 2, rows: 8, skipped: 2, sha256: 'x' };
const job = '750000000000001';

function stateAfter(...lines: readonly JournalLine[]): RunState {
  const state = newRunState();
  const plan: JournalLine[] = [
    { t: 'run.started', run: 'r' },
    { t: 'chunk.planned', chunk: 1, ...CHUNK },
    { t: 'plan.done', chunks: 1, rows: 8 },
  ];
  for (const line of [...plan, ...lines]) expect(applyLine(state, line)).toBe(true);
  return state;
}

const LIFE: readonly JournalLine[] = [
  { t: 'job.creating', piece: '1' },
  { t: 'job.created', piece: '1', job },
  { t: 'upload.begin', piece: '1', job },
  { t: 'upload.done', piece: '1', job },
  { t: 'job.closing', piece: '1', job },
  { t: 'job.closed', piece: '1', job },
  { t: 'job.final', piece: '1', job, state: 'JobComplete', processed: 6, failed: 1, error: null },
  { t: 'results.saved', piece: '1', ok: 5, created: 5, failed: 1, unprocessed: 0 },
];
/** What a resume must do if the process died right after that many lines of a piece's life. */
const AFTER = [
  'create',
  'create',
  'upload',
  'drop',
  'close',
  'check-close',
  'poll',
  'download',
  'settle',
] as const;

function stepOf(state: RunState): string | null {
  const piece = state.chunks.get(1)?.open.get('1');
  return piece ? nextStep(piece) : null;
}

describe('after a crash', () => {
  test.each(AFTER.map((step, lines) => ({ step, lines, last: LIFE[lines - 1]?.t ?? 'plan.done' })))(
    'behind $last the next step is $step',
    ({ step, lines }) => {
      expect(stepOf(stateAfter(...LIFE.slice(0, lines)))).toBe(step);
    },
  );

  test('a dropped job begins again', () => {
    const state = stateAfter(...LIFE.slice(0, 3), { t: 'job.dropped', piece: '1', job, reason: 'unknown' });
    expect(stepOf(state)).toBe('create');
  });

  test('a second creation without an answer to the first leaves the question of an orphan', () => {
    expect(stateAfter(LIFE[0] as JournalLine).createUnknown).toBe(false);
    expect(stateAfter(LIFE[0] as JournalLine, LIFE[0] as JournalLine).createUnknown).toBe(true);
  });
});

const next = { piece: '1.1', rows: 2, round: 1, failures: 0 };

describe('the rows of a piece', () => {
  test('must all be accounted for', () => {
    const state = stateAfter(...LIFE);
    const done = { t: 'piece.done', piece: '1', loaded: 3, created: 3, deadLettered: 1 } as const;
    expect(applyLine(state, { ...done, next: [] })).toBe(false);
    expect(applyLine(state, { ...done, next: [next] })).toBe(true);
    const chunk = state.chunks.get(1);
    expect(chunk).toMatchObject({ loaded: 3, deadLettered: 1 });
    expect(chunk && openRows(chunk, false)).toBe(2);
  });

  test('whose results do not add up are unknown until a resume asks the job again', () => {
    const short = { t: 'results.short', piece: '1', ok: 4, created: 4, failed: 1, unprocessed: 0 } as const;
    const rows = (state: RunState) => {
      const chunk = state.chunks.get(1);
      return chunk && [openRows(chunk, true), openRows(chunk, false)];
    };
    const state = stateAfter(...LIFE.slice(0, 7), short);
    expect(rows(state)).toEqual([6, 0]);
    expect(applyLine(state, { t: 'run.resumed', run: 'r' })).toBe(true);
    expect(rows(state)).toEqual([0, 6]);
    expect(stepOf(state)).toBe('download');
  });

  test('keep their chunk open', () => {
    const done = { t: 'chunk.done', chunk: 1, loaded: 0, created: 0, deadLettered: 0, skipped: 2 } as const;
    expect(applyLine(stateAfter(), done)).toBe(false);
  });
});

describe('a plan', () => {
  test('cannot grow behind its end, nor begin in the middle, nor end short', () => {
    expect(applyLine(stateAfter(), { t: 'chunk.planned', chunk: 2, ...CHUNK })).toBe(false);
    expect(applyLine(newRunState(), { t: 'chunk.planned', chunk: 2, ...CHUNK })).toBe(false);
    expect(applyLine(newRunState(), { t: 'plan.done', chunks: 1, rows: 8 })).toBe(false);
  });

  test('of duplicates only has nothing to send', () => {
    const state = newRunState();
    applyLine(state, { t: 'chunk.planned', chunk: 1, ...CHUNK, skipped: 8 });
    expect(state.chunks.get(1)?.open.size).toBe(0);
  });
});

describe('a journal line', () => {
  test.each(LIFE.map((line) => [line.t, line] as const))('%s is read as it was written', (_, line) => {
    expect(parseJournalLine(JSON.stringify({ at: 'now', ...line }))).toMatchObject(line);
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"t":"nope"}',
    '{"t":"toString"}',
    '{"t":"job.created","piece":"1"}',
    '{"t":"job.created","piece":1,"job":"x"}',
    '{"t":"piece.done","piece":"1","loaded":1,"created":1,"deadLettered":0,"next":null}',
  ])('%s is none', (text) => {
    expect(parseJournalLine(text)).toBeNull();
  });
});

test('pieces stand in the order of the file', () => {
  const ids = ['12', '2', '12.1', '1.10', '1.9', '1'];
  expect(ids.sort(comparePieces)).toEqual(['1', '1.9', '1.10', '2', '12', '12.1']);
});
