import { Datetime } from '../values/dates.ts';
import { Decimal } from '../values/decimal.ts';
import { Fault } from '../values/fault.ts';
import type { SObject } from '../values/sobject.ts';
import type { FieldSchema, ObjectSchema, Schema } from './schema.ts';
import type { Row, Store } from './store.ts';
import type { Transaction } from './transaction.ts';
import { type RowError, rowError, storedValue } from './validation.ts';

export type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

/** What became of one record. */
export interface RowResult {
  readonly record: SObject;
  readonly id: string | null;
  readonly created: boolean;
  readonly error: RowError | null;
}

/** The user that all code runs as: assumption `one-user`. */
export const RUNNING_USER = '005000000000001AAA';

const LOCKED: RowError = {
  status: 'UNABLE_TO_LOCK_ROW',
  message: 'unable to obtain exclusive access to this record',
  fields: [],
};

function missing(field: string, message: string): RowError {
  return { status: 'MISSING_ARGUMENT', message, fields: [field] };
}

/** Values that the platform sets by itself on every write. */
function stamps(object: ObjectSchema, now: number, fresh: boolean): Record<string, unknown> {
  if (!object.field('SystemModstamp')) return {};
  const time = new Datetime(Math.floor(now / 1000) * 1000);
  const changed = { LastModifiedDate: time, SystemModstamp: time, LastModifiedById: RUNNING_USER };
  return fresh ? { CreatedDate: time, CreatedById: RUNNING_USER, IsDeleted: false, ...changed } : changed;
}

function defaultOf(field: FieldSchema): unknown {
  if (typeof field.defaultValue === 'number') return Decimal.of(field.defaultValue);
  return field.defaultValue ?? (field.type === 'Checkbox' ? false : null);
}

/** Writes records into the store, one after the other, as one DML statement does. */
export class Dml {
  readonly #schema: Schema;
  readonly #store: Store;
  readonly #tx: Transaction;

  constructor(schema: Schema, store: Store, tx: Transaction) {
    this.#schema = schema;
    this.#store = store;
    this.#tx = tx;
  }

  /** @param key - of an upsert: the field by which rows are found; null for the Id */
  run(operation: Operation, records: readonly SObject[], key: string | null): readonly RowResult[] {
    const seen = new Set<string>();
    return records.map((record) => {
      const object = this.#schema.object(record.type.name);
      if (!object) throw new Error(`Unknown object ${record.type.name}`);
      if (object.kind === 'metadata' || object.kind === 'event') {
        throw new Fault(
          'TypeException',
          `DML operation ${operation.toUpperCase()} not allowed on ${object.name}`,
        );
      }
      const result = this.#one(operation, object, record, key);
      if (result.error === null && operation !== 'insert' && result.id !== null) {
        if (seen.has(result.id)) {
          const error = {
            status: 'DUPLICATE_VALUE',
            message: `Duplicate id in list: ${result.id}`,
            fields: [],
          };
          return { ...result, error };
        }
        seen.add(result.id);
      }
      return result;
    });
  }

  #one(operation: Operation, object: ObjectSchema, record: SObject, key: string | null): RowResult {
    if (operation === 'insert') return this.#insert(object, record);
    if (operation === 'upsert') return this.#upsert(object, record, key);
    const id = record.fields['Id'];
    const fail = (error: RowError): RowResult => ({
      record,
      id: (id as string) ?? null,
      created: false,
      error,
    });
    if (typeof id !== 'string') return fail(missing('Id', `Id not specified in an ${operation} call`));
    if (operation === 'undelete')
      throw new Fault('TypeException', 'undelete is not supported by this runtime');
    const before = this.#store.get(object, id);
    if (!before) return fail({ status: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] });
    if (this.#store.lockedElsewhere.has(id)) return fail(LOCKED);
    if (operation === 'update') return this.#update(object, record, id, before);
    this.#tx.undo.push(this.#store.put(object, id, null));
    return { record, id, created: false, error: null };
  }

  #upsert(object: ObjectSchema, record: SObject, key: string | null): RowResult {
    const field = key === null ? undefined : object.field(key);
    if (!field)
      return typeof record.fields['Id'] === 'string'
        ? this.#one('update', object, record, null)
        : this.#insert(object, record);
    const value = record.fields[field.name];
    if (value === null || value === undefined) {
      const error = missing(field.name, `${field.name} not specified`);
      return { record, id: null, created: false, error };
    }
    const id = this.#store.ownerOf(object, field, storedValue(field, value));
    if (id === undefined) return this.#insert(object, record);
    const before = this.#store.get(object, id);
    if (!before || this.#store.lockedElsewhere.has(id)) return { record, id, created: false, error: LOCKED };
    return this.#update(object, record, id, before);
  }

  #insert(object: ObjectSchema, record: SObject): RowResult {
    const fail = (error: RowError): RowResult => ({ record, id: null, created: false, error });
    if (typeof record.fields['Id'] === 'string') {
      return fail({
        status: 'INVALID_FIELD_FOR_INSERT_UPDATE',
        message: 'cannot specify Id in an insert call',
        fields: ['Id'],
      });
    }
    const row: Record<string, unknown> = {};
    for (const field of object.fields) {
      const given = record.fields[field.name];
      row[field.name] = given === undefined ? defaultOf(field) : storedValue(field, given);
    }
    Object.assign(row, stamps(object, this.#tx.now, true));
    if (object.field('OwnerId') && row['OwnerId'] === null) row['OwnerId'] = RUNNING_USER;
    const error =
      rowError(object, row) ?? this.#duplicate(object, row, null) ?? this.#brokenLookup(object, row);
    if (error) return fail(error);
    this.#numberNames(object, row);
    const id = this.#store.newId(object.keyPrefix);
    row['Id'] = id;
    this.#tx.undo.push(this.#store.put(object, id, row));
    record.fields['Id'] = id;
    return { record, id, created: true, error: null };
  }

  /** Names by AutoNumber, in the object's display format; Salesforce's default name is the Id. */
  #numberNames(object: ObjectSchema, row: Record<string, unknown>): void {
    if (object.nameFormat !== null) {
      const number = String(this.#store.nextNumber(object));
      row['Name'] = object.nameFormat.replace(/\{(0+)\}/, (_, zeros: string) =>
        number.padStart(zeros.length, '0'),
      );
    }
  }

  #update(object: ObjectSchema, record: SObject, id: string, before: Row): RowResult {
    const row: Record<string, unknown> = { ...before };
    for (const field of object.fields) {
      const given = record.fields[field.name];
      if (given !== undefined && !field.readOnly) row[field.name] = storedValue(field, given);
    }
    Object.assign(row, stamps(object, this.#tx.now, false));
    const error =
      rowError(object, row) ?? this.#duplicate(object, row, id) ?? this.#brokenLookup(object, row);
    if (error) return { record, id, created: false, error };
    this.#tx.undo.push(this.#store.put(object, id, row));
    record.fields['Id'] = id;
    return { record, id, created: false, error: null };
  }

  #duplicate(object: ObjectSchema, row: Row, self: string | null): RowError | null {
    for (const field of object.fields) {
      const value = row[field.name];
      if (!field.unique || value === null || value === undefined) continue;
      const owner = this.#store.ownerOf(object, field, value);
      if (owner === undefined || owner === self) continue;
      const message = `duplicate value found: ${field.name} duplicates value on record with id: ${owner}`;
      return { status: 'DUPLICATE_VALUE', message, fields: [field.name] };
    }
    return null;
  }

  #brokenLookup(object: ObjectSchema, row: Row): RowError | null {
    for (const field of object.fields) {
      const value = row[field.name];
      if (field.type !== 'Lookup' || !field.name.endsWith('__c') || typeof value !== 'string') continue;
      const parent = field.referenceTo ? this.#schema.object(field.referenceTo) : undefined;
      if (!parent || this.#store.get(parent, value)) continue;
      const message = `invalid cross reference id: ${field.name}`;
      return { status: 'INVALID_CROSS_REFERENCE_KEY', message, fields: [field.name] };
    }
    return null;
  }
}
