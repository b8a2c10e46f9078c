import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { UpsertOptions } from '../../../src/load/options.ts';
import type { Transport } from '../../../src/org/transport.ts';
import { account, FLAWLESS, judge } from '../double/account.ts';
import { direct } from '../double/direct.ts';
import { deadLetterLines, equationHolds, toTheEnd } from './outcome.ts';
import { Rig, type RigOptions } from './rig.ts';
import { csvFile, csvRow, expectedRows, PLAIN, sampleSource } from './source.ts';

const source = sampleSource(60);
const expected = expectedRows(source);

let rig: Rig | undefined;
afterEach(() => rig?.remove());

/** Loads the sample to its end. */
async function load(org: RigOptions, options: Partial<UpsertOptions> = {}, csv = csvFile(source)) {
  rig = new Rig(csv, org);
  const outcome = await toTheEnd(rig, (one) => one.run(options), expected);
  return { rig, double: rig.double, ...outcome };
}

/** The calls of an endpoint, times in seconds from the first of them all. */
function timesOf(double: Rig['double'], endpoint: string, job?: string): number[] {
  const start = double.calls[0]?.at ?? 0;
  const calls = double.calls.filter(
    (call) => call.endpoint === endpoint && (job ?? call.subject) === call.subject,
  );
  return calls.map((call) => (call.at - start) / 1000);
}

describe('waiting', () => {
  test('keeps a Retry-After of 2 seconds before creating again, and makes no job in vain', async () => {
    const { double, verdict } = await load(
      { faults: [{ on: 'create', fault: { kind: 'status', status: 503, retryAfter: 2 } }] },
      { chunkRows: 60 },
    );
    const [first = 0, second = 0] = timesOf(double, 'create');
    expect(second - first).toBeGreaterThanOrEqual(2);
    expect(account(double).jobs.made).toBe(1);
    expect(verdict).toEqual(FLAWLESS);
  });

  test('keeps a Retry-After given as a date, longer than any of its own pauses', async () => {
    const { double } = await load(
      { faults: [{ on: 'status', fault: { kind: 'status', status: 429, retryAfter: 300, asDate: true } }] },
      { chunkRows: 60 },
    );
    const [first = 0, second = 0] = timesOf(double, 'status');
    expect(second - first).toBeGreaterThanOrEqual(300);
  });

  test('asks seven times, five seconds apart at least where told so, before it stops', async () => {
    const { double, stops } = await load(
      { faults: [{ on: 'create', times: 8, fault: { kind: 'status', status: 503, retryAfter: 5 } }] },
      { chunkRows: 60, parallel: 1 },
    );
    const times = timesOf(double, 'create');
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(stops).toEqual(['retries']);
    expect(times).toHaveLength(9);
    expect(gaps.filter((gap, index) => index !== 6 && gap < 5)).toEqual([]);
  });

  test('without Retry-After it pauses longer and longer, by chance, and never two minutes', async () => {
    const { double } = await load(
      { faults: [{ on: 'create', times: 6, fault: { kind: 'status', status: 500 } }], seed: 7 },
      { chunkRows: 60, parallel: 1 },
    );
    const times = timesOf(double, 'create');
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps).toHaveLength(6);
    for (const [retry, gap] of gaps.entries()) expect(gap).toBeLessThanOrEqual(Math.min(120, 2 ** retry));
    expect(gaps.filter((gap, retry) => gap === 2 ** retry)).toEqual([]);
    expect(gaps.some((gap) => gap > 1)).toBe(true);
  });

  test.each([
    ['queued', 0],
    ['running', 1],
  ])(
    'stops after the time it was given while a job is %s, deletes nothing, and goes on later',
    async (_, steps) => {
      let stepsLeft = steps;
      const pace = {
        get stepsPerCall() {
          stepsLeft -= 1;
          return stepsLeft >= 0 ? 1 : 0;
        },
      };
      rig = new Rig(csvFile(source), { pace });
      const first = await rig.run({ waitMs: 60_000, chunkRows: 60 });
      expect([first.state, first.stop?.reason]).toEqual(['stopped', 'wait']);
      expect(equationHolds(first)).toBe(true);
      stepsLeft = 1_000;
      const { stops, verdict } = await toTheEnd(rig, (one) => one.resume(), expected);
      expect(stops).toEqual([]);
      expect(verdict).toEqual(FLAWLESS);
      expect(account(rig.double).calls).not.toHaveProperty('delete');
      expect(account(rig.double).jobs.made).toBe(1);
    },
  );
});

describe('an outcome that nobody knows', () => {
  test('an upload is never repeated on its job: that is aborted, another made', async () => {
    const { double, verdict } = await load(
      { faults: [{ on: 'upload', fault: { kind: 'reset', when: 'after' } }] },
      { chunkRows: 60 },
    );
    expect(double.jobs.made.map((job) => [job.state, job.uploads])).toEqual([
      ['Aborted', 1],
      ['JobComplete', 1],
    ]);
    expect(verdict).toEqual(FLAWLESS);
  });

  test('a close is repeated only after a look at the job', async () => {
    for (const when of ['before', 'after'] as const) {
      const {
        double,
        verdict,
        rig: used,
      } = await load({ faults: [{ on: 'close', fault: { kind: 'reset', when } }] }, { chunkRows: 60 });
      const calls = double.calls
        .map((call) => call.endpoint)
        .filter((name) => name === 'close' || name === 'status');
      expect(calls.slice(0, 2)).toEqual(['close', 'status']);
      expect(calls.filter((name) => name === 'close')).toHaveLength(when === 'before' ? 2 : 1);
      expect(verdict).toEqual(FLAWLESS);
      used.remove();
    }
  });

  test('a job whose id was lost is reported, and aborted only when asked', async () => {
    for (const abortOrphans of [false, true]) {
      const {
        double,
        result,
        rig: used,
      } = await load(
        { faults: [{ on: 'create', fault: { kind: 'reset', when: 'after' } }], listPageSize: 1 },
        { abortOrphans },
      );
      const orphan = double.jobs.made[0];
      expect(result.orphans).toEqual(abortOrphans ? [] : [orphan?.id]);
      expect(orphan?.state).toBe(abortOrphans ? 'Aborted' : 'Open');
      used.remove();
    }
  });

  test("another tool's open jobs are neither reported nor touched", async () => {
    rig = new Rig(csvFile(source), { faults: [{ on: 'create', fault: { kind: 'reset', when: 'after' } }] });
    const other = {
      object: 'Other__c',
      externalIdFieldName: 'Ext__c',
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    };
    const foreign = [
      rig.double.jobs.create({ ...other, lineEnding: 'LF' }, rig.time.clock()),
      rig.double.jobs.create(
        { ...other, object: 'Thing__c', lineEnding: 'LF' },
        rig.time.clock() - 3_600_000,
      ),
    ];
    const { orphans } = await rig.run({ abortOrphans: true });
    expect(orphans).toEqual([]);
    expect(rig.double.jobs.made[2]?.state).toBe('Aborted');
    expect(foreign.map((job) => job.state)).toEqual(['Open', 'Open']);
  });
});

describe('results that stay short', () => {
  test('are named as unknown, asked for again by resume, and nothing is sent twice', async () => {
    rig = new Rig(csvFile(source), {
      faults: [{ on: 'successful', times: 9, fault: { kind: 'truncate', share: 0.5, atRow: true } }],
    });
    const first = await rig.run({ chunkRows: 60 });
    expect(first.state).toBe('unreconciled');
    expect(first.rows.unknown).toBeGreaterThan(0);
    expect(equationHolds(first)).toBe(true);
    const second = await rig.resume();
    expect(second.rows).toMatchObject({ loaded: 60, unknown: 0, remaining: 0 });
    expect(judge(rig.double, expected)).toEqual(FLAWLESS);
  });
});

describe('a source that changed since the plan, its size as before', () => {
  test('is not sent', async () => {
    rig = new Rig(csvFile(source));
    await expect(rig.run({ parallel: 1 }, { line: 20, written: 'whole' })).rejects.toThrow();
    writeFileSync(rig.file, readFileSync(rig.file, 'utf8').replaceAll('Name 5', 'Nome 5'));
    await expect(rig.resume()).rejects.toMatchObject({ name: 'UserError', text: { code: 'SourceChanged' } });
    const names = source.rows.map(([key = '']) => rig?.double.records.values(key)?.get('Name'));
    expect(names.filter((name) => name?.startsWith('Nome'))).toEqual([]);
  });
});

describe('results that changed on the disk since they were fetched', () => {
  test('are fetched again, not believed', async () => {
    rig = new Rig(csvFile(source));
    await expect(rig.run({ chunkRows: 60 }, { line: 11, written: 'whole' })).rejects.toThrow();
    const journal = readFileSync(join(rig.runDir, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    expect(journal.at(-1)).toContain('results.saved');
    const saved = join(rig.runDir, 'results/1.ok.csv');
    const lines = readFileSync(saved, 'utf8').split('"\n');
    writeFileSync(saved, `${lines.slice(0, 30).join('"\n')}"\n`);
    const result = await rig.resume();
    expect(result.rows).toMatchObject({ loaded: 60, created: 60, unknown: 0 });
    expect(timesOf(rig.double, 'successful')).toHaveLength(2);
    expect(judge(rig.double, expected)).toEqual(FLAWLESS);
  });
});

describe('log-in', () => {
  test('stops when the token ends and cannot be renewed, and goes on after a new log-in', async () => {
    const { stops, verdict } = await load({
      refreshes: false,
      faults: [{ on: 'status', skip: 1, fault: { kind: 'expire-token' } }],
    });
    expect(stops).toEqual(['auth']);
    expect(verdict).toEqual(FLAWLESS);
  });

  test('renews a token once for all jobs under way', async () => {
    const { double, stops } = await load(
      { faults: [{ on: 'upload', fault: { kind: 'expire-token' } }] },
      { parallel: 3 },
    );
    expect(stops).toEqual([]);
    expect(double.token).toBe('00D000000000001EAA!token.2');
  });
});

describe('rows that fail', () => {
  const LOCKED = 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--';

  test('by a lock once, are sent again by themselves and leave no dead letter', async () => {
    const { result, verdict, double } = await load(
      { rowRules: [{ column: 'Ext__c', contains: '7', error: LOCKED, times: 1 }] },
      { chunkRows: 60 },
    );
    expect(result.rows.deadLettered).toBe(0);
    expect(verdict).toEqual(FLAWLESS);
    expect(double.jobs.made.map((job) => job.rows.starts.length)).toEqual([60, 6]);
  });

  test('by a lock each time, are dead letters that may be tried again, after three rounds', async () => {
    const { result, double } = await load(
      { rowRules: [{ column: 'Ext__c', contains: 'K00007', error: LOCKED, times: 'always' }] },
      { chunkRows: 60 },
    );
    expect(double.jobs.made.map((job) => job.rows.starts.length)).toEqual([60, 1, 1, 1]);
    expect(result.rows.deadLettered).toBe(1);
    expect(deadLetterLines(result).at(-1)).toMatch(/UNABLE_TO_LOCK_ROW,.*,true$/);
  });

  test('for what they hold, are dead letters: the bytes of the source, the line, the reason', async () => {
    const plain = {
      ...source,
      rows: source.rows.map((row) => row.map((value) => value.replaceAll('\n', ' '))),
    };
    const error = 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --';
    const { result, rig: used } = await load(
      { rowRules: [{ column: 'Ext__c', contains: '00042', error, times: 'always' }] },
      {},
      csvFile(plain),
    );
    const [header = '', row = ''] = deadLetterLines(result);
    expect(header).toBe(
      'Ext__c,Name,City__c,dlq_line,dlq_chunk,dlq_job,dlq_attempt,dlq_class,dlq_code,dlq_message,dlq_retryable',
    );
    expect(row.startsWith(`${csvRow(plain.rows[42] ?? [], PLAIN, 42)},44,3,750`)).toBe(true);
    expect(row).toContain('REQUIRED_FIELD_MISSING');
    expect(row.endsWith(',false')).toBe(true);
    expect(result.state).toBe('doneWithFailures');
    expect(used.double.records.size).toBe(59);
  });

  test('are loaded by a redrive of the corrected file, and only they', async () => {
    const {
      rig: used,
      result,
      double,
    } = await load({
      rowRules: [{ column: 'Name', contains: '9', error: 'STRING_TOO_LONG:x:Name --', times: 'always' }],
    });
    const bad = source.rows.filter((row) => row[1]?.includes('9'));
    expect(result.rows.deadLettered).toBe(bad.length);
    const corrected = readFileSync(result.files.deadLetter ?? '', 'utf8').replaceAll(/Name (\d+)/g, 'Fixed');
    const file = `${used.dir}/corrected.csv`;
    writeFileSync(file, corrected.replaceAll(/""\d+"", quoted/g, 'Fixed'));
    const child = await used.redrive(file);
    expect(child.rows).toMatchObject({ source: bad.length, loaded: bad.length, deadLettered: 0 });
    expect(equationHolds(child)).toBe(true);
    const verdict = judge(double, expected);
    expect(verdict.missing).toEqual([]);
    expect(verdict.writtenTwice).toEqual([]);
    expect(verdict.wrongValues).toEqual(bad.map((row) => row[0]));
    expect(bad.map((row) => double.records.values(row[0] ?? '')?.get('Name'))).toEqual(
      bad.map(() => 'Fixed'),
    );
  });
});

describe('files', () => {
  test.each([
    ['CRLF', { ...PLAIN, lineEnding: '\r\n' as const }],
    ['a byte order mark', { ...PLAIN, bom: true }],
    ['tabs', { ...PLAIN, delimiter: '\t' }],
    ['everything quoted, no end of the last line', { ...PLAIN, quotes: () => true, endOfLastLine: false }],
  ])('with %s are loaded as they are', async (_, style) => {
    const { verdict } = await load({}, {}, csvFile(source, style));
    expect(verdict).toEqual(FLAWLESS);
  });

  const far = { ...source, rows: [...source.rows, ['k00000', 'Later', 'Later']] };

  test.each([
    ['first', 'K00000', '"0", quoted'],
    ['last', 'k00000', 'Later'],
  ] as const)(
    'with a key twice, far apart and in another case: the %s one counts',
    async (onDuplicate, key, name) => {
      rig = new Rig(csvFile(far));
      const result = await rig.run({ onDuplicate });
      expect(result.rows).toMatchObject({ source: 61, loaded: 60, skippedDuplicates: 1 });
      expect(rig.double.records.commits('K00000')).toBe(1);
      expect(rig.double.records.values('K00000')?.get('Ext__c')).toBe(key);
      expect(rig.double.records.values('K00000')?.get('Name')).toBe(name);
    },
  );

  test('with a key twice are refused before anything is sent, unless told otherwise', async () => {
    rig = new Rig(csvFile(far));
    await expect(rig.run()).rejects.toMatchObject({ name: 'UserError' });
    expect(account(rig.double).jobs.made).toBe(0);
  });

  test('of two keys that differ only in case are loaded whole where the field tells them apart', async () => {
    rig = new Rig(csvFile(far), { caseSensitive: true });
    const result = await rig.run();
    expect(result.rows).toMatchObject({ source: 61, loaded: 61, created: 61 });
  });

  test('are only looked at in a dry run', async () => {
    rig = new Rig(csvFile(source));
    const result = await rig.run({ dryRun: true });
    expect(result.state).toBe('planned');
    expect(result.chunks.total).toBe(3);
    expect(account(rig.double).jobs.made).toBe(0);
  });

  test('sorted by parent arrive whole, each parent in one job', async () => {
    const parents = {
      ...source,
      rows: source.rows.map((row, index) => [row[0] ?? '', row[1] ?? '', `City ${index % 6}`]),
    };
    rig = new Rig(csvFile(parents));
    const outcome = await toTheEnd(
      rig,
      (one) => one.run({ sortBy: 'City__c', chunkRows: 10 }),
      expectedRows(parents),
    );
    expect(outcome.verdict).toEqual(FLAWLESS);
    const jobs = rig.double.jobs.made.map((job) => job.content?.toString() ?? '');
    for (let city = 0; city < 6; city += 1) {
      expect(jobs.filter((content) => content.includes(`City ${city}`))).toHaveLength(1);
    }
  });
});

describe('jobs side by side', () => {
  test('are as many as asked for, half after a 503, and more again as jobs end well', async () => {
    const allowed: number[] = [];
    rig = new Rig(csvFile(sampleSource(150)), {
      onProgress: ({ parallel }) => {
        if (parallel !== allowed.at(-1)) allowed.push(parallel);
      },
      faults: [{ on: 'create', skip: 14, fault: { kind: 'status', status: 503 } }],
    });
    const { double } = rig;
    expect((await rig.run({ chunkRows: 1, parallel: 12 })).rows.loaded).toBe(150);
    let running = 0;
    const widths = double.calls.map(({ endpoint, status }) => {
      if (endpoint === 'create' && status === 200) running += 1;
      if (endpoint === 'successful' && status === 200) running -= 1;
      return running;
    });
    const refused = double.calls.findIndex((call) => call.fault !== undefined);
    const halved = widths.findIndex((width, index) => index > refused && width <= 6);
    const ends = [...double.calls.keys()].filter(
      (index) => index > halved && double.calls[index]?.endpoint === 'successful',
    );
    expect(Math.max(...widths.slice(0, refused))).toBe(12);
    // Up to eleven jobs were under way at the 503: where they ended well, they have earned two more.
    expect(Math.max(...widths.slice(halved, ends[4]))).toBeLessThanOrEqual(9);
    expect(allowed).toEqual([12, 6, 7, 8, 9, 10, 11, 12]);
  });
});

describe('the next job', () => {
  /** After each call, how many jobs were made whose results nobody has asked for. */
  function widths(double: Rig['double']): number[] {
    const ended = new Set<string>();
    let made = 0;
    return double.calls.map(({ endpoint, status, subject }) => {
      if (endpoint === 'create' && status === 200) made += 1;
      if (endpoint === 'successful') ended.add(subject);
      return made - ended.size;
    });
  }

  /** Results that take so many ms on the way, by the index of the job and how often they were asked for before. */
  function slowly(delay: (job: number, asked: number, double: Rig['double']) => number) {
    const asked: number[] = [];
    return (double: Rig['double']): Transport =>
      async (request) => {
        const job = double.jobs.made.findIndex(({ id }) => request.path.endsWith(`${id}/successfulResults`));
        if (job === -1) return direct(double, request);
        const before = asked[job] ?? 0;
        asked[job] = before + 1;
        const ms = delay(job, before, double);
        const answer = await direct(double, request);
        const body = async function* () {
          await setTimeout(ms);
          if (ms < 0) throw new Error('The connection was cut');
          yield* answer.body;
        };
        return { ...answer, body: body() };
      };
  }

  test('begins while the results of one before arrive, and not before', async () => {
    const { double, result, verdict } = await load(
      { transport: slowly((job) => (job === 0 ? 100 : 0)) },
      { chunkRows: 20, parallel: 1 },
    );
    expect(verdict).toEqual(FLAWLESS);
    expect(Math.max(...widths(double))).toBe(1);
    const journal = readFileSync(result.files.journal, 'utf8').split('\n');
    const line = (t: string, piece: string): number =>
      journal.findIndex((text) => text.includes(`"t":"${t}","piece":"${piece}"`));
    expect(line('job.creating', '2')).toBeGreaterThan(line('job.final', '1'));
    expect(line('job.creating', '2')).toBeLessThan(line('results.saved', '1'));
    expect(line('piece.done', '2')).toBeLessThan(line('results.saved', '1'));
  });

  test('waits where results of two jobs arrive already: each one takes memory', async () => {
    let most = 0;
    const transport = slowly((_, __, { calls }) => {
      const journal = readFileSync(join(rig?.runDir ?? '', 'journal.jsonl'), 'utf8');
      const saved = journal.split('results.saved').length - 1;
      most = Math.max(most, 1 + calls.filter(({ endpoint }) => endpoint === 'successful').length - saved);
      return 50;
    });
    const { verdict } = await load({ transport }, { chunkRows: 10, parallel: 1 });
    expect(verdict).toEqual(FLAWLESS);
    expect(most).toBe(2);
  });

  test('waits for its turn where results arrive at once', async () => {
    const { double, verdict } = await load({}, { chunkRows: 10, parallel: 1 });
    expect(verdict).toEqual(FLAWLESS);
    expect(Math.max(...widths(double))).toBe(1);
  });

  test('keeps its place where the job before it is gone after its results began', async () => {
    const transport = slowly((job, asked, org) => {
      if (job === 0 && asked === 1) org.jobs.forget(org.jobs.made[0]?.id ?? '');
      return job === 0 ? -1 : 0;
    });
    // The second job is under way for long enough to see the first one go.
    const slowUpload: RigOptions['transport'] = (double) => async (request) => {
      const isSecond = request.path.endsWith(`${double.jobs.made[1]?.id}/batches`);
      if (isSecond) await setTimeout(100);
      return transport(double)(request);
    };
    const { double, result, verdict } = await load({ transport: slowUpload }, { chunkRows: 10, parallel: 1 });
    // Its rows were in before it was gone, and are sent again.
    expect({ ...verdict, writtenTwice: [] }).toEqual(FLAWLESS);
    expect(result.jobs).toBe(7);
    expect(Math.max(...widths(double))).toBe(1);
  });
});

describe('a stop', () => {
  test('waits for what is under way, and nothing goes on behind it', async () => {
    let uploads = 0;
    rig = new Rig(csvFile(source), {
      faults: [{ on: 'status', fault: { kind: 'status', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED' } }],
      transport: (double) => async (request) => {
        // All uploads but the first are still on their way when its job meets the fault.
        if (request.method === 'PUT' && uploads++ > 0) await setTimeout(30);
        return direct(double, request);
      },
    });
    const result = await rig.run({ chunkRows: 10, parallel: 6 });
    const journal = readFileSync(result.files.journal, 'utf8');
    const calls = rig.double.calls.length;
    expect(result.stop?.reason).toBe('quota');
    expect(account(rig.double).calls['upload']).toBe(6);
    await setTimeout(80);
    expect(rig.double.calls).toHaveLength(calls);
    expect(readFileSync(result.files.journal, 'utf8')).toBe(journal);
    expect(journal.trimEnd().split('\n').at(-1)).toContain('run.stopped');
  });

  test('shows no dead letters of rows that are not yet counted as such', async () => {
    rig = new Rig(csvFile(source), {
      rowRules: [
        { column: 'Ext__c', contains: 'K00007', error: 'STRING_TOO_LONG:x:Name --', times: 'always' },
      ],
    });
    await expect(rig.run({ chunkRows: 60 }, { line: 12, written: 'nothing' })).rejects.toThrow();
    expect(readdirSync(join(rig.runDir, 'dlq'))).toEqual(['1.csv']);
    const stopped = await rig.resume(undefined, 0);
    expect(stopped.stop?.reason).toBe('wait');
    expect(stopped.rows.deadLettered).toBe(0);
    expect(deadLetterLines(stopped)).toEqual([]);
    expect(deadLetterLines(await rig.resume())).toHaveLength(2);
  });
});

describe("the org's allowance", () => {
  test('is not used to its end by the loader: it stops at the last 2 % of the API calls', async () => {
    rig = new Rig(csvFile(source), { apiRequestsLeft: 2_020 });
    const result = await rig.run({ chunkRows: 2 });
    expect([result.state, result.stop?.reason]).toEqual(['stopped', 'quota']);
    expect(result.rows.loaded).toBeGreaterThan(0);
    expect(result.rows.remaining).toBeGreaterThan(0);
    expect(equationHolds(result)).toBe(true);
    expect(rig.double.calls.length).toBeLessThan(40);
  });
});
