import type { PlanCondition, QueryPlan } from '../compiler/soql-plan.ts';
import { compare } from '../values/convert.ts';
import { Decimal } from '../values/decimal.ts';
import { keyText, looselyEqual } from '../values/equality.ts';
import { SObject } from '../values/sobject.ts';
import type { ObjectSchema, Schema } from './schema.ts';
import type { Row, Store } from './store.ts';

/** Rows that a query reads, whatever holds them. */
export type Rows = (object: ObjectSchema) => Iterable<Row>;

function likePattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, 'i');
}

function isNumeric(value: unknown): value is number | bigint | Decimal {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

/** Numbers of whatever kind are compared as Decimals. */
function order(a: unknown, b: unknown): number {
  if (isNumeric(a) && isNumeric(b)) {
    return (a instanceof Decimal ? a : Decimal.of(a)).compare(b instanceof Decimal ? b : Decimal.of(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return compare(a.toLowerCase(), b.toLowerCase());
  return compare(a, b);
}

function equal(a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b;
  return isNumeric(a) && isNumeric(b) ? order(a, b) === 0 : looselyEqual(a, b);
}

function matches(operator: string, value: unknown, wanted: unknown): boolean {
  switch (operator) {
    case '=':
      return equal(value, wanted);
    case '!=':
    case '<>':
      return !equal(value, wanted);
    case 'in':
      return (wanted as readonly unknown[]).some((each) => equal(value, each));
    case 'not in':
      return !(wanted as readonly unknown[]).some((each) => equal(value, each));
    case 'like':
      return typeof value === 'string' && likePattern(String(wanted)).test(value);
  }
  // A comparison with null holds for no row.
  if (value === null || wanted === null) return false;
  const sign = order(value, wanted);
  return { '<': sign < 0, '>': sign > 0, '<=': sign <= 0, '>=': sign >= 0 }[operator] ?? false;
}

/** Answers queries from the store. */
export class QueryRunner {
  readonly #schema: Schema;
  readonly #store: Store;
  readonly #rows: Rows;
  readonly #tieBreak: (a: Row, b: Row) => number;

  /** @param tieBreak - the order of rows that ORDER BY leaves equal */
  constructor(schema: Schema, store: Store, rows: Rows, tieBreak: (a: Row, b: Row) => number) {
    this.#schema = schema;
    this.#store = store;
    this.#rows = rows;
    this.#tieBreak = tieBreak;
  }

  /** The value of a path, through lookups; null where a parent is missing. */
  #value(object: ObjectSchema, row: Row, path: readonly string[]): unknown {
    const [name = '', ...rest] = path;
    if (rest.length === 0) return row[name] ?? null;
    const parent = this.#parent(object, row, name);
    return parent ? this.#value(parent.object, parent.row, rest) : null;
  }

  #parent(object: ObjectSchema, row: Row, relationship: string): { object: ObjectSchema; row: Row } | null {
    const lookup = object.relationship(relationship);
    const parent = lookup?.referenceTo ? this.#schema.object(lookup.referenceTo) : undefined;
    const id = lookup ? row[lookup.name] : null;
    if (!parent || typeof id !== 'string') return null;
    const found = this.#store.get(parent, id) ?? [...this.#rows(parent)].find((each) => each['Id'] === id);
    return found ? { object: parent, row: found } : null;
  }

  #holds(object: ObjectSchema, row: Row, condition: PlanCondition, binds: readonly unknown[]): boolean {
    switch (condition.kind) {
      case 'and':
        return condition.parts.every((part) => this.#holds(object, row, part, binds));
      case 'or':
        return condition.parts.some((part) => this.#holds(object, row, part, binds));
      case 'not':
        return !this.#holds(object, row, condition.part, binds);
      case 'compare':
        return matches(condition.operator, this.#value(object, row, condition.path), binds[condition.bind]);
    }
  }

  /** Rows that one equality of the condition names by Id or unique value; null where all must be looked at. */
  #candidates(
    object: ObjectSchema,
    condition: PlanCondition | null,
    binds: readonly unknown[],
  ): Iterable<Row> {
    const keys = condition ? equalities(condition) : [];
    for (const { path, operator, bind } of keys) {
      const [name] = path;
      const field = path.length === 1 && name ? object.field(name) : undefined;
      if (!field || (field.name !== 'Id' && !field.unique)) continue;
      const wanted = operator === '=' ? [binds[bind]] : (binds[bind] as readonly unknown[]);
      const ids = wanted.map((value) =>
        field.name === 'Id' ? String(value) : this.#store.ownerOf(object, field, value),
      );
      // Case-sensitive values that differ in case share an index entry; the scan is right for them.
      if (field.caseSensitive && ids.includes(undefined)) break;
      const rows = [...new Set(ids)].map((id) => (id ? this.#store.get(object, id) : undefined));
      return rows.filter((row) => row !== undefined);
    }
    return this.#rows(object);
  }

  #found(plan: QueryPlan, object: ObjectSchema, binds: readonly unknown[]): Row[] {
    const { where } = plan;
    const indexed = object.kind !== 'metadata' && this.#store.table(object).size > 0;
    const source = indexed ? this.#candidates(object, where, binds) : this.#rows(object);
    const limit = plan.limit === null ? Number.POSITIVE_INFINITY : Number(binds[plan.limit]);
    const offset = plan.offset === null ? 0 : Number(binds[plan.offset]);
    const enough = plan.orderBy.length === 0 ? limit + offset : Number.POSITIVE_INFINITY;
    const found: Row[] = [];
    for (const row of source) {
      if (found.length >= enough) break;
      if (where === null || this.#holds(object, row, where, binds)) found.push(row);
    }
    if (plan.orderBy.length > 0) found.sort((a, b) => this.#order(plan, object, a, b));
    return found.slice(offset, offset + limit);
  }

  #order(plan: QueryPlan, object: ObjectSchema, a: Row, b: Row): number {
    for (const { path, descending, nullsLast } of plan.orderBy) {
      const [x, y] = [this.#value(object, a, path), this.#value(object, b, path)];
      if (x === null && y === null) continue;
      if (x === null || y === null) return (x === null) === nullsLast ? 1 : -1;
      const sign = order(x, y);
      if (sign !== 0) return descending ? -sign : sign;
    }
    return this.#tieBreak(a, b);
  }

  /** The records of a query, and how many rows it read. */
  records(plan: QueryPlan, object: ObjectSchema, binds: readonly unknown[]): readonly SObject[] {
    return this.#found(plan, object, binds).map((row) => this.#project(object, row, plan.fields));
  }

  count(plan: QueryPlan, object: ObjectSchema, binds: readonly unknown[]): number {
    return this.#found(plan, object, binds).length;
  }

  #project(object: ObjectSchema, row: Row, paths: readonly (readonly string[])[]): SObject {
    const fields: Record<string, unknown> = {};
    const names = new Set<string>(['Id']);
    if (object.field('Id')) fields['Id'] = row['Id'] ?? null;
    const deeper = new Map<string, (readonly string[])[]>();
    for (const [name = '', ...rest] of paths) {
      names.add(name);
      if (rest.length === 0) fields[name] = row[name] ?? null;
      else deeper.set(name, [...(deeper.get(name) ?? []), rest]);
    }
    for (const [name, rest] of deeper) {
      const parent = this.#parent(object, row, name);
      fields[name] = parent ? this.#project(parent.object, parent.row, rest) : null;
    }
    return new SObject(object, fields, names);
  }

  /** One row of values per group, by alias. */
  groups(
    plan: QueryPlan,
    object: ObjectSchema,
    binds: readonly unknown[],
  ): readonly Record<string, unknown>[] {
    const groups = new Map<string, Row[]>();
    if (plan.groupBy.length === 0) groups.set('', []);
    for (const row of this.#found({ ...plan, limit: null, offset: null, orderBy: [] }, object, binds)) {
      const key = plan.groupBy.map(({ path }) => keyText(this.#value(object, row, path))).join('|');
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups.values()].map((rows) => {
      const result: Record<string, unknown> = {};
      for (const { path, alias } of plan.groupBy) result[alias] = this.#value(object, rows[0] ?? {}, path);
      for (const each of plan.aggregates) {
        const values = rows.map((row) => (each.path ? this.#value(object, row, each.path) : 1));
        result[each.alias] = aggregate(
          each.name,
          values.filter((value) => value !== null),
        );
      }
      return result;
    });
  }
}

function equalities(condition: PlanCondition): readonly Extract<PlanCondition, { kind: 'compare' }>[] {
  if (condition.kind === 'and') return condition.parts.flatMap(equalities);
  if (condition.kind !== 'compare') return [];
  return condition.operator === '=' || condition.operator === 'in' ? [condition] : [];
}

function aggregate(name: string, values: readonly unknown[]): unknown {
  if (name === 'count') return values.length;
  if (name === 'count_distinct') return new Set(values.map(keyText)).size;
  if (values.length === 0) return null;
  if (name === 'min' || name === 'max') {
    const sign = name === 'min' ? 1 : -1;
    return values.reduce((best, value) => (order(value, best) * sign < 0 ? value : best));
  }
  const sum = values.reduce<Decimal>((total, value) => total.plus(value as Decimal), new Decimal(0n, 0));
  return name === 'sum' ? sum : sum.dividedBy(Decimal.of(values.length));
}
