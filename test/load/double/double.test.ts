import { afterEach, describe, expect, test } from 'vitest';
import { account, FLAWLESS, judge } from './account.ts';
import type { Fault } from './faults.ts';
import { type DoubleOptions, OrgDouble } from './org-double.ts';
import type { Endpoint } from './protocol.ts';
import { listen, type RunningServer } from './server.ts';

const BASE = '/services/data/v65.0/jobs/ingest';
const JOB = { object: 'Thing__c', operation: 'upsert', externalIdFieldName: 'Ext__c', lineEnding: 'LF' };

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A client of a few lines: no retry, no interpretation. */
async function start(options: DoubleOptions) {
  const double = new OrgDouble(options);
  const running = await listen(double);
  server = running;
  const send = async (method: string, path: string, body?: string) => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${double.token}`, 'content-type': 'text/csv' },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const json = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body === undefined ? undefined : JSON.stringify(body));
    return JSON.parse(answer.text === '' ? 'null' : answer.text);
  };
  const create = async (): Promise<string> => (await json('POST', BASE, JOB)).id;
  const load = async (csv: string): Promise<string> => {
    const id = await create();
    const { status } = await send('PUT', `${BASE}/${id}/batches`, csv);
    if (status !== 201) throw new Error(`Upload answered ${status}`);
    await send('PATCH', `${BASE}/${id}`, '{"state":"UploadComplete"}');
    return id;
  };
  return { double, send, json, create, load };
}

function rows(count: number, prefix = 'K'): string {
  const lines = Array.from({ length: count }, (_, index) => `${prefix}${index},"Name, ""${index}"""\n`);
  return `Ext__c,Name\n${lines.join('')}`;
}

function expected(count: number) {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `K${index}`,
      new Map([
        ['Ext__c', `K${index}`],
        ['Name', `Name, "${index}"`],
      ]),
    ]),
  );
}

describe('a job of the double', () => {
  test('loads every row once and lists all of them', async () => {
    const { double, json, send, load } = await start({});
    const id = await load(rows(450));
    expect(await json('GET', `${BASE}/${id}`)).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 450,
      numberRecordsFailed: 0,
    });
    expect(judge(double, expected(450))).toEqual(FLAWLESS);
    const listed = (await send('GET', `${BASE}/${id}/successfulResults`)).text.trimEnd().split('\n');
    expect(listed[0]).toBe('"sf__Id","sf__Created","Ext__c","Name"');
    expect(listed).toHaveLength(451);
    expect(new Set(listed).size).toBe(451);
  });

  test('lists its results in an order that is not the order sent, the same in every run', async () => {
    const lists: string[] = [];
    for (const order of ['shuffled', 'shuffled', 'as-sent'] as const) {
      const { json, send, load } = await start({ order });
      const id = await load(rows(50));
      await json('GET', `${BASE}/${id}`);
      lists.push((await send('GET', `${BASE}/${id}/successfulResults`)).text);
      await server?.close();
    }
    expect(lists[1]).toBe(lists[0]);
    expect(lists[2]).not.toBe(lists[0]);
  });

  test('tells a record that was there from a new one, and applies empty fields and #N/A', async () => {
    const { double, json, send, load } = await start({});
    for (const csv of ['Ext__c,Name,City__c\nK1,a,b\n', 'Ext__c,Name,City__c\nk1,,#N/A\n']) {
      await json('GET', `${BASE}/${await load(csv)}`);
    }
    const listed = await send('GET', `${BASE}/750000000000002AAA/successfulResults`);
    expect(listed.text).toContain('"false","k1"');
    expect([...(double.records.values('K1') ?? [])]).toEqual([
      ['Ext__c', 'k1'],
      ['Name', 'a'],
      ['City__c', null],
    ]);
    expect(double.records.commits('K1')).toBe(2);
  });

  test('takes one upload, also when that was cut', async () => {
    const { double, create, send } = await start({
      faults: [{ on: 'upload', skip: 2, fault: { kind: 'reset', when: 'during' } }],
    });
    const whole = await create();
    expect((await send('PUT', `${BASE}/${whole}/batches`, rows(2))).status).toBe(201);
    const again = await send('PUT', `${BASE}/${whole}/batches`, rows(2));
    expect(again.status).toBe(400);
    expect(again.text).toContain('Found multiple contents for job');
    const cut = await create();
    await expect(send('PUT', `${BASE}/${cut}/batches`, rows(10))).rejects.toThrow();
    expect((await send('PUT', `${BASE}/${cut}/batches`, rows(10))).status).toBe(400);
    expect(double.jobs.find(cut)?.content?.length).toBe(Math.floor(rows(10).length / 2));
  });

  test('is closed once, is aborted only before its end, and never runs when deleted in the queue', async () => {
    const { double, json, send, load, create } = await start({ pace: { stepsPerCall: 0 } });
    const id = await load(rows(3));
    expect((await send('PATCH', `${BASE}/${id}`, '{"state":"UploadComplete"}')).text).toContain(
      'INVALIDJOBSTATE',
    );
    expect((await send('DELETE', `${BASE}/${id}`)).status).toBe(204);
    expect((await send('GET', `${BASE}/${id}`)).status).toBe(404);
    const open = await create();
    expect((await json('PATCH', `${BASE}/${open}`, { state: 'Aborted' })).state).toBe('Aborted');
    expect((await send('PATCH', `${BASE}/${open}`, '{"state":"Aborted"}')).status).toBe(400);
    expect(double.records.size).toBe(0);
  });

  test.each(['Failed', 'Aborted'] as const)(
    'that ends %s half-way lists every row exactly once',
    async (end) => {
      const { json, send, load } = await start({
        jobRules: [{ end, afterShare: 0.5, times: 1 }],
        rowRules: [
          { column: 'Ext__c', contains: 'K1', error: 'REQUIRED_FIELD_MISSING:x:--', times: 'always' },
        ],
      });
      const id = await load(rows(40));
      expect(await json('GET', `${BASE}/${id}`)).toMatchObject({
        state: end,
        numberRecordsProcessed: 20,
        numberRecordsFailed: 11,
      });
      const counts: number[] = [];
      for (const list of ['successfulResults', 'failedResults', 'unprocessedrecords']) {
        counts.push((await send('GET', `${BASE}/${id}/${list}`)).text.trimEnd().split('\n').length - 1);
      }
      expect(counts).toEqual([9, 11, 20]);
    },
  );

  test('fails where the file is not what the job says', async () => {
    const { json, load } = await start({});
    const files = [
      'Ext__c,sf__Id\nK1,x\n',
      'Ext__c,Name\r\nK1,x\r\n',
      'Ext__c,Name\nK1,"x\n',
      'Ext__c,Name\nK1,x\nK2,x"y"\n',
      'Ext__c,Name\nK1,x\nK2,"x"y\n',
      'Ext__c,Name\n"K1","x"\r\n',
      '\ufeffExt__c,Name\nK1,x\n',
    ];
    const ends: string[] = [];
    for (const csv of files) ends.push((await json('GET', `${BASE}/${await load(csv)}`)).errorMessage);
    expect(ends).toEqual([
      'InvalidBatch : Field name not found : sf__Id',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
      'ClientInputError : Quote is not closed',
      'ClientInputError : Quote inside an unquoted field',
      'ClientInputError : Text after a closing quote',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
      'InvalidBatch : Field name not found : \ufeffExt__c',
    ]);
  });

  test('fails both rows of a key that stands twice within 200 rows', async () => {
    const { double, json, load } = await start({});
    const id = await load('Ext__c,Name\nA,1\nB,2\na,3\n');
    expect((await json('GET', `${BASE}/${id}`)).numberRecordsFailed).toBe(2);
    expect(double.records.size).toBe(1);
  });

  test('refuses rows without a key or with another number of values than columns', async () => {
    const { double, json, send, load } = await start({ order: 'as-sent' });
    const id = await load('Name,Ext__c\nx\n,\nx,""\nx,K1,y\n"x",K2,"y"\nx,K3\n');
    await json('GET', `${BASE}/${id}`);
    const failed = (await send('GET', `${BASE}/${id}/failedResults`)).text.trimEnd().split('\n');
    const noKey = '"","MISSING_ARGUMENT:Ext__c not specified:--"';
    const tooMany = '"","INVALID_NUMBER_OF_FIELDS:3 values for 2 columns:--"';
    expect(failed.slice(1)).toEqual([
      `${noKey},"x"`,
      `${noKey},"",""`,
      `${noKey},"x",""`,
      `${tooMany},"x","K1","y"`,
      `${tooMany},"x","K2","y"`,
    ]);
    expect([double.records.size, double.records.commits('K3')]).toEqual([1, 1]);
  });

  test('is found in the list, page by page, until it is forgotten', async () => {
    const { json, create } = await start({
      listPageSize: 2,
      faults: [{ on: 'status', fault: { kind: 'forget-job' } }],
    });
    const made = [await create(), await create(), await create()];
    const first = await json('GET', `${BASE}?jobType=V2Ingest`);
    const second = await json('GET', first.nextRecordsUrl);
    const ids = [...first.records, ...second.records].map((job) => job.id);
    expect([first.done, second.done, ids.toSorted()]).toEqual([false, true, made]);
    expect(await json('GET', `${BASE}/${made[0]}`)).toEqual([
      { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' },
    ]);
    expect((await json('GET', BASE)).records).toHaveLength(2);
  });
});

describe('a fault of the double', () => {
  const effects: readonly [
    endpoint: Endpoint,
    fault: Fault,
    made: number,
    content: boolean,
    closed: number,
  ][] = [
    ['create', { kind: 'reset', when: 'before' }, 0, false, 0],
    ['create', { kind: 'reset', when: 'during' }, 1, false, 0],
    ['create', { kind: 'reset', when: 'after' }, 1, false, 0],
    ['create', { kind: 'status', status: 503 }, 0, false, 0],
    ['create', { kind: 'status', status: 504, after: true }, 1, false, 0],
    ['upload', { kind: 'reset', when: 'before' }, 1, false, 0],
    ['upload', { kind: 'reset', when: 'during' }, 1, true, 0],
    ['upload', { kind: 'reset', when: 'after' }, 1, true, 0],
    ['upload', { kind: 'status', status: 504, after: true }, 1, true, 0],
    ['close', { kind: 'reset', when: 'before' }, 1, true, 0],
    ['close', { kind: 'reset', when: 'after' }, 1, true, 1],
    ['close', { kind: 'status', status: 504, after: true }, 1, true, 1],
  ];

  test.each(effects)('on %s, %o, leaves what it should', async (on, fault, made, content, closed) => {
    const { double, load } = await start({ faults: [{ on, fault }] });
    await load(rows(1000)).catch(() => undefined);
    const { jobs } = account(double);
    expect([jobs.made, double.jobs.made[0]?.content !== undefined, jobs.closed]).toEqual([
      made,
      content,
      closed,
    ]);
    expect(double.idleFaults()).toEqual([]);
  });

  test('lets calls pass, strikes so often, and says how long to wait in both forms', async () => {
    const fault: Fault = { kind: 'status', status: 503, retryAfter: 90, html: true };
    const { send } = await start({
      clock: () => Date.UTC(2026, 10, 21, 12),
      faults: [
        { on: 'limits', skip: 1, times: 1, fault },
        { on: 'limits', skip: 1, times: 1, fault: { ...fault, asDate: true } },
      ],
    });
    const answers = [];
    for (let call = 0; call < 4; call += 1) answers.push(await send('GET', '/services/data/v65.0/limits'));
    expect(answers.map((answer) => [answer.status, answer.headers.get('retry-after')])).toEqual([
      [200, null],
      [503, '90'],
      [503, 'Sat, 21 Nov 2026 12:01:30 GMT'],
      [200, null],
    ]);
    expect(answers[1]?.text).toContain('<html>');
  });

  test('cuts a result list in good order, between rows or inside one, or by a reset', async () => {
    const cut = { on: 'successful', times: 1 } as const;
    const { json, send, load } = await start({
      faults: [
        { ...cut, fault: { kind: 'truncate', share: 0.5, atRow: true } },
        { ...cut, fault: { kind: 'truncate', share: 0.5 } },
        { ...cut, fault: { kind: 'reset', when: 'during' } },
      ],
    });
    const id = await load(rows(101));
    await json('GET', `${BASE}/${id}`);
    const list = () => send('GET', `${BASE}/${id}/successfulResults`);
    const atRow = (await list()).text;
    expect(atRow.endsWith('"\n')).toBe(true);
    expect((await list()).text.startsWith(atRow)).toBe(true);
    await expect(list()).rejects.toThrow();
    const whole = (await list()).text;
    expect(atRow.length).toBeLessThan(whole.length / 2 + 1);
  });

  test('ends a token until another is brought', async () => {
    const { double, send } = await start({ faults: [{ on: 'limits', fault: { kind: 'expire-token' } }] });
    const url = '/services/data/v65.0/limits';
    expect((await send('GET', url)).text).toContain('INVALID_SESSION_ID');
    expect((await send('GET', url)).status).toBe(401);
    double.newToken();
    expect((await send('GET', url)).status).toBe(200);
  });

  test('stalls: nothing comes until the client gives up', async () => {
    const { double } = await start({ faults: [{ on: 'limits', fault: { kind: 'stall', when: 'before' } }] });
    const url = `${server?.url}/services/data/v65.0/limits`;
    const given = fetch(url, { signal: AbortSignal.timeout(50), headers: { authorization: double.token } });
    await expect(given).rejects.toThrow('timeout');
    expect(double.calls[0]?.status).toBeNull();
  });
});
