import type {
  ExpressionContext,
  FieldNameContext,
  FieldOrderContext,
  QueryContext,
  SelectEntryContext,
  SoqlFunctionContext,
  ValueContext,
  WhereConditionalExpressionContext,
  WhereLogicalExpressionContext,
} from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type { Expr } from './ast.ts';
import { placeOf } from './place.ts';
import type { AggregateNode, FieldPath, SelectNode, SoqlCondition, SoqlNode, SoqlValue } from './soql-ast.ts';
import { unquote } from './text.ts';

/** Reads the expression behind the colon of a bind. */
type ReadBind = (node: ExpressionContext) => Expr;

function unsupported(file: string, node: { start: { line: number; column: number } }, what: string): never {
  throw new CompileError(placeOf(file, node), `SOQL: ${what} is not supported by this runtime`);
}

function readPath(file: string, node: FieldNameContext): FieldPath {
  return { place: placeOf(file, node), names: node.soqlId_list().map((id) => id.getText()) };
}

const AGGREGATES = new Set(['count', 'count_distinct', 'min', 'max', 'sum', 'avg']);

function readAggregate(file: string, node: SoqlFunctionContext, alias: string | null): AggregateNode {
  const name = node.getChild(0).getText().toLowerCase();
  if (!AGGREGATES.has(name)) unsupported(file, node, name);
  const field = node.fieldName();
  return {
    place: placeOf(file, node),
    name: name as AggregateNode['name'],
    path: field ? readPath(file, field) : null,
    alias,
  };
}

function readSelect(file: string, entry: SelectEntryContext): SelectNode {
  const alias = entry.soqlId()?.getText() ?? null;
  const field = entry.fieldName();
  if (field) return { kind: 'field', path: readPath(file, field), alias };
  const aggregate = entry.soqlFunction();
  if (aggregate) return { kind: 'aggregate', aggregate: readAggregate(file, aggregate, alias) };
  return unsupported(file, entry, entry.subQuery() ? 'a subquery in SELECT' : 'TYPEOF');
}

class ConditionReader {
  readonly #file: string;
  readonly #bind: ReadBind;

  constructor(file: string, bind: ReadBind) {
    this.#file = file;
    this.#bind = bind;
  }

  logical(node: WhereLogicalExpressionContext): SoqlCondition {
    const parts = node.whereConditionalExpression_list().map((part) => this.#conditional(part));
    const [first] = parts;
    if (first === undefined) return unsupported(this.#file, node, 'this condition');
    if (node.NOT()) return { kind: 'not', part: first };
    if (parts.length === 1) return first;
    return { kind: node.SOQLOR_list().length > 0 ? 'or' : 'and', parts };
  }

  #conditional(node: WhereConditionalExpressionContext): SoqlCondition {
    const inner = node.whereLogicalExpression();
    if (inner) return this.logical(inner);
    const field = node.whereFieldExpression()?.fieldExpression();
    const name = field?.fieldName();
    if (!field || !name) return unsupported(this.#file, node, 'a function in WHERE');
    const operator = field.comparisonOperator();
    const words = Array.from({ length: operator.getChildCount() }, (_, i) => operator.getChild(i).getText());
    return {
      kind: 'compare',
      place: placeOf(this.#file, node),
      path: readPath(this.#file, name),
      operator: words.join(words.length > 1 && /[a-z]/i.test(words[0] ?? '') ? ' ' : '').toLowerCase(),
      value: this.#value(field.value()),
    };
  }

  #value(node: ValueContext): SoqlValue {
    const place = placeOf(this.#file, node);
    const bound = node.boundExpression();
    if (bound) return { kind: 'bind', place, value: this.#bind(bound.expression()) };
    const list = node.valueList();
    if (list) return { kind: 'list', place, values: list.value_list().map((value) => this.#value(value)) };
    const query = node.subQuery();
    if (query) return unsupported(this.#file, node, 'a subquery in WHERE');
    return this.#literal(node);
  }

  #literal(node: ValueContext): SoqlValue {
    const place = placeOf(this.#file, node);
    const text = node.getText();
    if (node.NULL()) return { kind: 'null', place };
    if (node.BooleanLiteral()) return { kind: 'boolean', place, value: text.toLowerCase() === 'true' };
    if (node.signedNumber()) return { kind: 'number', place, text };
    if (node.StringLiteral()) return { kind: 'string', place, value: unquote(text) };
    if (node.DateLiteral()) return { kind: 'date', place, text };
    if (node.DateTimeLiteral()) return { kind: 'datetime', place, text };
    if (node.dateFormula()) {
      const [name, count] = text.split(':');
      return { kind: 'date-formula', place, name: (name ?? '').toUpperCase(), count: Number(count ?? 0) };
    }
    return unsupported(this.#file, node, `the value ${text}`);
  }
}

function readOrder(file: string, node: FieldOrderContext): SoqlNode['orderBy'][number] {
  const field = node.fieldName();
  if (!field) return unsupported(file, node, 'a function in ORDER BY');
  const descending = Boolean(node.DESC());
  return { path: readPath(file, field), descending, nullsLast: Boolean(node.LAST()) };
}

function refuseRare(file: string, query: QueryContext): void {
  if (query.usingScope()) unsupported(file, query, 'USING SCOPE');
  if (query.allRowsClause()) unsupported(file, query, 'ALL ROWS');
  if (query.fromNameList().fieldName_list().length !== 1)
    unsupported(file, query, 'more than one object in FROM');
  const group = query.groupByClause();
  if (group && (group.HAVING() || group.ROLLUP() || group.CUBE()))
    unsupported(file, query, 'HAVING, ROLLUP and CUBE');
  if (query.forClauses().VIEW_list().length + query.forClauses().REFERENCE_list().length > 0) {
    unsupported(file, query, 'FOR VIEW and FOR REFERENCE');
  }
}

function readMode(file: string, query: QueryContext): SoqlNode['mode'] {
  const clause = query.withClause();
  if (!clause) return null;
  if (clause.SYSTEM_MODE()) return 'system_mode';
  if (clause.USER_MODE()) return 'user_mode';
  return unsupported(file, clause, clause.getText());
}

function bound(
  file: string,
  clause: ReturnType<QueryContext['limitClause']> | null,
  bind: ReadBind,
): Expr | null {
  if (!clause) return null;
  const expression = clause.boundExpression();
  if (expression) return bind(expression.expression());
  const place = placeOf(file, clause);
  return { kind: 'literal', place, type: 'Integer', text: clause.IntegerLiteral().getText() };
}

/**
 * Reads a query of the parse tree. What it does not know it refuses.
 *
 * @param bind - reads the expression of a bind variable
 */
export function readQuery(file: string, query: QueryContext, bind: ReadBind): SoqlNode {
  refuseRare(file, query);
  const where = query.whereClause();
  const group = query.groupByClause()?.fieldGroupByList().fieldGroupBy_list() ?? [];
  return {
    place: placeOf(file, query),
    select: query
      .selectList()
      .selectEntry_list()
      .map((entry) => readSelect(file, entry)),
    from: query.fromNameList().fieldName_list()[0]?.getText() ?? '',
    where: where ? new ConditionReader(file, bind).logical(where.whereLogicalExpression()) : null,
    mode: readMode(file, query),
    groupBy: group.map((entry) => {
      const field = entry.fieldName();
      return field ? readPath(file, field) : unsupported(file, entry, 'a function in GROUP BY');
    }),
    orderBy: (query.orderByClause()?.fieldOrderList().fieldOrder_list() ?? []).map((o) => readOrder(file, o)),
    limit: bound(file, query.limitClause(), bind),
    offset: bound(file, query.offsetClause() as unknown as ReturnType<QueryContext['limitClause']>, bind),
    forUpdate: query.forClauses().UPDATE_list().length > 0,
  };
}
