import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Operation, RowResult } from '../../org/dml.ts';
import type { SavepointEntry } from '../../org/transaction.ts';
import { ApexList } from '../../values/collections.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import type { Async } from '../async.ts';
import type { Database } from '../database.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';
import type { SObjectFieldToken } from '../tokens.ts';

class ErrorResult extends PlatformObject {
  readonly apexName = 'Database.Error';
  readonly status: string;
  readonly message: string;
  readonly fields: readonly string[];
  constructor(status: string, message: string, fields: readonly string[]) {
    super();
    this.status = status;
    this.message = message;
    this.fields = fields;
  }
}

class QueryLocator extends PlatformObject {
  readonly apexName = 'Database.QueryLocator';
  readonly records: ApexList;
  constructor(records: ApexList) {
    super();
    this.records = records;
  }
}

/** SaveResult, UpsertResult and DeleteResult in one. */
export class DmlResult extends PlatformObject {
  readonly apexName: string;
  readonly row: Pick<RowResult, 'id' | 'created' | 'error'>;
  constructor(apexName: string, row: Pick<RowResult, 'id' | 'created' | 'error'>) {
    super();
    this.apexName = apexName;
    this.row = row;
  }
}

class Savepoint extends PlatformObject {
  readonly apexName = 'Savepoint';
  readonly entry: SavepointEntry;
  constructor(entry: Savepoint['entry']) {
    super();
    this.entry = entry;
  }
}

const RESULTS: Readonly<Record<Exclude<Operation, 'undelete'>, string>> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  delete: 'Database.DeleteResult',
};

/** Source: Transaction Control. */
function savepoints(rt: Runtime): PlatformType['members'] {
  const check = (savepoint: Savepoint): Savepoint['entry'] => {
    const { entry } = notNull(savepoint);
    if (entry.released || !rt.tx.savepoints.includes(entry)) {
      throw new Fault('TypeException', 'Savepoint does not exist');
    }
    return entry;
  };
  return {
    'static Savepoint setSavepoint()': () => {
      rt.use('dmlStatements');
      const { undo, onCommit, deeds } = rt.tx;
      const entry = { undo: undo.length, commits: onCommit.length, deeds: deeds.length, released: false };
      rt.tx.savepoints.push(entry);
      return new Savepoint(entry);
    },
    'static void rollback(Savepoint)': (savepoint: Savepoint) => {
      const entry = check(savepoint);
      rt.use('dmlStatements');
      rt.tx.rollbackToSavepoint(entry);
      for (const later of rt.tx.savepoints.splice(rt.tx.savepoints.indexOf(entry) + 1)) later.released = true;
      if (entry.undo === 0 && entry.commits === 0) rt.tx.uncommitted = false;
    },
    'static void releaseSavepoint(Savepoint)': (savepoint: Savepoint) => {
      const entry = check(savepoint);
      for (const later of rt.tx.savepoints.slice(rt.tx.savepoints.indexOf(entry))) later.released = true;
    },
  };
}

function dmlMembers(rt: Runtime, database: Database): PlatformType['members'] {
  const members: Record<string, (...args: never[]) => unknown> = {};
  const resultList = (name: string, rows: readonly RowResult[]): ApexList =>
    new ApexList(
      rt.universe.platform('List', rt.universe.platform(name)),
      rows.map((row) => new DmlResult(name, row)),
    );
  const write = (
    operation: Operation,
    records: ApexList | SObject,
    allOrNone: boolean,
    key: string | null,
  ): unknown => {
    const name = RESULTS[operation as keyof typeof RESULTS];
    if (notNull(records) instanceof SObject) {
      const [row] = database.dml(operation, [records as SObject], allOrNone, key);
      return row ? new DmlResult(name, row) : null;
    }
    return resultList(
      name,
      database.dml(operation, (records as ApexList).items as SObject[], allOrNone, key),
    );
  };
  for (const operation of ['insert', 'update', 'upsert', 'delete'] as const) {
    const result = RESULTS[operation];
    for (const [argument, returns] of [
      ['SObject', result],
      ['List<SObject>', `List<${result}>`],
    ]) {
      const start = `static ${returns} ${operation}(${argument}`;
      type Records = ApexList | SObject;
      members[`${start})`] = (records: Records) => write(operation, records, true, null);
      members[`${start}, Boolean)`] = (records: Records, all: boolean) =>
        write(operation, records, notNull(all), null);
      members[`${start}, AccessLevel)`] = (records: Records) => write(operation, records, true, null);
      members[`${start}, Boolean, AccessLevel)`] = (records: Records, all: boolean) =>
        write(operation, records, notNull(all), null);
      if (operation !== 'upsert') continue;
      const keyed = (records: Records, key: SObjectFieldToken, all = true): unknown =>
        write('upsert', records, notNull(all), notNull(key).field.name);
      members[`${start}, SObjectField)`] = (records: Records, key: SObjectFieldToken) => keyed(records, key);
      members[`${start}, SObjectField, AccessLevel)`] = (records: Records, key: SObjectFieldToken) =>
        keyed(records, key);
      members[`${start}, SObjectField, Boolean)`] = keyed as (...args: never[]) => unknown;
      members[`${start}, SObjectField, Boolean, AccessLevel)`] = keyed as (...args: never[]) => unknown;
    }
  }
  return members;
}

function resultType(name: string, more: PlatformType['members'] = {}): PlatformType {
  return {
    name,
    kind: 'class',
    members: {
      'Boolean isSuccess()': (result: DmlResult) => result.row.error === null,
      'Id getId()': (result: DmlResult) => result.row.id,
      ...more,
    },
  };
}

const STATUS_CODES = [
  'DUPLICATE_VALUE',
  'ENTITY_IS_DELETED',
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'INVALID_CROSS_REFERENCE_KEY',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'MISSING_ARGUMENT',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'REQUIRED_FIELD_MISSING',
  'STRING_TOO_LONG',
  'UNABLE_TO_LOCK_ROW',
];

class AccessLevel extends PlatformObject {
  readonly apexName = 'AccessLevel';
  readonly serializable = true;
}

/** Database, its results, and AccessLevel. Access levels are read and mean nothing: assumption `one-user`. */
export function databaseTypes(rt: Runtime, database: Database, async: Async): readonly PlatformType[] {
  const errors = (result: DmlResult): ApexList => {
    const { error } = result.row;
    const type = rt.universe.platform('List', rt.universe.platform('Database.Error'));
    return new ApexList(type, error ? [new ErrorResult(error.status, error.message, error.fields)] : []);
  };
  const [user, system] = [new AccessLevel(), new AccessLevel()];
  const strings = rt.universe;
  return [
    { name: 'StatusCode', kind: 'enum', constants: STATUS_CODES, members: {} },
    {
      name: 'AccessLevel',
      kind: 'class',
      members: { 'static AccessLevel USER_MODE': () => user, 'static AccessLevel SYSTEM_MODE': () => system },
    },
    { name: 'Savepoint', kind: 'class', members: {} },
    {
      name: 'AggregateResult',
      kind: 'class',
      members: { 'Object get(String)': (row: { get(name: string): unknown }, name: string) => row.get(name) },
    },
    {
      name: 'Database',
      kind: 'class',
      members: {
        ...savepoints(rt),
        ...dmlMembers(rt, database),
        'static Database.QueryLocator getQueryLocator(List<SObject>)': (records: ApexList) =>
          new QueryLocator(notNull(records)),
        'static Id executeBatch(Object)': (job: object) => async.executeBatch(job, null),
        'static Id executeBatch(Object, Integer)': (job: object, scope: number) =>
          async.executeBatch(job, notNull(scope)),
      },
    },
    { name: 'Database.QueryLocator', kind: 'class', members: {} },
    { name: 'Database.AllowsCallouts', kind: 'interface', members: {} },
    { name: 'Database.Stateful', kind: 'interface', members: {} },
    {
      name: 'Database.Error',
      kind: 'class',
      members: {
        'String getMessage()': (error: ErrorResult) => error.message,
        'StatusCode getStatusCode()': (error: ErrorResult) =>
          rt.constants.get(`StatusCode.${error.status}`) ?? null,
        'List<String> getFields()': (error: ErrorResult) =>
          new ApexList(strings.platform('List', strings.platform('String')), [...error.fields]),
      },
    },
    resultType('Database.SaveResult', { 'List<Database.Error> getErrors()': errors }),
    resultType('Database.DeleteResult', { 'List<Database.Error> getErrors()': errors }),
    resultType('Database.UpsertResult', {
      'List<Database.Error> getErrors()': errors,
      'Boolean isCreated()': (result: DmlResult) => result.row.created,
    }),
  ];
}
