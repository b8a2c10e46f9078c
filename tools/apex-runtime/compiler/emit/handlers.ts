import { CompileError } from '../compile-error.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import { assign, step } from './assignments.ts';
import type { Body, Handlers, Typed } from './body.ts';
import { call, constructorCall, create } from './calls.ts';
import { convertValue } from './conversions.ts';
import { locate } from './location.ts';
import { binary, conditional, unary } from './operators.ts';
import { query } from './soql.ts';
import * as statement from './statements.ts';
import { switchOn } from './switches.ts';
import { cast, classLiteral, instanceOf, literal, newArray, newCollection, self } from './values.ts';

type ByKind<N extends { kind: string }, R> = {
  readonly [K in N['kind']]: (body: Body, node: Extract<N, { kind: K }>) => R;
};

const EXPRESSIONS: ByKind<Expr, Typed> = {
  literal,
  name: (body, node) => locate(body, node, false).typed,
  member: (body, node) => locate(body, node, false).typed,
  index: (body, node) => locate(body, node, false).typed,
  call,
  'constructor-call': constructorCall,
  new: create,
  'new-collection': newCollection,
  'new-array': newArray,
  cast,
  instanceof: instanceOf,
  unary,
  step,
  binary,
  conditional,
  assign,
  this: self,
  super: self,
  'class-literal': classLiteral,
  soql: query,
};

const STATEMENTS: ByKind<Stmt, boolean> = {
  block: statement.block,
  local: statement.local,
  expression: statement.expression,
  if: statement.ifElse,
  switch: switchOn,
  for: statement.forLoop,
  'for-each': statement.forEach,
  while: statement.whileLoop,
  do: statement.whileLoop,
  try: statement.tryCatch,
  return: statement.returns,
  throw: statement.throws,
  break: statement.jump,
  continue: statement.jump,
  dml: statement.dml,
  'run-as': statement.runAs,
};

/** How each kind of expression and statement becomes JavaScript. */
export const HANDLERS: Handlers = {
  expr(body, node) {
    const handler = EXPRESSIONS[node.kind] as (body: Body, node: Expr) => Typed;
    return handler(body, node);
  },
  stmt(body, node) {
    const handler = STATEMENTS[node.kind] as ((body: Body, node: Stmt) => boolean) | undefined;
    if (!handler) throw new CompileError(node.place, 'This statement is not supported by this runtime');
    return handler(body, node);
  },
  convert: convertValue,
};
