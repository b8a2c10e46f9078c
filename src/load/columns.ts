import type { KeyRule } from '../model/load/key-rule.ts';
import { UserError } from '../model/user-error.ts';
import type { Header } from './header.ts';
import type { KeyColumn } from './key-check.ts';
import type { FieldDescribe, ObjectDescribe } from './ports.ts';

const SYSTEM_COLUMN = /^sf__/i;
const DEAD_LETTER_COLUMN = /^dlq_/i;

function columnError(code: string, ...values: string[]): UserError {
  return new UserError({ area: 'load', code, values });
}

function fieldNamed(object: ObjectDescribe, name: string): FieldDescribe | undefined {
  const wanted = name.toLowerCase();
  return object.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** `Owner.User:Email__c` or `Account__r.Key__c`: relationship, perhaps the parent's object, and the parent's external id. */
const RELATIONSHIP = /^(?:[A-Za-z]\w*:)?([A-Za-z]\w*)\.(?:([A-Za-z]\w*):)?([A-Za-z]\w*)$/;

type Describe = (object: string) => Promise<ObjectDescribe>;

/** A column that names its parent by an external id of the parent ("Relationship fields in a header row"). */
async function checkRelationship(
  object: ObjectDescribe,
  column: string,
  describe: Describe,
): Promise<boolean> {
  const [, relationship, parentObject, parentField] = RELATIONSHIP.exec(column) ?? [];
  if (relationship === undefined || parentField === undefined) return false;
  const lookup = object.fields.find(
    (field) => field.relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );
  if (!lookup) return false;
  const parents = parentObject === undefined ? lookup.referenceTo : [parentObject];
  for (const parent of parents) {
    if (fieldNamed(await describe(parent), parentField)) return true;
  }
  return false;
}

async function checkColumn(object: ObjectDescribe, column: string, describe: Describe): Promise<void> {
  if (SYSTEM_COLUMN.test(column)) throw columnError('ResultColumn', column);
  if (DEAD_LETTER_COLUMN.test(column)) throw columnError('DeadLetterColumn', column);
  const field = fieldNamed(object, column);
  if (field) {
    const writable = field.createable || field.updateable || field.type === 'id';
    if (!writable) throw columnError('ColumnReadOnly', column, object.name);
    return;
  }
  if (!(await checkRelationship(object, column, describe))) {
    throw columnError('NoSuchColumn', column, object.name);
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['double', 'int', 'long', 'currency', 'percent']);

function ruleOf(field: FieldDescribe): KeyRule {
  if (field.type === 'id') return 'id';
  if (NUMBERS.has(field.type)) return 'number';
  // Platform: case matters only where the field says so ("Upsert records", Bulk API 2.0 guide).
  return field.caseSensitive ? 'exact' : 'caseless';
}

function keyColumn(object: ObjectDescribe, header: Header, externalId: string): KeyColumn {
  const field = fieldNamed(object, externalId);
  if (!field) throw columnError('NoSuchExternalId', externalId, object.name);
  if (!field.externalId && field.type !== 'id') throw columnError('NotExternalId', field.name, object.name);
  if (!field.unique && field.type !== 'id') throw columnError('ExternalIdNotUnique', field.name, object.name);
  const column = header.columns.findIndex((name) => name.toLowerCase() === field.name.toLowerCase());
  if (column === -1) throw columnError('KeyColumnMissing', field.name);
  const rule = ruleOf(field);
  const text = rule === 'exact' || rule === 'caseless';
  return { name: field.name, column, rule, length: text ? field.length : 0 };
}

/**
 * Checks every column of the file against the org.
 *
 * @param describe - describes another object, for columns that name a parent by its external id
 * @returns where the external id stands and when two of its values are one
 */
export async function checkColumns(
  object: ObjectDescribe,
  header: Header,
  externalId: string,
  describe: Describe,
): Promise<KeyColumn> {
  const key = keyColumn(object, header, externalId);
  for (const column of header.columns) await checkColumn(object, column, describe);
  return key;
}
