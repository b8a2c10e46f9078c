import type { Assign, Step } from '../syntax/ast.ts';
import { isNamed, isNumber } from '../types/convert.ts';
import { typeText } from '../types/type.ts';
import type { Body, Typed } from './body.ts';
import { castValue } from './conversions.ts';
import { locate } from './location.ts';
import { arithmetic, bitwise } from './operators.ts';

function combined(body: Body, node: Assign, current: Typed): Typed {
  const operator = node.operator.slice(0, -1);
  const value = body.expr(node.value);
  if (['+', '-', '*', '/'].includes(operator)) return arithmetic(body, node.place, operator, current, value);
  return bitwise(body, node.place, operator, current, value);
}

export function assign(body: Body, node: Assign): Typed {
  const compound = node.operator !== '=';
  const location = locate(body, node.target, compound);
  const { type } = location.typed;
  if (!compound) {
    const value = body.value(node.value, type);
    return { code: location.write(value.code), type };
  }
  if (location.typed.guard) body.fail(node.place, 'Safe navigation cannot be assigned to');
  const result = combined(body, node, location.typed);
  const narrows = isNumber(type) && isNumber(result.type) && type.def !== result.type.def;
  if (narrows && isNamed(type, 'Integer')) {
    body.fail(node.place, `Illegal assignment from ${typeText(result.type)} to ${typeText(type)}`);
  }
  const value = narrows ? castValue(body, result, type) : body.convert(node.place, result, type);
  const written = location.write(value);
  return { code: location.setup ? `(${location.setup},${written})` : written, type };
}

/** `x++` and the like. */
export function step(body: Body, node: Step): Typed {
  const location = locate(body, node.target, true);
  const { type } = location.typed;
  if (!isNumber(type))
    body.fail(node.place, `Operator ${node.operator} is not defined for ${typeText(type)}`);
  const one: Typed = { code: '1', type: body.platform('Integer'), sure: true };
  const setup = location.setup ? `${location.setup},` : '';
  const operator = node.operator === '++' ? '+' : '-';
  if (node.prefix) {
    const next = arithmetic(body, node.place, operator, location.typed, one);
    return { code: `(${setup}${location.write(next.code)})`, type, sure: true };
  }
  const before = body.temp();
  const next = arithmetic(body, node.place, operator, { code: before, type }, one);
  const code = `(${setup}${before}=${location.typed.code},${location.write(next.code)},${before})`;
  return { code, type, sure: true };
}
