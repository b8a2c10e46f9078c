import type { Expr, Stmt } from '../syntax/ast.ts';
import { isNamed } from '../types/convert.ts';
import { typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';
import { jsTypeName } from './names.ts';
import { block } from './statements.ts';

type Switch = Extract<Stmt, { kind: 'switch' }>;

/** The code that a `when` value compares with, and its key among the other values. */
function whenValue(body: Body, subject: Typed, node: Expr): string {
  if (node.kind === 'literal' && node.type === 'null') return 'null';
  if (subject.type.def.kind === 'enum') {
    const name = node.kind === 'name' ? node.name : '';
    const field = subject.type.def.fields.get(name.toLowerCase());
    if (!field) return body.fail(node.place, `Not a constant of ${typeText(subject.type)}`);
    const { def } = subject.type;
    return def.origin === 'user'
      ? `T.${jsTypeName(def)}.${field.name}`
      : `$.constant(${JSON.stringify(def.name)},${JSON.stringify(field.name)})`;
  }
  if (node.kind !== 'literal' && node.kind !== 'unary') return body.fail(node.place, 'when takes literals');
  return body.value(node, subject.type).code;
}

function checkSubject(body: Body, node: Switch, subject: Typed): void {
  const names = ['Integer', 'Long', 'String', 'SObject', 'Object'];
  const fits = subject.type.def.kind === 'enum' || names.includes(subject.type.def.name);
  if (!fits && subject.type.def.kind !== 'class' && subject.type.def.kind !== 'interface') {
    body.fail(node.place, `switch is not defined for ${typeText(subject.type)}`);
  }
}

function test(body: Body, node: Switch['cases'][number], subject: Typed, seen: Set<string>): string {
  if (node.type) {
    const type = body.universe.resolve(node.type, body.self);
    return `$.is(${subject.code},${body.settings.pool.type(type)})`;
  }
  const codes = node.values.map((value) => {
    const code = whenValue(body, subject, value);
    if (seen.has(code)) body.fail(value.place, 'Duplicate when value');
    seen.add(code);
    return `${subject.code}===${code}`;
  });
  return codes.join('||');
}

/** Becomes a chain of `if`, so that `break` keeps its meaning. Strings are compared with case. */
export function switchOn(body: Body, node: Switch): boolean {
  const value = body.expr(node.value);
  checkSubject(body, node, value);
  const name = body.unique('s');
  const subject: Typed = { code: name, type: value.type };
  body.emit(node.place, `{const ${name}=${value.code};`);
  const seen = new Set<string>();
  let reached = !node.cases.some((each) => each.otherwise);
  for (const [i, each] of node.cases.entries()) {
    if (each.otherwise && i < node.cases.length - 1) body.fail(each.place, 'when else must come last');
    body.out.line(each.place.line);
    const open = each.otherwise ? '' : `if(${test(body, each, subject, seen)})`;
    body.out.write(`${i > 0 ? 'else ' : ''}${open}{`);
    reached =
      body.scoped(() => {
        const mark = body.settings.pool.reached(each.place, 'case');
        if (mark) body.out.write(`${mark};`);
        declareCase(body, each, subject);
        return block(body, each.block);
      }) || reached;
    body.out.write('}');
  }
  body.out.write('}');
  return reached;
}

function declareCase(body: Body, node: Switch['cases'][number], subject: Typed): void {
  if (!node.type) return;
  const type = body.universe.resolve(node.type, body.self);
  if (isNamed(type, 'Object')) body.fail(node.place, 'when Object matches everything');
  const { js } = body.declare(node.place, node.name, type);
  body.out.write(`let ${js}=${subject.code};`);
}
