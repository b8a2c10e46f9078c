import type { Place } from '../compile-error.ts';
import type { Binary, Conditional, Unary } from '../syntax/ast.ts';
import { distance, isNamed, isNumber } from '../types/convert.ts';
import { type Type, typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';

const RANK = ['Integer', 'Long', 'Double', 'Decimal'];

/** The type that both operands of an arithmetic operator become. */
function numericType(body: Body, place: Place, operator: string, a: Type, b: Type): Type {
  if (!isNumber(a) || !isNumber(b)) {
    return body.fail(place, `Operator ${operator} is not defined for ${typeText(a)} and ${typeText(b)}`);
  }
  const names = [a.def.name, b.def.name];
  if (names.includes('Double') && names.includes('Decimal')) {
    body.fail(place, 'Double with Decimal is not supported by this runtime: convert one of them');
  }
  return RANK.indexOf(a.def.name) >= RANK.indexOf(b.def.name) ? a : b;
}

const INTEGER: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `(${a}+${b}|0)`,
  '-': (a, b) => `(${a}-${b}|0)`,
  '*': (a, b) => `Math.imul(${a},${b})`,
  '/': (a, b) => `$.divideIntegers(${a},${b})`,
};
const LONG: typeof INTEGER = {
  '+': (a, b) => `BigInt.asIntN(64,${a}+${b})`,
  '-': (a, b) => `BigInt.asIntN(64,${a}-${b})`,
  '*': (a, b) => `BigInt.asIntN(64,${a}*${b})`,
  '/': (a, b) => `$.divideLongs(${a},${b})`,
};
const DOUBLE: typeof INTEGER = {
  '+': (a, b) => `$.newDouble(${a}.value+${b}.value)`,
  '-': (a, b) => `$.newDouble(${a}.value-${b}.value)`,
  '*': (a, b) => `$.newDouble(${a}.value*${b}.value)`,
  '/': (a, b) => `$.divideDoubles(${a},${b})`,
};
const DECIMAL: typeof INTEGER = {
  '+': (a, b) => `${a}.plus(${b})`,
  '-': (a, b) => `${a}.minus(${b})`,
  '*': (a, b) => `${a}.times(${b})`,
  '/': (a, b) => `${a}.dividedBy(${b})`,
};
const ARITHMETIC: Readonly<Record<string, typeof INTEGER>> = {
  Integer: INTEGER,
  Long: LONG,
  Double: DOUBLE,
  Decimal: DECIMAL,
};

/** An operand as a number of a type; throws where it is null. */
function operand(body: Body, place: Place, typed: Typed, to: Type): string {
  return body.solid({
    code: body.convert(place, typed, to),
    type: to,
    ...(typed.sure ? { sure: true } : {}),
  });
}

export function arithmetic(body: Body, place: Place, operator: string, a: Typed, b: Typed): Typed {
  if (operator === '+' && (isNamed(a.type, 'String') || isNamed(b.type, 'String'))) {
    return { code: `(${text(a)}+${text(b)})`, type: body.platform('String'), sure: true };
  }
  const type = numericType(body, place, operator, a.type, b.type);
  const make = ARITHMETIC[type.def.name]?.[operator];
  if (!make) return body.fail(place, `Operator ${operator} is not supported by this runtime`);
  return { code: make(operand(body, place, a, type), operand(body, place, b, type)), type, sure: true };
}

function text(value: Typed): string {
  return isNamed(value.type, 'String') && value.sure ? value.code : `$.text(${value.code})`;
}

/** `&`, `|`, `^` and the shifts, for Integer and Long; the first three for Boolean too. */
export function bitwise(body: Body, place: Place, operator: string, a: Typed, b: Typed): Typed {
  if (isNamed(a.type, 'Boolean') && isNamed(b.type, 'Boolean') && operator.length === 1) {
    return { code: `Boolean(${body.solid(a)}${operator}${body.solid(b)})`, type: a.type, sure: true };
  }
  const shift = operator.length > 1;
  const type = shift ? a.type : numericType(body, place, operator, a.type, b.type);
  if (!isNamed(type, 'Integer') && !isNamed(type, 'Long')) {
    return body.fail(place, `Operator ${operator} is not defined for ${typeText(type)}`);
  }
  const left = operand(body, place, a, type);
  const right = operand(body, place, b, shift ? body.platform('Integer') : type);
  if (isNamed(type, 'Integer')) return { code: `(${left}${operator}${right}|0)`, type, sure: true };
  const code = shift ? `$.shiftLong(${left},${right},"${operator}")` : `(${left}${operator}${right})`;
  return { code, type, sure: true };
}

function comparison(body: Body, node: Binary, a: Typed, b: Typed): Typed {
  const type = body.platform('Boolean');
  if (isNumber(a.type) && isNumber(b.type)) {
    const common = numericType(body, node.place, node.operator, a.type, b.type);
    const [left, right] = [operand(body, node.place, a, common), operand(body, node.place, b, common)];
    const simple = isNamed(common, 'Integer') || isNamed(common, 'Long');
    if (simple) return { code: `(${left}${node.operator}${right})`, type, sure: true };
    return { code: `($.compare(${left},${right})${node.operator}0)`, type, sure: true };
  }
  const ordered = ['String', 'Date', 'Datetime', 'Id'];
  const fits = ordered.includes(a.type.def.name) && distance(b.type, a.type) !== null;
  if (!fits) {
    return body.fail(
      node.place,
      `Operator ${node.operator} is not defined for ${typeText(a.type)} and ${typeText(b.type)}`,
    );
  }
  const right = body.convert(node.place, b, a.type);
  return { code: `($.compare(${body.solid(a)},$.nn(${right}))${node.operator}0)`, type, sure: true };
}

function equality(body: Body, node: Binary, a: Typed, b: Typed): Typed {
  const type = body.platform('Boolean');
  const negated = node.operator === '!=' || node.operator === '<>' || node.operator === '!==';
  const result = (code: string): Typed => ({ code: negated ? `(!${code})` : code, type, sure: true });
  if (a.type.def.name === 'null' || b.type.def.name === 'null') return result(`(${a.code}===${b.code})`);
  if (node.operator === '===' || node.operator === '!==') return result(`$.identical(${a.code},${b.code})`);
  if (isNumber(a.type) && isNumber(b.type)) return result(numericEquality(body, node, a, b));
  if (distance(a.type, b.type) === null && distance(b.type, a.type) === null) {
    return body.fail(
      node.place,
      `Comparison arguments must be compatible: ${typeText(a.type)}, ${typeText(b.type)}`,
    );
  }
  const plain = ['Boolean'].includes(a.type.def.name) || a.type.def.kind === 'enum';
  if (plain && b.type.def === a.type.def) return result(`(${a.code}===${b.code})`);
  if (isNamed(a.type, 'Id') !== isNamed(b.type, 'Id')) return result(`$.sameId(${a.code},${b.code})`);
  return result(`$.equal(${a.code},${b.code})`);
}

function numericEquality(body: Body, node: Binary, a: Typed, b: Typed): string {
  const common = numericType(body, node.place, node.operator, a.type, b.type);
  const [left, right] = [body.convert(node.place, a, common), body.convert(node.place, b, common)];
  const simple = isNamed(common, 'Integer') || isNamed(common, 'Long');
  return simple ? `(${left}===${right})` : `$.equal(${left},${right})`;
}

/** The type of `a ? b : c` and `a ?? b`: that of one of the two, where the other fits it. */
function commonType(body: Body, place: Place, a: Type, b: Type): Type {
  if (a.def.name === 'null') return b;
  const candidates = [a, b].filter((type) => distance(a, type) !== null && distance(b, type) !== null);
  const best = candidates.toSorted(
    (x, y) => (distance(a, x) ?? 0) + (distance(b, x) ?? 0) - (distance(a, y) ?? 0) - (distance(b, y) ?? 0),
  )[0];
  if (!best) return body.fail(place, `Incompatible types: ${typeText(a)} and ${typeText(b)}`);
  return best;
}

export function binary(body: Body, node: Binary): Typed {
  const { operator, place } = node;
  if (operator === '&&' || operator === '||') {
    const code = `(${body.condition(node.left)}${operator}${body.condition(node.right)})`;
    return { code, type: body.platform('Boolean'), sure: true };
  }
  const a = body.expr(node.left);
  const b = body.expr(node.right);
  if (operator === '??') {
    const type = commonType(body, place, a.type, b.type);
    const mark = body.settings.pool.reached(node.right.place, 'fallback');
    const right = body.convert(place, b, type);
    const code = `(${body.convert(place, a, type)}??${mark ? `(${mark},${right})` : right})`;
    return { code, type, ...(b.sure ? { sure: true } : {}) };
  }
  if (['==', '!=', '<>', '===', '!=='].includes(operator)) return equality(body, node, a, b);
  if (['<', '>', '<=', '>='].includes(operator)) return comparison(body, node, a, b);
  if (['&', '|', '^', '<<', '>>', '>>>'].includes(operator)) return bitwise(body, place, operator, a, b);
  return arithmetic(body, place, operator, a, b);
}

export function unary(body: Body, node: Unary): Typed {
  if (node.operator === '!') {
    return { code: `(!${body.condition(node.value)})`, type: body.platform('Boolean'), sure: true };
  }
  const value = body.expr(node.value);
  if (node.operator === '+' && isNumber(value.type)) return value;
  if (node.operator === '-' && isNumber(value.type)) {
    const solid = body.solid(value);
    const code: Readonly<Record<string, string>> = {
      Integer: `(-${solid}|0)`,
      Long: `BigInt.asIntN(64,-${solid})`,
      Double: `$.newDouble(-${solid}.value)`,
      Decimal: `${solid}.negate()`,
    };
    return { code: code[value.type.def.name] ?? solid, type: value.type, sure: true };
  }
  if (node.operator === '~' && (isNamed(value.type, 'Integer') || isNamed(value.type, 'Long'))) {
    return { code: `(~${body.solid(value)})`, type: value.type, sure: true };
  }
  return body.fail(node.place, `Operator ${node.operator} is not defined for ${typeText(value.type)}`);
}

export function conditional(body: Body, node: Conditional): Typed {
  const condition = body.condition(node.condition);
  const then = body.expr(node.whenTrue);
  const otherwise = body.expr(node.otherwise);
  const type = commonType(body, node.place, then.type, otherwise.type);
  const code = `(${condition}?${body.convert(node.place, then, type)}:${body.convert(node.place, otherwise, type)})`;
  return { code, type, ...(then.sure && otherwise.sure ? { sure: true } : {}) };
}
