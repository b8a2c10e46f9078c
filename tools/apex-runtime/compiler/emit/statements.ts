import type { Block, LocalDeclaration, Stmt } from '../syntax/ast.ts';
import { isNamed, isSubtype } from '../types/convert.ts';
import { type Type, typeText } from '../types/type.ts';
import type { Body } from './body.ts';
import { jsTypeName } from './names.ts';

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

/** The statements of a block, in the scope that stands. @returns whether control reaches its end */
export function statements(body: Body, list: readonly Stmt[]): boolean {
  let reached = true;
  for (const statement of list) {
    if (!reached) body.fail(statement.place, 'Unreachable statement');
    reached = body.statement(statement);
  }
  return reached;
}

export function block(body: Body, node: Block): boolean {
  body.out.write('{');
  const reached = body.scoped(() => statements(body, node.body));
  body.out.line(node.endLine);
  body.out.write('}');
  return reached;
}

/** A statement that a branch or loop holds, always in braces. */
function braced(body: Body, node: Stmt): boolean {
  if (node.kind === 'block') return block(body, node);
  body.out.write('{');
  const reached = body.scoped(() => body.statement(node));
  body.out.write('}');
  return reached;
}

export function local(body: Body, node: LocalDeclaration): boolean {
  const type = body.universe.resolve(node.type, body.self);
  if (type.def.name === 'void') body.fail(node.place, 'A variable cannot be void');
  for (const variable of node.variables) {
    const value = variable.value ? body.value(variable.value, type).code : 'null';
    const { js } = body.declare(variable.place, variable.name, type, node.final && variable.value !== null);
    body.emit(variable.place, `let ${js}=${value};`);
  }
  return true;
}

export function expression(body: Body, node: Of<'expression'>): boolean {
  const kinds = ['assign', 'call', 'step', 'new', 'constructor-call'];
  if (!kinds.includes(node.value.kind)) body.fail(node.place, 'This expression does nothing');
  const { code } = body.effect(node.value);
  body.emit(node.place, `${code};`);
  return true;
}

export function ifElse(body: Body, node: Of<'if'>): boolean {
  body.emit(node.place, `if(${body.condition(node.condition)})`);
  const then = braced(body, node.whenTrue);
  if (!node.otherwise) return true;
  body.out.write('else ');
  return braced(body, node.otherwise) || then;
}

/** Whether a loop's body leaves it by `break`. */
function breaks(node: Stmt | null): boolean {
  if (node === null) return false;
  switch (node.kind) {
    case 'break':
      return true;
    case 'block':
      return node.body.some(breaks);
    case 'if':
      return breaks(node.whenTrue) || breaks(node.otherwise);
    case 'switch':
      return node.cases.some((each) => breaks(each.block));
    case 'try':
      return breaks(node.body) || node.catches.some((each) => breaks(each.body)) || breaks(node.finallyBlock);
    default:
      return false;
  }
}

function isTrue(node: Of<'while' | 'do'>): boolean {
  return node.condition.kind === 'literal' && node.condition.text === 'true';
}

export function whileLoop(body: Body, node: Of<'while' | 'do'>): boolean {
  if (node.kind === 'while') {
    body.emit(node.place, `while(${body.condition(node.condition)}){$.tick();`);
    body.loop(() => braced(body, node.body));
    body.out.write('}');
  } else {
    body.emit(node.place, 'do{$.tick();');
    body.loop(() => braced(body, node.body));
    body.out.write(`}while(${body.condition(node.condition)});`);
  }
  return !isTrue(node) || breaks(node.body);
}

export function forLoop(body: Body, node: Of<'for'>): boolean {
  return body.loop(() => {
    body.out.line(node.place.line);
    body.out.write('{');
    if ('kind' in node.init) local(body, node.init);
    else for (const init of node.init) body.emit(init.place, `${body.effect(init).code};`);
    const condition = node.condition ? body.condition(node.condition) : 'true';
    const update = node.update.map((each) => body.effect(each).code).join(',');
    body.emit(node.place, `for(;${condition};${update}){$.tick();`);
    braced(body, node.body);
    body.out.write('}}');
    return node.condition !== null || breaks(node.body);
  });
}

function elementOf(body: Body, node: Of<'for-each'>, over: Type, variable: Type): Type {
  const [element] = over.args;
  const iterable = isNamed(over, 'List') || isNamed(over, 'Set') || isNamed(over, 'Iterable');
  if (!iterable || !element)
    return body.fail(node.place, `Loop must be over a List, Set or Iterable, not ${typeText(over)}`);
  const chunks = node.over.kind === 'soql' && isNamed(variable, 'List');
  return chunks ? over : element;
}

export function forEach(body: Body, node: Of<'for-each'>): boolean {
  const type = body.universe.resolve(node.type, body.self);
  const over = body.expr(node.over);
  const element = elementOf(body, node, over.type, type);
  body.loop(() => {
    const { js } = body.declare(node.place, node.name, type);
    const item = body.unique('i');
    const source =
      isNamed(element, 'List') && element === over.type
        ? `$.chunks(${over.code})`
        : `$.iterate(${over.code})`;
    const value = body.convert(node.place, { code: item, type: element }, type);
    body.emit(node.place, `for(const ${item} of ${source}){let ${js}=${value};`);
    braced(body, node.body);
    body.out.write('}');
  });
  return true;
}

export function jump(body: Body, node: Of<'break' | 'continue'>): boolean {
  if (!body.inLoop) body.fail(node.place, `${node.kind} stands outside a loop`);
  body.emit(node.place, `${node.kind};`);
  return false;
}

export function returns(body: Body, node: Of<'return'>): boolean {
  const type = body.settings.returns;
  if (type.def.name === 'void') {
    if (node.value) body.fail(node.place, 'This method returns nothing');
    body.emit(node.place, body.settings.initializes && !body.settings.isStatic ? 'return this;' : 'return;');
    return false;
  }
  if (!node.value) return body.fail(node.place, `This method returns ${typeText(type)}`);
  body.emit(node.place, `return ${body.value(node.value, type).code};`);
  return false;
}

export function throws(body: Body, node: Of<'throw'>): boolean {
  const value = body.expr(node.value);
  if (!isSubtype(value.type, body.platform('Exception'))) {
    body.fail(node.place, `Not an exception: ${typeText(value.type)}`);
  }
  body.emit(node.place, `throw $.nn(${value.code});`);
  return false;
}

function catchTest(body: Body, type: Type): string {
  if (isNamed(type, 'Exception')) return 'true';
  return type.def.origin === 'user'
    ? `$e instanceof T.${jsTypeName(type.def)}`
    : `$.is($e,${body.settings.pool.type(type)})`;
}

export function tryCatch(body: Body, node: Of<'try'>): boolean {
  if (node.catches.length === 0 && !node.finallyBlock)
    body.fail(node.place, 'try needs a catch or a finally');
  body.out.line(node.place.line);
  body.out.write('try');
  let reached = block(body, node.body);
  const seen: Type[] = [];
  if (node.catches.length > 0) body.out.write('catch($x){const $e=$.caught($x);');
  for (const clause of node.catches) {
    const type = body.universe.resolve(clause.type, body.self);
    if (!isSubtype(type, body.platform('Exception')))
      body.fail(clause.place, `Not an exception: ${typeText(type)}`);
    if (seen.some((earlier) => isSubtype(type, earlier)))
      body.fail(clause.place, `Already caught: ${typeText(type)}`);
    body.out.line(clause.place.line);
    body.out.write(`${seen.length > 0 ? 'else ' : ''}if(${catchTest(body, type)}){`);
    seen.push(type);
    reached =
      body.scoped(() => {
        const { js } = body.declare(clause.place, clause.name, type);
        const mark = body.settings.pool.reached(clause.place, 'catch');
        body.out.write(`${mark ? `${mark};` : ''}let ${js}=$e;`);
        return block(body, clause.body);
      }) || reached;
    body.out.write('}');
  }
  if (node.catches.length > 0) body.out.write('else throw $e;}');
  return finallyClause(body, node) && reached;
}

function finallyClause(body: Body, node: Of<'try'>): boolean {
  if (!node.finallyBlock) return true;
  body.out.write('finally{if($.alive())');
  const reached = block(body, node.finallyBlock);
  body.out.write('}');
  return reached;
}

export function dml(body: Body, node: Of<'dml'>): boolean {
  const records = body.expr(node.records);
  const [element] = records.type.args;
  const type = isNamed(records.type, 'List') && element ? element : records.type;
  const object = type.def.kind === 'sobject' ? body.universe.schema.object(type.def.name) : null;
  if (type.def.kind !== 'sobject' && !isNamed(type, 'SObject')) {
    body.fail(node.place, `DML requires an SObject or a List of them: ${typeText(records.type)}`);
  }
  if (object && (object.kind === 'metadata' || object.kind === 'event')) {
    body.fail(node.place, `DML operation ${node.operation.toUpperCase()} not allowed on ${type.def.name}`);
  }
  const key = node.key.split('.').at(-1) ?? '';
  const field = key === '' ? null : object?.field(key);
  if (field === undefined) body.fail(node.place, `Field does not exist: ${node.key}`);
  body.emit(node.place, `$.dml("${node.operation}",${records.code},${JSON.stringify(field?.name ?? null)});`);
  return true;
}

export function runAs(body: Body, node: Of<'run-as'>): boolean {
  const user = body.expr(node.user);
  if (user.type.def.name !== 'User')
    body.fail(node.place, `System.runAs takes a User, not ${typeText(user.type)}`);
  body.emit(node.place, `$.runAs(${user.code});try`);
  const reached = block(body, node.body);
  body.out.write('finally{$.runAsEnd();}');
  return reached;
}
