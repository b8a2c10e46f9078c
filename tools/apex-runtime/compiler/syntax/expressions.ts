import * as tree from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type { Expr, TypeNode } from './ast.ts';
import { readLiteral } from './literals.ts';
import { placeOf } from './place.ts';
import { readQuery } from './soql.ts';
import { readType, readTypes } from './types.ts';

/** Expressions whose first child, operator and last child say everything. */
const BINARY = [
  tree.Arth1ExpressionContext,
  tree.Arth2ExpressionContext,
  tree.BitExpressionContext,
  tree.CmpExpressionContext,
  tree.EqualityExpressionContext,
  tree.BitAndExpressionContext,
  tree.BitNotExpressionContext,
  tree.BitOrExpressionContext,
  tree.LogAndExpressionContext,
  tree.LogOrExpressionContext,
  tree.CoalExpressionContext,
  tree.AssignExpressionContext,
];

function args(file: string, list: tree.ExpressionListContext | null): readonly Expr[] {
  return (list?.expression_list() ?? []).map((expression) => readExpr(file, expression));
}

function readBinary(file: string, node: tree.ExpressionContext): Expr | null {
  const found = BINARY.some((context) => node instanceof context);
  if (!found) return null;
  const { expression_list } = node as tree.Arth1ExpressionContext;
  const [left, right] = expression_list
    .call(node)
    .map((operand: tree.ExpressionContext) => readExpr(file, operand));
  if (left === undefined || right === undefined)
    throw new CompileError(placeOf(file, node), 'Unexpected syntax');
  const place = placeOf(file, node);
  let operator = '';
  for (let i = 1; i < node.getChildCount() - 1; i++) operator += node.getChild(i).getText();
  return node instanceof tree.AssignExpressionContext
    ? { kind: 'assign', place, operator, target: left, value: right }
    : { kind: 'binary', place, operator, left, right };
}

function readDot(file: string, node: tree.DotExpressionContext): Expr {
  const object = readExpr(file, node.expression());
  const safe = Boolean(node.QUESTIONDOT());
  const call = node.dotMethodCall();
  if (!call) {
    return { kind: 'member', place: placeOf(file, node.anyId()), object, name: node.anyId().getText(), safe };
  }
  return {
    kind: 'call',
    place: placeOf(file, call),
    target: object,
    name: call.anyId().getText(),
    args: args(file, call.expressionList()),
    safe,
  };
}

function readCall(file: string, node: tree.MethodCallContext): Expr {
  const place = placeOf(file, node);
  const id = node.id();
  const values = args(file, node.expressionList());
  if (id) return { kind: 'call', place, target: null, name: id.getText(), args: values, safe: false };
  return { kind: 'constructor-call', place, which: node.THIS() ? 'this' : 'super', args: values };
}

function readCreatedType(file: string, node: tree.CreatedNameContext, arrayDepth: number): TypeNode {
  return {
    place: placeOf(file, node),
    names: node.idCreatedNamePair_list().map((pair) => {
      const list = pair.typeList();
      return { name: pair.anyId().getText(), args: list ? readTypes(file, list) : [] };
    }),
    arrayDepth,
  };
}

function readNew(file: string, node: tree.NewExpressionContext): Expr {
  const creator = node.creator();
  const place = placeOf(file, node);
  const type = readCreatedType(file, creator.createdName(), 0);
  const call = creator.classCreatorRest();
  if (call) return { kind: 'new', place, type, args: args(file, call.arguments().expressionList()) };
  const array = creator.arrayCreatorRest();
  if (array) {
    const size = array.expression();
    return {
      kind: 'new-array',
      place,
      type,
      size: size ? readExpr(file, size) : null,
      elements: (array.arrayInitializer()?.expression_list() ?? []).map((element) => readExpr(file, element)),
    };
  }
  const entries = creator.mapCreatorRest()?.mapCreatorRestPair_list() ?? [];
  return {
    kind: 'new-collection',
    place,
    type,
    elements: (creator.setCreatorRest()?.expression_list() ?? []).map((element) => readExpr(file, element)),
    entries: entries.map((pair) => {
      const [key, value] = pair.expression_list();
      if (!key || !value) throw new CompileError(place, 'Unexpected syntax');
      return [readExpr(file, key), readExpr(file, value)] as const;
    }),
  };
}

function readPrimary(file: string, primary: tree.PrimaryContext): Expr {
  const place = placeOf(file, primary);
  if (primary instanceof tree.IdPrimaryContext) return { kind: 'name', place, name: primary.id().getText() };
  if (primary instanceof tree.LiteralPrimaryContext) return readLiteral(file, primary.literal(), false);
  if (primary instanceof tree.ThisPrimaryContext) return { kind: 'this', place };
  if (primary instanceof tree.SuperPrimaryContext) return { kind: 'super', place };
  if (primary instanceof tree.TypeRefPrimaryContext) {
    return { kind: 'class-literal', place, type: readType(file, primary.typeRef()) };
  }
  if (primary instanceof tree.SoqlPrimaryContext) {
    const query = readQuery(file, primary.soqlLiteral().query(), (bind) => readExpr(file, bind));
    return { kind: 'soql', place, query };
  }
  throw new CompileError(place, `This expression is not supported by this runtime: ${primary.getText()}`);
}

function readSign(file: string, node: tree.PreOpExpressionContext | tree.NegExpressionContext): Expr {
  const place = placeOf(file, node);
  const operator = node.getChild(0).getText();
  const inner = node.expression();
  if (operator === '++' || operator === '--') {
    return { kind: 'step', place, operator, prefix: true, target: readExpr(file, inner) };
  }
  const literal = operator === '-' && inner instanceof tree.PrimaryExpressionContext ? inner.primary() : null;
  const value =
    literal instanceof tree.LiteralPrimaryContext
      ? readLiteral(file, literal.literal(), true)
      : readExpr(file, inner);
  return { kind: 'unary', place, operator, value };
}

function readConditional(file: string, node: tree.CondExpressionContext): Expr {
  const [condition, whenTrue, otherwise] = node.expression_list().map((part) => readExpr(file, part));
  if (!condition || !whenTrue || !otherwise) throw new CompileError(placeOf(file, node), 'Unexpected syntax');
  return { kind: 'conditional', place: placeOf(file, node), condition, whenTrue, otherwise };
}

function readIndex(file: string, node: tree.ArrayExpressionContext): Expr {
  const [object, index] = node.expression_list().map((part) => readExpr(file, part));
  if (!object || !index) throw new CompileError(placeOf(file, node), 'Unexpected syntax');
  return { kind: 'index', place: placeOf(file, node), object, index };
}

function readTyped(file: string, node: tree.CastExpressionContext | tree.InstanceOfExpressionContext): Expr {
  return {
    kind: node instanceof tree.CastExpressionContext ? 'cast' : 'instanceof',
    place: placeOf(file, node),
    type: readType(file, node.typeRef()),
    value: readExpr(file, node.expression()),
  };
}

/** Reads one expression of the parse tree. */
export function readExpr(file: string, node: tree.ExpressionContext): Expr {
  if (node instanceof tree.PrimaryExpressionContext) return readPrimary(file, node.primary());
  if (node instanceof tree.DotExpressionContext) return readDot(file, node);
  if (node instanceof tree.MethodCallExpressionContext) return readCall(file, node.methodCall());
  if (node instanceof tree.NewExpressionContext) return readNew(file, node);
  if (node instanceof tree.SubExpressionContext) return readExpr(file, node.expression());
  if (node instanceof tree.CondExpressionContext) return readConditional(file, node);
  if (node instanceof tree.ArrayExpressionContext) return readIndex(file, node);
  if (node instanceof tree.CastExpressionContext) return readTyped(file, node);
  if (node instanceof tree.InstanceOfExpressionContext) return readTyped(file, node);
  if (node instanceof tree.PreOpExpressionContext) return readSign(file, node);
  if (node instanceof tree.NegExpressionContext) return readSign(file, node);
  if (node instanceof tree.PostOpExpressionContext) {
    const operator = node.INC() ? '++' : '--';
    const target = readExpr(file, node.expression());
    return { kind: 'step', place: placeOf(file, node), operator, prefix: false, target };
  }
  const binary = readBinary(file, node);
  if (binary) return binary;
  throw new CompileError(
    placeOf(file, node),
    `This expression is not supported by this runtime: ${node.getText()}`,
  );
}
