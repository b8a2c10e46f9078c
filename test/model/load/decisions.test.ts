import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiCategory, type CallFailure } from '../../../src/model/failure/call-failure.ts';
import { backoffMs, decideRetry, MAX_ATTEMPTS } from '../../../src/model/load/call-retry.ts';
import { detectDelimiter } from '../../../src/model/load/dialect.ts';
import { stopReasonOf } from '../../../src/model/load/job-error.ts';
import { pollDelayMs } from '../../../src/model/load/poll.ts';
import { rowFailure } from '../../../src/model/load/row-failure.ts';
import { sortRows } from '../../../src/model/load/sorting.ts';
import { newThrottle, slowDown, speedUp } from '../../../src/model/load/throttle.ts';
import { planUnprocessed } from '../../../src/model/load/unprocessed.ts';
import { DRAW_RANGE } from '../../../src/model/policy/draw.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const failure = (status: number | null, more: Partial<CallFailure> = {}): CallFailure => ({
  status,
  code: '',
  message: '',
  retryAfter: null,
  ...more,
});
const decide = (what: CallFailure, failures = 1, refreshed = false) =>
  decideRetry(what, { failures, refreshed }, DRAW_RANGE - 1, NOW);

describe('a failed call', () => {
  test.each([null, 408, 420, 429, 500, 502, 503, 504, 599])('%s is made again', (status) => {
    expect(decide(failure(status))).toEqual({ kind: 'wait', ms: 999 });
  });

  test.each([300, 400, 403, 404, 413, 415])('%s is not', (status) => {
    expect(decide(failure(status))).toEqual({ kind: 'stop', reason: 'request' });
  });

  test('is given up after the seventh attempt', () => {
    expect(MAX_ATTEMPTS).toBe(7);
    expect(decide(failure(503), 6).kind).toBe('wait');
    expect(decide(failure(503), 7)).toEqual({ kind: 'stop', reason: 'retries' });
  });

  test('waits as long as the server asks, in seconds or as a date, beyond the cap of the jitter', () => {
    expect(decide(failure(503, { retryAfter: '300' }))).toEqual({ kind: 'wait', ms: 300_000 });
    const retryAfter = 'Sat, 21 Nov 2026 12:05:00 GMT';
    expect(decide(failure(429, { retryAfter }))).toEqual({ kind: 'wait', ms: 300_000 });
    expect(decide(failure(503, { retryAfter: '0' }))).toEqual({ kind: 'wait', ms: 999 });
    expect(decide(failure(503, { retryAfter: 'soon' }))).toEqual({ kind: 'wait', ms: 999 });
  });

  test('stops the run where the server asks for more than 15 minutes', () => {
    expect(decide(failure(503, { retryAfter: '900' })).kind).toBe('wait');
    expect(decide(failure(503, { retryAfter: '901' }))).toEqual({ kind: 'stop', reason: 'retryAfter' });
  });

  test('refreshes the session once', () => {
    expect(decide(failure(401), 0, false)).toEqual({ kind: 'refresh' });
    expect(decide(failure(401), 0, true)).toEqual({ kind: 'stop', reason: 'auth' });
  });

  test('stops where an allowance is used up, but not where too many calls run at once', () => {
    const limit = failure(403, { code: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' });
    expect(decide(limit)).toEqual({ kind: 'stop', reason: 'quota' });
    expect(decide(failure(400, { code: 'EXCEEDEDQUOTA' }))).toEqual({ kind: 'stop', reason: 'quota' });
    const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
    expect(decide({ ...limit, message }).kind).toBe('wait');
  });

  test('with a page of HTML for an answer is as good as none', () => {
    expect(apiCategory(failure(200, { code: 'NOT_JSON' }))).toBe('API Unavailable');
  });

  test('waits a random time between nothing and one second, doubled each time, 120 seconds at most', () => {
    const draw = fc.nat(DRAW_RANGE - 1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), draw, (failures, drawn) => {
        const most = Math.min(120_000, 1000 * 2 ** (failures - 1));
        expect(backoffMs(failures, drawn)).toBe(Math.floor((most * drawn) / DRAW_RANGE));
      }),
    );
  });
});

describe('a refused row', () => {
  test.each([
    [
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--',
      'Row Transient',
      'UNABLE_TO_LOCK_ROW',
    ],
    ['SERVER_UNAVAILABLE:busy:--', 'Row Transient', 'SERVER_UNAVAILABLE'],
    ['UNKNOWN_EXCEPTION:Please retry your request.:--', 'Row Transient', 'UNKNOWN_EXCEPTION'],
    ['DUPLICATE_VALUE:duplicate value found: Ext__c:--', 'Row Duplicate', 'DUPLICATE_VALUE'],
    [
      'INVALID_FIELD:Foreign key external ID: x not found for field Key__c:--',
      'Row Parent Missing',
      'INVALID_FIELD',
    ],
    [
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
      'Row Data',
      'REQUIRED_FIELD_MISSING',
    ],
    ['no code at all', 'Row Data', ''],
    ['', 'Row Data', ''],
  ])('%s is %s', (error, category, code) => {
    expect(rowFailure(error)).toEqual({ category, code, message: error });
  });
});

const verdict = fc.constantFrom('updated', 'created', 'failed', 'unprocessed', null);

describe('the rows of a finished job', () => {
  test('go each to exactly one place', () => {
    const error = fc.constantFrom('UNABLE_TO_LOCK_ROW:x', 'STRING_TOO_LONG:x', '');
    const rows = fc.array(fc.tuple(verdict, error), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.nat(4), fc.nat(7), (given, round, failures) => {
        const sorted = sortRows({
          rows: given.length,
          verdict: (row) => given[row]?.[0] ?? null,
          error: (row) => given[row]?.[1] ?? '',
          round,
          failures,
          jobError: null,
        });
        const loaded = [...given.keys()].filter((row) =>
          ['updated', 'created'].includes(given[row]?.[0] ?? ''),
        );
        const others = [...sorted.dead.map(({ row }) => row), ...sorted.next.flatMap((piece) => piece.rows)];
        expect([...loaded, ...others].sort((a, b) => a - b)).toEqual([...given.keys()]);
        expect(sorted.loaded).toBe(loaded.length);
        expect(sorted.created).toBe(given.filter(([word]) => word === 'created').length);
        for (const piece of sorted.next) {
          expect(piece.rows.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  const one = (round: number) =>
    sortRows({
      rows: 1,
      verdict: () => 'failed',
      error: () => 'UNABLE_TO_LOCK_ROW:x',
      round,
      failures: 0,
      jobError: null,
    });

  test('are tried in three more rounds where the reason passes', () => {
    expect(one(2).next).toEqual([{ rows: [0], round: 3, failures: 0 }]);
    expect(one(3)).toMatchObject({ next: [], dead: [{ category: 'Row Transient', retryable: true }] });
  });
});

describe('unprocessed rows', () => {
  test('end, whatever fails: one bad row is found by halving', () => {
    // Rows 0 to 99, of which number 37 breaks every job that carries it.
    const waiting = [{ rows: Array.from({ length: 100 }, (_, i) => i), failures: 0 }];
    const dead: number[] = [];
    let jobs = 0;
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
      jobs++;
      if (!piece.rows.includes(37)) continue;
      const failures = piece.failures + 1;
      const plan = planUnprocessed(piece.rows.length, failures, false);
      const middle = Math.ceil(piece.rows.length / 2);
      if (plan.kind === 'dead-letter') dead.push(...piece.rows);
      else if (plan.kind === 'again') waiting.push({ rows: piece.rows, failures });
      else
        waiting.push(
          { rows: piece.rows.slice(0, middle), failures },
          { rows: piece.rows.slice(middle), failures },
        );
    }
    expect(dead).toEqual([37]);
    expect(jobs).toBeLessThan(20);
  });

  test('go again whole while their jobs get on, but not for ever', () => {
    expect(planUnprocessed(10, 4, true).kind).toBe('again');
    expect(planUnprocessed(10, 5, true).kind).toBe('halves');
    expect(planUnprocessed(10, 1, false).kind).toBe('again');
    expect(planUnprocessed(10, 2, false).kind).toBe('halves');
    expect(planUnprocessed(1, 2, false).kind).toBe('dead-letter');
  });
});

describe('a job that failed before any row', () => {
  test.each([
    ['ExceededQuota : too many batches', 'quota'],
    ['InvalidBatch : Field name not found : Nope__c', 'request'],
    ['InvalidEntity : no such object', 'request'],
    ['InvalidBatch : something about a row', null],
    ['TooManyLockFailure : locks', null],
    [null, null],
  ])('with %s stops the run for: %s', (error, reason) => {
    expect(stopReasonOf(error)).toBe(reason);
  });
});

describe('the number of jobs at a time', () => {
  test('is halved by a 503, and five good jobs in a row give one back, never more than were asked for', () => {
    let throttle = slowDown(newThrottle(8));
    expect(throttle.allowed).toBe(4);
    for (let i = 0; i < 4; i++) throttle = speedUp(throttle);
    expect(throttle.allowed).toBe(4);
    expect(speedUp(throttle).allowed).toBe(5);
    expect(speedUp(slowDown(throttle)).allowed).toBe(2);
    for (let i = 0; i < 100; i++) throttle = speedUp(throttle);
    expect(throttle.allowed).toBe(8);
    for (let i = 0; i < 10; i++) throttle = slowDown(throttle);
    expect(throttle.allowed).toBe(1);
  });
});

test('a job is looked at after 0.1 s, then less and less often, every 10 s in the end', () => {
  expect([0, 1, 2, 3].map(pollDelayMs)).toEqual([100, 150, 225, 338]);
  expect(pollDelayMs(11)).toBeLessThan(10_000);
  expect(pollDelayMs(12)).toBe(10_000);
  expect(pollDelayMs(10_000)).toBe(10_000);
});

test.each([
  ['a,b;c,d', 'COMMA'],
  ['a;b;c', 'SEMICOLON'],
  ['a\tb', 'TAB'],
  ['"a,b,c"|d', 'PIPE'],
  ['a', 'COMMA'],
  ['a^b\nc,d,e,f', 'CARET'],
  ['a`b', 'BACKQUOTE'],
])('the delimiter of %j is %s', (head, name) => {
  expect(detectDelimiter(Buffer.from(head), 0, Buffer.byteLength(head))).toBe(name);
});
