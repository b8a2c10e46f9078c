import { Connection } from '@jsforce/jsforce-node';
import { afterEach, describe, expect, test } from 'vitest';
import { account, FLAWLESS, judge } from './account.ts';
import type { Fault } from './faults.ts';
import { type DoubleOptions, OrgDouble } from './org-double.ts';
import { listen, type RunningServer } from './server.ts';

let server: RunningServer | undefined;
afterEach(async () => server?.close());

const ROWS = 25_000;
const input = `Ext__c,Name\n${Array.from({ length: ROWS }, (_, row) => `K${row},"N ""${row}"""\n`).join('')}`;
const expected = new Map(
  Array.from({ length: ROWS }, (_, row) => [
    `K${row}`,
    new Map([
      ['Ext__c', `K${row}`],
      ['Name', `N "${row}"`],
    ]),
  ]),
);

/** The client that most tools stand on, written by others: what it and the double agree on is the API as it is known. */
async function load(options: DoubleOptions) {
  const double = new OrgDouble({ pace: 'on-its-own', ...options });
  server = await listen(double);
  const connection = new Connection({
    instanceUrl: server.url,
    accessToken: double.token,
    version: '65.0',
  });
  const run = connection.bulk2.loadAndWaitForResults({
    object: 'Thing__c',
    operation: 'upsert',
    externalIdFieldName: 'Ext__c',
    lineEnding: 'LF',
    input,
    pollInterval: 20,
    pollTimeout: 20_000,
  });
  return { double, run };
}

describe('jsforce against the double', () => {
  test('loads three internal batches and reads the three lists', async () => {
    const { double, run } = await load({
      rowRules: [{ column: 'Ext__c', contains: 'K777', error: 'STRING_TOO_LONG:x:Name --', times: 'always' }],
    });
    const results = await run;
    expect(results.successfulResults).toHaveLength(ROWS - 11);
    expect(results.failedResults.map((row) => row.sf__Error)).toEqual(
      Array(11).fill('STRING_TOO_LONG:x:Name --'),
    );
    expect(results.unprocessedRecords).toEqual([]);
    expect(judge(double, expected).missing).toHaveLength(11);
    expect(JSON.stringify(results.successfulResults[0])).toMatch(/"Name":"N \\"\d+\\""/);
  });

  test('survives one 503 on a status look, having written every row once', async () => {
    const { double, run } = await load({
      faults: [{ on: 'status', fault: { kind: 'status', status: 503, html: true } }],
    });
    await run;
    expect(judge(double, expected)).toEqual(FLAWLESS);
  });

  const deadly: readonly [what: string, on: 'create' | 'close', fault: Fault, written: number][] = [
    ['a 503 on creation', 'create', { kind: 'status', status: 503, retryAfter: 2 }, 0],
    ['a lost answer to creation', 'create', { kind: 'reset', when: 'after' }, 0],
    ['a 503 on the close', 'close', { kind: 'status', status: 503 }, 0],
  ];
  test.each(deadly)('dies of %s', async (_, on, fault, written) => {
    const { double, run } = await load({ faults: [{ on, fault }] });
    await expect(run).rejects.toThrow();
    expect(account(double).records).toBe(written);
  });

  test('reports a failure after a lost answer to the close, though the job was handed over', async () => {
    const { double, run } = await load({
      faults: [{ on: 'close', fault: { kind: 'reset', when: 'after' } }],
    });
    await expect(run).rejects.toThrow();
    expect(account(double).jobs.closed).toBe(1);
  });
});
