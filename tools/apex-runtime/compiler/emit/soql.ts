import { apexTypeOf, type FieldSchema, type ObjectSchema } from '../../org/schema.ts';
import type { Place } from '../compile-error.ts';
import type { PlanCondition, QueryPlan } from '../soql-plan.ts';
import type { Expr, SoqlExpr } from '../syntax/ast.ts';
import type { FieldPath, SoqlCondition, SoqlNode, SoqlValue } from '../syntax/soql-ast.ts';
import { distance, isNamed } from '../types/convert.ts';
import { type Type, typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';

const ON_METADATA = new Set(['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'like']);

/** Literals by kind: the types of field that take them, and their code. */
const LITERALS: Partial<
  Record<
    SoqlValue['kind'],
    { readonly fits: readonly string[]; readonly code: (value: never, apexType: string) => string }
  >
> = {
  boolean: { fits: ['Boolean'], code: (value: { value: boolean }) => String(value.value) },
  string: {
    fits: ['String', 'Id'],
    code: (value: { value: string }, apexType) =>
      apexType === 'Id' ? `$.id(${JSON.stringify(value.value)})` : JSON.stringify(value.value),
  },
  number: {
    fits: ['Decimal', 'Integer'],
    code: (value: { text: string }) => `$.parseDecimal("${value.text}")`,
  },
  date: { fits: ['Date'], code: (value: { text: string }) => `$.parseDate("${value.text}")` },
  datetime: { fits: ['Datetime'], code: (value: { text: string }) => `$.parseDatetime("${value.text}")` },
};

/** Checks a query against the schema and numbers its binds. */
class Planner {
  readonly #body: Body;
  readonly #object: ObjectSchema;
  /** Code of each bind. */
  readonly binds: string[] = [];

  constructor(body: Body, object: ObjectSchema) {
    this.#body = body;
    this.#object = object;
  }

  path(path: FieldPath): { readonly names: readonly string[]; readonly field: FieldSchema } {
    let object = this.#object;
    const names: string[] = [];
    for (const name of path.names.slice(0, -1)) {
      const lookup = object.relationship(name);
      const parent = lookup?.referenceTo ? this.#body.universe.schema.object(lookup.referenceTo) : undefined;
      if (!lookup?.relationship || !parent) return this.#unknown(path, object, name);
      names.push(lookup.relationship);
      object = parent;
    }
    const last = path.names.at(-1) ?? '';
    const field = object.field(last);
    if (!field) return this.#unknown(path, object, last);
    return { names: [...names, field.name], field };
  }

  #unknown(path: FieldPath, object: ObjectSchema, name: string): never {
    return this.#body.fail(path.place, `SOQL: no such column '${name}' on ${object.name}`);
  }

  condition(node: SoqlCondition): PlanCondition {
    if (node.kind === 'not') return { kind: 'not', part: this.condition(node.part) };
    if (node.kind !== 'compare') {
      return { kind: node.kind, parts: node.parts.map((part) => this.condition(part)) };
    }
    const { names, field } = this.path(node.path);
    if (field.type === 'LongTextArea') {
      this.#body.fail(node.place, `SOQL: field '${field.name}' can not be filtered in a query call`);
    }
    if (this.#object.kind === 'metadata' && !ON_METADATA.has(node.operator)) {
      this.#body.fail(node.place, `SOQL: operator ${node.operator} is not available on custom metadata`);
    }
    if (node.operator === 'like' && apexTypeOf(field) !== 'String') {
      this.#body.fail(node.place, `SOQL: LIKE takes a text field, not ${field.name}`);
    }
    const membership = node.operator === 'in' || node.operator === 'not in';
    const code = membership ? this.#list(node.place, field, node.value) : this.#single(field, node.value);
    return { kind: 'compare', path: names, operator: node.operator, bind: this.binds.push(code) - 1 };
  }

  #wrong(place: Place, field: FieldSchema, found: string): never {
    return this.#body.fail(place, `SOQL: field '${field.name}' takes ${apexTypeOf(field)}, not ${found}`);
  }

  #list(place: Place, field: FieldSchema, value: SoqlValue): string {
    if (value.kind === 'list') return `[${value.values.map((each) => this.#single(field, each)).join(',')}]`;
    if (value.kind !== 'bind') return this.#body.fail(place, 'SOQL: IN takes a list');
    const typed = this.#body.expr(value.value);
    const [element] = typed.type.args;
    const isCollection = isNamed(typed.type, 'List') || isNamed(typed.type, 'Set');
    if (!isCollection || !element)
      return this.#body.fail(place, `SOQL: IN takes a List or Set, not ${typeText(typed.type)}`);
    if (!this.#fits(field, element) && element.def.kind !== 'sobject')
      this.#wrong(value.place, field, typeText(element));
    return `$.bindList(${typed.code})`;
  }

  #fits(field: FieldSchema, type: Type): boolean {
    return distance(type, this.#body.platform(apexTypeOf(field))) !== null;
  }

  #single(field: FieldSchema, value: SoqlValue): string {
    if (value.kind === 'null') return 'null';
    if (value.kind === 'bind') return this.#bound(field, value);
    if (value.kind === 'date-formula') {
      return this.#body.fail(value.place, `SOQL: ${value.name} is not supported by this runtime`);
    }
    const apexType = apexTypeOf(field);
    const literal = LITERALS[value.kind];
    if (!literal) return this.#body.fail(value.place, 'SOQL: this value is not supported by this runtime');
    if (!literal.fits.includes(apexType)) this.#wrong(value.place, field, value.kind);
    return literal.code(value as never, apexType);
  }

  #bound(field: FieldSchema, value: Extract<SoqlValue, { kind: 'bind' }>): string {
    const typed = this.#body.expr(value.value);
    if (!this.#fits(field, typed.type)) this.#wrong(value.place, field, typeText(typed.type));
    return this.#body.convert(value.place, typed, this.#body.platform(apexTypeOf(field)));
  }

  /** A LIMIT or OFFSET as a bind. */
  count(node: Expr | null): number | null {
    if (!node) return null;
    const code = this.#body.value(node, this.#body.platform('Integer')).code;
    return this.binds.push(code) - 1;
  }
}

function selected(planner: Planner, node: SoqlNode): Pick<QueryPlan, 'fields' | 'aggregates'> {
  const fields: (readonly string[])[] = [];
  const aggregates: QueryPlan['aggregates'][number][] = [];
  for (const entry of node.select) {
    if (entry.kind === 'field') {
      fields.push(planner.path(entry.path).names);
      continue;
    }
    const { name, path, alias } = entry.aggregate;
    const names = path ? planner.path(path).names : null;
    aggregates.push({ name, path: names, alias: alias ?? `expr${aggregates.length}` });
  }
  return { fields, aggregates };
}

function checkShape(body: Body, node: SoqlNode, object: ObjectSchema): void {
  if (node.forUpdate && node.orderBy.length > 0) {
    body.fail(node.place, 'SOQL: FOR UPDATE and ORDER BY exclude each other');
  }
  if (object.kind === 'event') body.fail(node.place, `SOQL: ${object.name} can not be queried`);
  if (object.kind === 'metadata' && node.forUpdate) {
    body.fail(node.place, 'SOQL: custom metadata can not be locked');
  }
  if (node.groupBy.length === 0) return;
  const grouped = new Set(node.groupBy.map((path) => path.names.join('.').toLowerCase()));
  for (const entry of node.select) {
    if (entry.kind === 'field' && !grouped.has(entry.path.names.join('.').toLowerCase())) {
      body.fail(entry.path.place, `SOQL: field must be grouped or aggregated: ${entry.path.names.join('.')}`);
    }
  }
}

/** The name under which a grouped field stands in the result: its alias in SELECT, or the field's own. */
function groupAlias(node: SoqlNode, path: FieldPath): string {
  const same = (other: FieldPath): boolean =>
    other.names.join('.').toLowerCase() === path.names.join('.').toLowerCase();
  const entry = node.select.find((each) => each.kind === 'field' && same(each.path));
  return (entry?.kind === 'field' ? entry.alias : null) ?? path.names.at(-1) ?? '';
}

function plan(body: Body, node: SoqlNode, planner: Planner, object: ObjectSchema): QueryPlan {
  checkShape(body, node, object);
  const { fields, aggregates } = selected(planner, node);
  const countOnly = aggregates.length === 1 && aggregates[0]?.path === null && fields.length === 0;
  if (aggregates.some((each) => each.path === null) && !countOnly) {
    body.fail(node.place, 'SOQL: COUNT() stands alone; use COUNT(Id)');
  }
  if (aggregates.length > 0 && fields.length > 0 && node.groupBy.length === 0) {
    body.fail(node.place, 'SOQL: fields beside aggregates need GROUP BY');
  }
  return {
    object: object.name,
    fields,
    aggregates,
    countOnly,
    groupBy: node.groupBy.map((path) => ({ path: planner.path(path).names, alias: groupAlias(node, path) })),
    where: node.where ? planner.condition(node.where) : null,
    orderBy: node.orderBy.map((order) => {
      const { names, field } = planner.path(order.path);
      if (field.type === 'LongTextArea')
        body.fail(order.path.place, `SOQL: field '${field.name}' can not be sorted`);
      return { path: names, descending: order.descending, nullsLast: order.nullsLast };
    }),
    limit: planner.count(node.limit),
    offset: planner.count(node.offset),
    forUpdate: node.forUpdate,
  };
}

/** A query: a List of records, of AggregateResult, or a number. */
export function query(body: Body, { query: node }: SoqlExpr): Typed {
  const object = body.universe.schema.object(node.from);
  const def = body.universe.lookup([node.from], null);
  if (!object || !def) return body.fail(node.place, `SOQL: sObject type '${node.from}' is not supported`);
  const planner = new Planner(body, object);
  const made = plan(body, node, planner, object);
  const args = `${body.settings.pool.value(made)},[${planner.binds.join(',')}]`;
  if (made.countOnly) return { code: `$.count(${args})`, type: body.platform('Integer'), sure: true };
  const grouped = made.aggregates.length > 0 || made.groupBy.length > 0;
  const element: Type = grouped ? body.platform('AggregateResult') : { def, args: [] };
  const type = body.platform('List', element);
  return { code: `$.query(${body.settings.pool.type(type)},${args})`, type, sure: true };
}
