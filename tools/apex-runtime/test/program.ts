import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { Org, type OrgSettings, orgSettings } from '../org/org.ts';
import { ObjectSchema, plainField, Schema } from '../org/schema.ts';
import { addStandardObjects, ownerField, systemFields } from '../org/standard-objects.ts';
import { createMachine, type Machine } from '../platform/machine.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 30, 45, 250);

/** Objects for small programs: a custom object with one field of each kind, a custom metadata type, an event. */
export function smallSchema(): Schema {
  const schema = new Schema();
  addStandardObjects(schema);
  const thing = new ObjectSchema({
    name: 'Thing__c',
    label: 'Thing',
    kind: 'custom',
    keyPrefix: 'a00',
    nameFormat: 'T-{0000}',
  });
  const fields = [
    ...systemFields(),
    ownerField(),
    plainField({ name: 'Name', type: 'AutoNumber', readOnly: true }),
    plainField({ name: 'Text__c', type: 'Text', length: 10 }),
    plainField({
      name: 'Key__c',
      type: 'Text',
      length: 20,
      unique: true,
      externalId: true,
      caseSensitive: true,
    }),
    plainField({ name: 'Code__c', type: 'Text', length: 20, unique: true }),
    plainField({ name: 'Amount__c', type: 'Number', precision: 6, scale: 2 }),
    plainField({ name: 'Flag__c', type: 'Checkbox', defaultValue: false }),
    plainField({ name: 'Long__c', type: 'LongTextArea', length: 1000 }),
    plainField({ name: 'At__c', type: 'DateTime' }),
    plainField({
      name: 'Kind__c',
      type: 'Picklist',
      length: 255,
      picklist: ['Red', 'Blue'],
      restricted: true,
      defaultValue: 'Red',
    }),
    plainField({ name: 'Needed__c', type: 'Text', length: 20, required: true }),
    plainField({ name: 'Parent__c', type: 'Lookup', referenceTo: 'Thing__c', relationship: 'Parent__r' }),
  ];
  for (const field of fields) thing.add(field);
  const setting = new ObjectSchema({
    name: 'Setting__mdt',
    label: 'Setting',
    kind: 'metadata',
    keyPrefix: 'm00',
  });
  setting.add(plainField({ name: 'DeveloperName', type: 'Text', length: 40 }));
  setting.add(plainField({ name: 'Limit__c', type: 'Number', precision: 4 }));
  setting.add(plainField({ name: 'Notes__c', type: 'LongTextArea', length: 1000 }));
  const event = new ObjectSchema({
    name: 'Happened__e',
    label: 'Happened',
    kind: 'event',
    keyPrefix: 'e01',
    publishBehavior: 'PublishAfterCommit',
  });
  event.add(plainField({ name: 'Text__c', type: 'Text', length: 10, required: true }));
  const immediate = new ObjectSchema({
    name: 'Shouted__e',
    label: 'Shouted',
    kind: 'event',
    keyPrefix: 'e02',
  });
  immediate.add(plainField({ name: 'Text__c', type: 'Text', length: 10 }));
  for (const object of [thing, setting, event, immediate]) schema.add(object);
  return schema;
}

/** Files that were parsed before: the same program is compiled with many changes. */
const parsed = new Map<string, TypeDeclaration>();

/** Compiles small programs, given by class name. @throws CompileErrors */
export function program(
  classes: Readonly<Record<string, string>>,
  settings: Partial<OrgSettings> = {},
): Machine {
  const settingRow = { DeveloperName: 'Main', Limit__c: null, Notes__c: 'n'.repeat(300) };
  const org = new Org(smallSchema(), new Map([['Setting__mdt', [settingRow]]]), orgSettings(settings), NOW);
  const sources = Object.entries(classes).map(([name, text]) => ({
    file: text.trimStart().startsWith('trigger') ? `${name}.trigger` : `${name}.cls`,
    text,
  }));
  return createMachine(sources, org, { coverage: false, parsed });
}

/** Runs a static method without parameters in a transaction of its own. @returns what it wrote with System.debug */
export function run(machine: Machine, className: string, method = 'run'): readonly string[] {
  const lines: string[] = [];
  const { runtime } = machine;
  runtime.debug = (text) => lines.push(text);
  const tx = runtime.begin('sync');
  try {
    runtime.invoke(runtime.classes[className] ?? {}, `${method.toLowerCase()}$`);
    tx.commit();
  } catch (thrown) {
    tx.rollback();
    throw runtime.asException(thrown);
  }
  return lines;
}
