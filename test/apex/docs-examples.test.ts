import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import type { Project } from '../../tools/apex-runtime/runner/project.ts';
import { runTests } from '../../tools/apex-runtime/runner/run-tests.ts';
import { VirtualOrg } from '../../tools/apex-runtime/runner/virtual-org.ts';
import { generatedOrderSync } from './order-sync.ts';

const START = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const parsed = new Map<string, TypeDeclaration>();

const blocks = [
  ...readFileSync(resolve(import.meta.dirname, '../../docs/kit.md'), 'utf8').matchAll(
    /^```apex\n(.*?)^```$/gmsu,
  ),
].map(([, text = '']) => text);

/** Classes and triggers as files of their own; anonymous Apex as the body of a method. */
const examples = blocks.map((text, index) => {
  const trigger = /^trigger (\w+) /u.exec(text)?.[1];
  const name = /^(?:@IsTest\n)?(?:public|private)(?: with sharing)? class (\w+)/u.exec(text)?.[1];
  if (trigger) return { file: `${trigger}.trigger`, text };
  if (name) return { file: `${name}.cls`, text };
  return {
    file: `Anonymous${index}.cls`,
    text: `public class Anonymous${index} { public static void run() {\n${text}} }`,
  };
});

const CALLER = `public with sharing class Caller {
  public static void confirm(Integer count) {
    List<Order__c> orders = new List<Order__c>();
    for (Integer i = 0; i < count; i++) { orders.add(new Order__c(Status__c = 'Confirmed', Amount__c = i)); }
    insert as system orders;
  }
  public static void resync() { Database.executeBatch(new OrderResync(), 100); }
}`;

let project: Project;
beforeAll(async () => {
  const generated = await generatedOrderSync();
  const kit = generated.sources.filter(
    ({ file, text }) => !file.includes('order-sync/') && !/^@IsTest/imu.test(text),
  );
  project = { ...generated, sources: [...kit, ...examples, { file: 'Caller.cls', text: CALLER }] };
});

/** The examples in an org, with an endpoint that answers the same to all. */
function orgOf(status: number): { org: VirtualOrg; keys: string[] } {
  const keys: string[] = [];
  const metadata = new Map(project.metadata);
  const records: readonly Row[] = metadata.get('Retry_Config__mdt') ?? [];
  metadata.set(
    'Retry_Config__mdt',
    records.map((record) => ({ ...record, Handler_Class__c: 'OrderHandler' })),
  );
  const endpoint = ({ headers }: { readonly headers: ReadonlyMap<string, string> }) => {
    keys.push([...headers].find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1] ?? '');
    return { status, latencyMs: 100 };
  };
  const org = new VirtualOrg(
    { ...project, metadata },
    { startAt: START, settings: { endpoint }, compile: { parsed } },
  );
  return { org, keys };
}

const values = (org: VirtualOrg, object: string, field: string): unknown[] =>
  org.rows(object).map((row) => row[field]);

describe('the examples of docs/kit.md', () => {
  test('are classes, a trigger and anonymous Apex', () => {
    expect(examples.map(({ file }) => file)).toEqual([
      'OrderHandler.cls',
      'OrderTrigger.trigger',
      'OrderSync.cls',
      'OrderResync.cls',
      'Anonymous4.cls',
      'OrderSyncTest.cls',
    ]);
  });

  test('send each confirmed order once, under the key of its record', () => {
    const { org, keys } = orgOf(201);
    org.call('Caller', 'confirm(Integer)', 3);
    org.runUntil(START + HOUR);
    expect(keys.toSorted()).toEqual(values(org, 'Order__c', 'Integration_Idempotency_Key__c').toSorted());
    expect(new Set(keys).size).toBe(3);
  });

  test('send the same operation again under its key, and another one under a new key', () => {
    const { org, keys } = orgOf(201);
    org.call('Caller', 'confirm(Integer)', 150);
    org.runUntil(START + HOUR);
    const first = new Set(keys.splice(0));
    org.call('Anonymous4', 'run()');
    org.runUntil(START + 2 * HOUR);
    expect(keys).toHaveLength(100);
    expect(keys.filter((key) => !first.has(key))).toEqual([]);
    keys.splice(0);
    org.call('Caller', 'resync()');
    const errors: unknown[] = [];
    org.runUntil(START + 5 * HOUR, ({ outcome }) => errors.push(outcome.error));
    expect(errors.filter(Boolean)).toEqual([]);
    expect(keys).toHaveLength(150);
    expect(keys.filter((key) => first.has(key))).toEqual([]);
  });

  test('make drafts of orders that are given up, and send nothing again for it', () => {
    const { org, keys } = orgOf(400);
    org.call('Caller', 'confirm(Integer)', 3);
    org.runUntil(START + HOUR);
    expect(keys).toHaveLength(3);
    expect(values(org, 'Order__c', 'Status__c')).toEqual(['Draft', 'Draft', 'Draft']);
    expect(values(org, 'Failed_Integration_Log__c', 'Status__c')).toEqual(Array(3).fill('Dead Letter'));
  });

  test('test themselves', () => {
    const { tests } = runTests(project, { className: 'OrderSyncTest', parsed });
    expect(tests.map(({ failure }) => failure?.message)).toEqual([undefined]);
  });
});
