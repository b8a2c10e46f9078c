import type { QueryPlan } from '../compiler/soql-plan.ts';
import { isNamed } from '../compiler/types/convert.ts';
import type { Type } from '../compiler/types/type.ts';
import { Dml, type Operation, type RowResult } from '../org/dml.ts';
import { QueryRunner } from '../org/query.ts';
import type { ObjectSchema } from '../org/schema.ts';
import type { Row } from '../org/store.ts';
import { ApexList } from '../values/collections.ts';
import type { ApexException } from '../values/exception.ts';
import { notNull } from '../values/fault.ts';
import { SObject } from '../values/sobject.ts';
import { AggregateResult } from './aggregate-result.ts';
import { deepCopy } from './copy.ts';
import { InternalError } from './platform-object.ts';
import type { Runtime } from './runtime.ts';
import { Triggers } from './triggers.ts';
import { rowsOf } from './virtual-rows.ts';

/** DML and queries of the running transaction. */
export class Database {
  readonly #rt: Runtime;
  readonly #triggers: Triggers;

  constructor(rt: Runtime) {
    this.#rt = rt;
    this.#triggers = new Triggers(rt);
  }

  #object(name: string): ObjectSchema {
    const object = this.#rt.org.schema.object(name);
    if (!object) throw new InternalError(`No object ${name}`);
    return object;
  }

  /**
   * Writes records. With `allOrNone` the first error throws a DmlException and takes all of the statement back;
   * otherwise each row says what became of it. Source: Database Class.
   */
  dml(
    operation: Operation,
    records: readonly (SObject | null)[],
    allOrNone: boolean,
    key: string | null,
  ): readonly RowResult[] {
    const { tx } = this.#rt;
    if (records.length === 0) return [];
    this.#rt.use('dmlStatements');
    this.#rt.use('dmlRows', records.length);
    tx.uncommitted = true;
    const mark = tx.undo.length;
    const fresh = records.filter((record) => typeof notNull(record).fields['Id'] !== 'string');
    const results = this.#write(operation, records.map(notNull), key, allOrNone);
    if (!allOrNone || results.every((result) => result.error === null)) {
      this.#remember(operation, results);
      return results;
    }
    tx.rollbackTo(mark);
    for (const record of fresh) delete notNull(record).fields['Id'];
    throw this.#failure(operation, results);
  }

  #write(
    operation: Operation,
    records: readonly SObject[],
    key: string | null,
    allOrNone: boolean,
  ): readonly RowResult[] {
    const { org, tx } = this.#rt;
    const run = (): readonly RowResult[] => new Dml(org.schema, org.store, tx).run(operation, records, key);
    const object = records[0] ? this.#object(records[0].type.name) : null;
    if (!object || !this.#triggers.listen(object, operation)) return run();
    const mark = tx.undo.length;
    const results = this.#withTriggers(operation as 'insert' | 'update' | 'delete', object, records, run);
    const refused = results.filter((result) => result.error?.status === REFUSED_BY_TRIGGER);
    if (allOrNone || refused.length === 0) return results;
    // What triggers did for refused rows is taken back: the others go again without them.
    tx.rollbackTo(mark);
    const others = results.filter((result) => !refused.includes(result));
    for (const { record, created } of others) if (created) delete record.fields['Id'];
    const again = this.#write(
      operation,
      others.map((result) => result.record),
      key,
      false,
    );
    return results.map((result) => again[others.indexOf(result)] ?? result);
  }

  #withTriggers(
    operation: 'insert' | 'update' | 'delete',
    object: ObjectSchema,
    records: readonly SObject[],
    run: () => readonly RowResult[],
  ): readonly RowResult[] {
    const old = operation === 'insert' ? [] : this.#triggers.stored(object, records);
    for (const record of records) record.errors.length = 0;
    this.#triggers.fire('before', operation, object, records, old);
    if (records.some((record) => record.errors.length > 0)) {
      return records.map((record) => refusedRow(record, record.errors[0]));
    }
    const results = run();
    const written = results.filter((result) => result.error === null).map((result) => result.record);
    const saved = operation === 'delete' ? [] : this.#triggers.stored(object, written);
    this.#triggers.fire('after', operation, object, saved, old);
    return results.map((result) => {
      const message = saved.find((record) => record.fields['Id'] === result.id)?.errors[0];
      return message === undefined
        ? result
        : { ...refusedRow(result.record, message), created: result.created };
    });
  }

  #remember(operation: Operation, results: readonly RowResult[]): void {
    if (!this.#rt.org.settings.trace) return;
    for (const { record, id, error } of results) {
      const values = { ...record.fields };
      const reason = error?.message ?? null;
      this.#rt.did(() => ({ kind: 'write', operation, object: record.type.name, id, error: reason, values }));
    }
  }

  #failure(operation: Operation, results: readonly RowResult[]): ApexException {
    const rows = results.flatMap(({ error, id }, index) => (error ? [{ index, id, ...error }] : []));
    const [first] = rows;
    const verb = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const at = first?.id ? `id ${first.id}; ` : '';
    const text =
      `${verb} failed. First exception on row ${first?.index ?? 0}${at ? ` with ${at}` : '; '}` +
      `first error: ${first?.status}, ${first?.message}: [${first?.fields.join(', ') ?? ''}]`;
    return this.#rt.exception('DmlException', text, rows);
  }

  #runner(): QueryRunner {
    const { org } = this.#rt;
    return new QueryRunner(org.schema, org.store, (object) => rowsOf(org, object), org.settings.tieBreak);
  }

  /**
   * Custom metadata queries are free unless they select a long text area. Source: Custom Metadata Limits.
   */
  #charge(plan: QueryPlan, object: ObjectSchema): void {
    const long = plan.fields.some(([name = '']) => object.field(name)?.type === 'LongTextArea');
    if (object.kind !== 'metadata' || long) this.#rt.use('queries');
  }

  query(type: Type, plan: QueryPlan, binds: readonly unknown[]): ApexList {
    const object = this.#object(plan.object);
    this.#charge(plan, object);
    const grouped = isNamed(type.args[0] ?? type, 'AggregateResult');
    if (grouped) {
      const groups = this.#read(
        () => this.#runner().groups(plan, object, binds),
        (found) => found.map((values) => ({ ...values })),
      );
      this.#rt.use('queryRows', groups.length);
      return new ApexList(
        type,
        groups.map((values) => new AggregateResult(values)),
      );
    }
    const find = (): readonly SObject[] => this.#runner().records(plan, object, binds);
    const records = plan.forUpdate ? byId(find()) : this.#read(find, (found) => found.map(deepCopy));
    this.#rt.use('queryRows', records.length);
    if (plan.forUpdate) this.#lock(records);
    return new ApexList(type, [...records]);
  }

  /**
   * Another transaction's lock is waited for ten seconds, then the query throws. Source: Locking Statements.
   */
  #lock(records: readonly SObject[]): void {
    const held = records.some((record) =>
      this.#rt.org.store.lockedElsewhere.has(String(record.fields['Id'])),
    );
    if (!held) return;
    this.#rt.tx.now += 10_000;
    throw this.#rt.exception(
      'QueryException',
      'Record Currently Unavailable: The record you are attempting to edit, or one of its related records, is currently being modified by another user. Please try again.',
    );
  }

  count(plan: QueryPlan, binds: readonly unknown[]): number {
    const object = this.#object(plan.object);
    this.#charge(plan, object);
    this.#rt.use('queryRows');
    return this.#read(
      () => this.#runner().count(plan, object, binds),
      (found) => found,
    );
  }

  /** Each statement reads what is committed when it begins: assumption `read-committed`. */
  #read<T>(find: () => T, copy: (answer: T) => T): T {
    const { earlyReads, answers, uncommitted } = this.#rt.tx;
    return earlyReads && answers.length === 0 && !uncommitted ? earlyReads.read(find, copy) : find();
  }

  /** `X x = [SELECT ...]`: exactly one row, or a QueryException. */
  single(list: ApexList): unknown {
    if (list.items.length === 1) return list.items[0];
    const text = list.items.length === 0 ? 'List has no rows' : 'List has more than 1 row';
    throw this.#rt.exception('QueryException', `${text} for assignment to SObject`);
  }

  /** A record in memory, as `new X__c(...)` makes it. */
  record(name: string, fields: Record<string, unknown>): SObject {
    return new SObject(this.#object(name), fields);
  }

  /** `X__mdt.getAll()`: values are cut at 255 characters. Source: Custom Metadata Type Methods. */
  metadata(name: string): readonly SObject[] {
    const object = this.#object(name);
    return (this.#rt.org.metadata.get(object.name) ?? []).map((row) => new SObject(object, { ...cut(row) }));
  }
}

/** A query that locks has no ORDER BY; its rows come in the order of their Ids: assumption `lock-order`. */
function byId(records: readonly SObject[]): readonly SObject[] {
  return records.toSorted((a, b) => (String(a.fields['Id']) < String(b.fields['Id']) ? -1 : 1));
}

const cutRows = new WeakMap<Row, Row>();

function cut(row: Row): Row {
  const known = cutRows.get(row);
  if (known) return known;
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, 255) : value,
  ]);
  const made = Object.fromEntries(entries) as Row;
  cutRows.set(row, made);
  return made;
}

const REFUSED_BY_TRIGGER = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';

/** The result of a row that a trigger refused; without a message, of one that was not written because of others. */
function refusedRow(record: SObject, message: string | undefined): RowResult {
  const error = message === undefined ? null : { status: REFUSED_BY_TRIGGER, message, fields: [] };
  return { record, id: (record.fields['Id'] as string | undefined) ?? null, created: false, error };
}
