import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { KIT } from './gates/project.ts';

const main = join(KIT, 'main/default');
const parser = new XMLParser({ isArray: (name) => ['fieldPermissions', 'objectPermissions'].includes(name) });

/** What only the kit itself reads: exact content, and what holds it in another form. */
const HIDDEN = [
  'Circuit_Breaker_State__c.Exact_State__c',
  'Failed_Integration_Log__c.Attempt_History__c',
  'Failed_Integration_Log__c.Headers__c',
  'Failed_Integration_Log__c.Payload__c',
  'Failed_Integration_Log__c.Response__c',
];

interface Field {
  readonly name: string;
  readonly required: boolean;
}

function fieldsOf(object: string): Field[] {
  const folder = join(main, 'objects', object, 'fields');
  return readdirSync(folder).map((file) => {
    const { CustomField } = parser.parse(readFileSync(join(folder, file), 'utf8'));
    return { name: `${object}.${CustomField.fullName}`, required: CustomField.required === true };
  });
}

function permissionSet(name: string) {
  const path = join(main, 'permissionsets', `${name}.permissionset-meta.xml`);
  const { PermissionSet } = parser.parse(readFileSync(path, 'utf8'));
  return {
    fields: (PermissionSet.fieldPermissions ?? []) as { field: string; editable: boolean }[],
    objects: (PermissionSet.objectPermissions ?? []) as {
      object: string;
      allowEdit: boolean;
      viewAllFields: boolean;
    }[],
  };
}

const ROWS = ['Failed_Integration_Log__c', 'Circuit_Breaker_State__c'];

test('operators see every field of the rows but what holds exact content, and can edit none', () => {
  // Required fields are always visible, and naming one fails a deployment.
  const visible = ROWS.flatMap(fieldsOf).filter(({ name, required }) => !required && !HIDDEN.includes(name));
  const { fields, objects } = permissionSet('Retry_Operator');
  expect(fields.map(({ field }) => field).sort()).toEqual(visible.map(({ name }) => name).sort());
  expect(fields.filter(({ editable }) => editable)).toEqual([]);
  expect(objects.map(({ object }) => object).sort()).toEqual([...ROWS].sort());
  expect(objects.filter(({ allowEdit, viewAllFields }) => allowEdit || viewAllFields)).toEqual([]);
});

test('no other permission set of the kit opens the rows', () => {
  const { fields, objects } = permissionSet('Retry_Integration_User');
  expect(fields).toEqual([]);
  expect(objects.map(({ object }) => object)).toEqual(['Integration_Alert__e']);
});

test.each([
  'Failed_Integration_Log__c',
  'Circuit_Breaker_State__c',
  'Retry_Config__mdt',
  'Circuit_Breaker_Config__mdt',
])('every field of %s stands on its layout', (object) => {
  const [file = ''] = readdirSync(join(main, 'layouts')).filter((name) => name.startsWith(`${object}-`));
  const layout = readFileSync(join(main, 'layouts', file), 'utf8');
  const missing = fieldsOf(object).filter(({ name }) => !layout.includes(`<field>${name.split('.')[1]}<`));
  expect(missing).toEqual([]);
});

test('every field of the two custom metadata types says in help and description what it means', () => {
  for (const object of ['Retry_Config__mdt', 'Circuit_Breaker_Config__mdt']) {
    const folder = join(main, 'objects', object, 'fields');
    for (const file of readdirSync(folder)) {
      const { CustomField } = parser.parse(readFileSync(join(folder, file), 'utf8'));
      expect([file, CustomField.description?.length > 40]).toEqual([file, true]);
      expect([file, CustomField.inlineHelpText?.length > 20]).toEqual([file, true]);
    }
  }
});
