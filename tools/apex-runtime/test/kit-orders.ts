import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import type { Faults } from '../org/faults.ts';
import { type CalloutRequest, seededRandom } from '../org/org.ts';
import { readProject } from '../runner/project.ts';
import { VirtualOrg } from '../runner/virtual-org.ts';

export const START = Date.UTC(2026, 0, 15, 12, 0, 0);
export const HOUR = 3_600_000;

const TRIGGER = `trigger OrderTrigger on Order__c (before insert, before update, after insert, after update) {
  if (!RetryCallout.isOwnWrite()) {
    if (Trigger.isBefore) { RetryCallout.assignNewKeys(Trigger.new); } else { Orders.submit(Trigger.new); }
  }
}`;
const ORDERS = `public with sharing class Orders {
  public static void submit(List<Order__c> records) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Order__c record : records) {
      requests.add(new RetryRequest('Erp').withRecord(record.Id).withKey(record.Integration_Idempotency_Key__c)
        .withPath('/orders').withBody(JSON.serialize(new Map<String, Object>{ 'name' => record.Text__c })));
    }
    RetryCallout.submit(requests);
  }
}`;

const HANDLER = `public with sharing class OrderHandler implements RetryCalloutHandler {
  public List<String> prepare(List<RetryRequest> requests) { return null; }
  public void onSuccess(List<RetryHandlerCall> calls) { note('success', calls); }
  public void onDeadLetter(List<RetryHandlerCall> calls) { note('dead letter', calls); }
  private void note(String step, List<RetryHandlerCall> calls) {
    List<Note__c> notes = new List<Note__c>();
    for (RetryHandlerCall call : calls) {
      notes.add(new Note__c(Text__c = step + ' ' + call.request.body));
      if (call.request.body.contains('poison') && Poison.isOn()) {
        for (Integer i = 0; i < 200; i++) { insert new Note__c(Text__c = 'poison'); }
      }
    }
    insert notes;
  }
}`;

const CALLER = `public with sharing class Caller {
  public static void schedule() { RetrySweeper.schedule(); }
  public static void order(String name) { insert new Order__c(Text__c = name); }
  public static void rename(String name, String other) {
    Order__c record = [SELECT Id FROM Order__c WHERE Text__c = :name WITH SYSTEM_MODE];
    record.Text__c = other;
    update record;
  }
  public static void cure() { insert new Note__c(Text__c = 'cure'); }
  public static Integer redrive() {
    Set<Id> ids = new Map<Id, Failed_Integration_Log__c>(
      [SELECT Id FROM Failed_Integration_Log__c WHERE Status__c = 'Handler Failed' WITH SYSTEM_MODE]).keySet();
    return RetryCallout.redrive(ids).changed.size();
  }
}`;
const POISON = `public with sharing class Poison {
  public static Boolean isOn() { return [SELECT COUNT() FROM Note__c WHERE Text__c = 'cure' WITH SYSTEM_MODE] == 0; }
}`;

const xml = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`;
const field = (name: string, type: string): string =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${type}`);
const TEXT = '<length>255</length><type>Text</type>';

const folder = mkdtempSync(join(tmpdir(), 'kit-handlers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeProject(): void {
  cpSync(resolve(import.meta.dirname, '../../../force-app-template/main'), folder, { recursive: true });
  for (const [object, fields] of Object.entries({
    Note__c: { Text__c: TEXT },
    Order__c: {
      Text__c: TEXT,
      Integration_Idempotency_Key__c: `${TEXT}<unique>true</unique><externalId>true</externalId>`,
      Retry_Count__c: '<precision>3</precision><scale>0</scale><type>Number</type>',
    },
  })) {
    const place = join(folder, 'objects', object);
    mkdirSync(join(place, 'fields'), { recursive: true });
    const head = `<label>${object}</label><nameField><label>N</label><type>AutoNumber</type></nameField>`;
    writeFileSync(join(place, `${object}.object-meta.xml`), xml('CustomObject', head));
    for (const [name, type] of Object.entries(fields)) {
      writeFileSync(join(place, 'fields', `${name}.field-meta.xml`), field(name, type));
    }
  }
}
writeProject();

export const base = readProject(folder);
const project = (durability: 'job' | 'row') => ({
  ...base,
  metadata: new Map([
    [
      'Retry_Config__mdt',
      [
        {
          ...base.schema.object('Retry_Config__mdt')?.emptyValues,
          DeveloperName: 'Erp',
          Named_Credential__c: 'ERP',
          Driving_Object__c: 'Order__c',
          Handler_Class__c: 'OrderHandler',
          Store_Payload__c: true,
          Durability__c: durability,
          Retryable_Status_Codes__c: '503',
        },
      ],
    ],
  ]),
  sources: [
    ...base.sources.filter((source) => !/^@IsTest/im.test(source.text)),
    { file: 'OrderTrigger.trigger', text: TRIGGER },
    { file: 'Orders.cls', text: ORDERS },
    { file: 'OrderHandler.cls', text: HANDLER },
    { file: 'Caller.cls', text: CALLER },
    { file: 'Poison.cls', text: POISON },
  ],
});
const parsed = new Map<string, TypeDeclaration>();

/** An org with the kit, a trigger that submits orders, and a handler that writes a note for each outcome. */
export function play(
  status: (request: CalloutRequest) => number,
  faults: Faults | null = null,
  durability: 'job' | 'row' = 'job',
) {
  const received: string[] = [];
  const org = new VirtualOrg(project(durability), {
    startAt: START,
    compile: { parsed, statements: faults !== null },
    settings: {
      random: seededRandom(1),
      queueLatencyMs: () => 2000,
      faults,
      endpoint: (request) => {
        received.push(
          `${(JSON.parse(request.body) as { name: string }).name} ${request.headers.get('Idempotency-Key')}`,
        );
        return { status: status(request), latencyMs: 400 };
      },
    },
  });
  org.call('Caller', 'schedule()');
  const rest = (): void => void org.runUntil(org.org.now + 24 * HOUR, undefined, 5000);
  return {
    org,
    order: (name: string) => org.call('Caller', 'order(String)', name),
    rest,
    received,
    names: () => received.map((each) => each.split(' ')[0]),
    notes: () =>
      org
        .rows('Note__c')
        .map((row) => String(row['Text__c']))
        .filter((text) => text.includes('{'))
        .sort(),
    statuses: () => org.rows('Failed_Integration_Log__c').map((row) => row['Status__c']),
    orders: () => org.rows('Order__c'),
  };
}
