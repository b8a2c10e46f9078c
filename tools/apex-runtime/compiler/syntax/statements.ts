import type {
  BlockContext,
  ForStatementContext,
  LocalVariableDeclarationContext,
  StatementContext,
  SwitchStatementContext,
  TryStatementContext,
  WhenLiteralContext,
} from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type { Block, DmlOperation, Expr, LocalDeclaration, Stmt, TypeNode } from './ast.ts';
import { readExpr } from './expressions.ts';
import { readLiteral } from './literals.ts';
import { placeOf } from './place.ts';
import { readType } from './types.ts';

export function readBlock(file: string, node: BlockContext): Block {
  return {
    kind: 'block',
    place: placeOf(file, node),
    body: node.statement_list().map((statement) => readStatement(file, statement)),
    endLine: node.stop?.line ?? node.start.line,
  };
}

function readLocal(file: string, node: LocalVariableDeclarationContext): LocalDeclaration {
  return {
    kind: 'local',
    place: placeOf(file, node),
    type: readType(file, node.typeRef()),
    final: node.modifier_list().some((modifier) => modifier.getText().toLowerCase() === 'final'),
    variables: node
      .variableDeclarators()
      .variableDeclarator_list()
      .map((variable) => ({
        place: placeOf(file, variable),
        name: variable.id().getText(),
        value: variable.expression() ? readExpr(file, variable.expression()) : null,
      })),
  };
}

function readFor(file: string, node: ForStatementContext): Stmt {
  const place = placeOf(file, node);
  const control = node.forControl();
  const statement = node.statement();
  const body: Stmt = statement
    ? readStatement(file, statement)
    : { kind: 'block', place, body: [], endLine: place.line };
  const each = control.enhancedForControl();
  if (each) {
    return {
      kind: 'for-each',
      place,
      type: readType(file, each.typeRef()),
      name: each.id().getText(),
      over: readExpr(file, each.expression()),
      body,
    };
  }
  const init = control.forInit();
  const local = init?.localVariableDeclaration();
  const condition = control.expression();
  return {
    kind: 'for',
    place,
    init: local
      ? readLocal(file, local)
      : (init?.expressionList().expression_list() ?? []).map((e) => readExpr(file, e)),
    condition: condition ? readExpr(file, condition) : null,
    update: (control.forUpdate()?.expressionList().expression_list() ?? []).map((e) => readExpr(file, e)),
    body,
  };
}

function readWhenLiteral(file: string, node: WhenLiteralContext): Expr {
  const inner = node.whenLiteral();
  if (inner) return readWhenLiteral(file, inner);
  const place = placeOf(file, node);
  const qualified = node.qualifiedName();
  if (qualified) {
    const [first, ...rest] = qualified.id_list().map((id) => id.getText());
    return rest.reduce<Expr>((object, name) => ({ kind: 'member', place, object, name, safe: false }), {
      kind: 'name',
      place,
      name: first ?? '',
    });
  }
  const minus = node.SUB_list().length % 2 === 1;
  const literal = readLiteral(file, node, minus);
  return minus ? { kind: 'unary', place, operator: '-', value: literal } : literal;
}

function readSwitch(file: string, node: SwitchStatementContext): Stmt {
  return {
    kind: 'switch',
    place: placeOf(file, node),
    value: readExpr(file, node.expression()),
    cases: node.whenControl_list().map((control) => {
      const value = control.whenValue();
      const type = value.typeRef();
      return {
        place: placeOf(file, value),
        values: value.whenLiteral_list().map((literal) => readWhenLiteral(file, literal)),
        type: type ? readType(file, type) : null,
        name: type ? value.id().getText() : '',
        otherwise: Boolean(value.ELSE()),
        block: readBlock(file, control.block()),
      };
    }),
  };
}

function readTry(file: string, node: TryStatementContext): Stmt {
  const finallyNode = node.finallyBlock();
  return {
    kind: 'try',
    place: placeOf(file, node),
    body: readBlock(file, node.block()),
    catches: node.catchClause_list().map((clause) => {
      const place = placeOf(file, clause.qualifiedName());
      const type: TypeNode = {
        place,
        names: clause
          .qualifiedName()
          .id_list()
          .map((id) => ({ name: id.getText(), args: [] })),
        arrayDepth: 0,
      };
      return { place, type, name: clause.id().getText(), body: readBlock(file, clause.block()) };
    }),
    finallyBlock: finallyNode ? readBlock(file, finallyNode.block()) : null,
  };
}

type Reader = (file: string, node: StatementContext) => Stmt | null;

function dml(
  operation: DmlOperation,
  pick: (node: StatementContext) => ReturnType<StatementContext['upsertStatement']>,
): Reader {
  return (file, node) => {
    const statement = pick(node);
    if (!statement) return null;
    const key = operation === 'upsert' ? statement.qualifiedName() : null;
    return {
      kind: 'dml',
      place: placeOf(file, node),
      operation,
      records: readExpr(file, statement.expression()),
      key: key ? key.getText() : '',
    };
  };
}

type DmlContext = ReturnType<StatementContext['upsertStatement']>;

/** One reader per kind of statement; each gives null for a statement that is none of its kind. */
const READERS: readonly Reader[] = [
  (file, node) => (node.block() ? readBlock(file, node.block()) : null),
  (file, node) => {
    const local = node.localVariableDeclarationStatement();
    return local ? readLocal(file, local.localVariableDeclaration()) : null;
  },
  (file, node) => {
    const statement = node.expressionStatement();
    if (!statement) return null;
    return { kind: 'expression', place: placeOf(file, node), value: readExpr(file, statement.expression()) };
  },
  (file, node) => {
    const statement = node.ifStatement();
    if (!statement) return null;
    const [whenTrue, otherwise] = statement.statement_list();
    if (!whenTrue) return null;
    return {
      kind: 'if',
      place: placeOf(file, node),
      condition: readExpr(file, statement.parExpression().expression()),
      whenTrue: readStatement(file, whenTrue),
      otherwise: otherwise ? readStatement(file, otherwise) : null,
    };
  },
  (file, node) => {
    const statement = node.returnStatement();
    if (!statement) return null;
    const value = statement.expression();
    return { kind: 'return', place: placeOf(file, node), value: value ? readExpr(file, value) : null };
  },
  (file, node) => (node.forStatement() ? readFor(file, node.forStatement()) : null),
  (file, node) => {
    const statement = node.whileStatement() ?? node.doWhileStatement();
    if (!statement) return null;
    const place = placeOf(file, node);
    const condition = readExpr(file, statement.parExpression().expression());
    const loop = node.whileStatement();
    if (!loop)
      return { kind: 'do', place, condition, body: readBlock(file, node.doWhileStatement().block()) };
    const inner = loop.statement();
    const body: Stmt = inner
      ? readStatement(file, inner)
      : { kind: 'block', place, body: [], endLine: place.line };
    return { kind: 'while', place, condition, body };
  },
  (file, node) => (node.tryStatement() ? readTry(file, node.tryStatement()) : null),
  (file, node) => (node.switchStatement() ? readSwitch(file, node.switchStatement()) : null),
  (file, node) => {
    const statement = node.throwStatement();
    if (!statement) return null;
    return { kind: 'throw', place: placeOf(file, node), value: readExpr(file, statement.expression()) };
  },
  (file, node) => (node.breakStatement() ? { kind: 'break', place: placeOf(file, node) } : null),
  (file, node) => (node.continueStatement() ? { kind: 'continue', place: placeOf(file, node) } : null),
  dml('insert', (node) => node.insertStatement() as unknown as DmlContext),
  dml('update', (node) => node.updateStatement() as unknown as DmlContext),
  dml('upsert', (node) => node.upsertStatement()),
  dml('delete', (node) => node.deleteStatement() as unknown as DmlContext),
  dml('undelete', (node) => node.undeleteStatement() as unknown as DmlContext),
  (file, node) => {
    const statement = node.runAsStatement();
    if (!statement) return null;
    const [user] = statement.expressionList()?.expression_list() ?? [];
    if (!user) return null;
    return {
      kind: 'run-as',
      place: placeOf(file, node),
      user: readExpr(file, user),
      body: readBlock(file, statement.block()),
    };
  },
];

export function readStatement(file: string, node: StatementContext): Stmt {
  for (const read of READERS) {
    const statement = read(file, node);
    if (statement) return statement;
  }
  throw new CompileError(placeOf(file, node), 'This statement is not supported by this runtime');
}
