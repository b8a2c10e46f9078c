import type {
  Cast,
  ClassLiteral,
  InstanceOf,
  Literal,
  NewArray,
  NewCollection,
  This,
} from '../syntax/ast.ts';
import { castable, isNamed, isSubtype } from '../types/convert.ts';
import { type Type, typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';
import { castValue } from './conversions.ts';

export function literal(body: Body, node: Literal): Typed {
  if (node.type === 'null') return { code: 'null', type: body.universe.nullType };
  const type = body.platform(node.type);
  const code: Readonly<Record<Exclude<Literal['type'], 'null'>, () => string>> = {
    Integer: () => node.text,
    Long: () => `${node.text}n`,
    Double: () => `$.newDouble(${Number(node.text)})`,
    Decimal: () => `$.parseDecimal("${node.text}")`,
    String: () => JSON.stringify(node.text),
    Boolean: () => node.text,
  };
  return { code: code[node.type](), type, sure: true };
}

export function self(body: Body, node: This): Typed {
  if (node.kind === 'super') body.fail(node.place, 'super stands only before a method or constructor call');
  if (body.settings.isStatic) body.fail(node.place, 'this is not available in a static context');
  return { code: 'this', type: { def: body.self, args: [] }, sure: true };
}

export function cast(body: Body, node: Cast): Typed {
  const type = body.universe.resolve(node.type, body.self);
  const value = body.expr(node.value);
  if (!castable(value.type, type)) {
    body.fail(node.place, `Incompatible types for a cast: ${typeText(value.type)} to ${typeText(type)}`);
  }
  return { code: castValue(body, value, type), type, ...(value.sure ? { sure: true } : {}) };
}

export function instanceOf(body: Body, node: InstanceOf): Typed {
  const type = body.universe.resolve(node.type, body.self);
  const value = body.expr(node.value);
  const primitive =
    value.type.def.kind === 'primitive' && value.type.args.length === 0 && !isNamed(value.type, 'Object');
  if (primitive || isSubtype(value.type, type)) {
    body.fail(node.place, `instanceof is always decided: ${typeText(value.type)} and ${typeText(type)}`);
  }
  if (!castable(value.type, type)) {
    body.fail(node.place, `instanceof is always false: ${typeText(value.type)} and ${typeText(type)}`);
  }
  const code = `$.is(${value.code},${body.settings.pool.type(type)})`;
  return { code, type: body.platform('Boolean'), sure: true };
}

export function classLiteral(body: Body, node: ClassLiteral): Typed {
  const type = body.universe.resolve(node.type, body.self);
  return { code: `$.typeOf(${body.settings.pool.type(type)})`, type: body.platform('Type'), sure: true };
}

function list(body: Body, type: Type, elements: readonly string[]): Typed {
  const code = `$.newList(${body.settings.pool.type(type)},[${elements.join(',')}])`;
  return { code, type, sure: true };
}

export function newArray(body: Body, node: NewArray): Typed {
  const element = body.universe.resolve(node.type, body.self);
  const type = body.platform('List', element);
  if (node.size) {
    const size = body.solid(body.value(node.size, body.platform('Integer')));
    return { code: `$.newArray(${body.settings.pool.type(type)},${size})`, type, sure: true };
  }
  return list(
    body,
    type,
    node.elements.map((value) => body.value(value, element).code),
  );
}

export function newCollection(body: Body, node: NewCollection): Typed {
  const type = body.universe.resolve(node.type, body.self);
  const [first, second] = type.args;
  const elements = (): readonly string[] =>
    node.elements.map((value) => body.value(value, first ?? type).code);
  if (isNamed(type, 'List') && node.entries.length === 0) return list(body, type, elements());
  if (isNamed(type, 'Set') && node.entries.length === 0) {
    return { code: `$.newSet(${body.settings.pool.type(type)},[${elements().join(',')}])`, type, sure: true };
  }
  if (isNamed(type, 'Map') && node.elements.length === 0 && first && second) {
    const pairs = node.entries.map(
      ([key, value]) => `[${body.value(key, first).code},${body.value(value, second).code}]`,
    );
    return { code: `$.newMap(${body.settings.pool.type(type)},[${pairs.join(',')}])`, type, sure: true };
  }
  return body.fail(node.place, `Type takes no such elements: ${typeText(type)}`);
}
