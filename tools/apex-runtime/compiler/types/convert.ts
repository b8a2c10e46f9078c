import { lineage, sameType, type Type } from './type.ts';

/** From each numeric type, those that it becomes by itself, nearest first. */
const WIDENING: Readonly<Record<string, readonly string[]>> = {
  Integer: ['Long', 'Double', 'Decimal'],
  Long: ['Double', 'Decimal'],
  Double: ['Decimal'],
  Decimal: ['Double'],
  String: ['Id'],
  Id: ['String'],
  Date: ['Datetime'],
};

const NUMBERS = new Set(['Integer', 'Long', 'Double', 'Decimal']);

export function isNumber(type: Type): boolean {
  return NUMBERS.has(type.def.name);
}

export function isNamed(type: Type, name: string): boolean {
  return type.def.name === name && type.def.origin === 'platform';
}

function isSObjectList(type: Type): boolean {
  return (
    isNamed(type, 'List') && (type.args[0]?.def.kind === 'sobject' || type.args[0]?.def.name === 'SObject')
  );
}

/** List elements may be more special; both ways for lists of SObjects, which the platform checks at run time. */
function listFits(from: Type, to: Type): boolean {
  const [fromElement] = from.args;
  const [toElement] = to.args;
  if (!isNamed(from, 'List') || !isNamed(to, 'List') || !fromElement || !toElement) return false;
  if (isSObjectList(from) && isSObjectList(to)) {
    return fromElement.def.name === 'SObject' || toElement.def.name === 'SObject';
  }
  return isNamed(toElement, 'Object') || isSubtype(fromElement, toElement);
}

export function isSubtype(from: Type, to: Type): boolean {
  if (isNamed(to, 'Object')) return from.def.name !== 'void';
  return lineage(from).some((ancestor) => sameType(ancestor, to)) || listFits(from, to);
}

/**
 * How far a value of one type is from another that it may be assigned to: 0 the same, more for each conversion;
 * null where it may not.
 */
export function distance(from: Type, to: Type): number | null {
  if (from.def.name === 'void' || to.def.name === 'void') return null;
  if (sameType(from, to)) return 0;
  if (from.def.name === 'null') return isNamed(to, 'Object') ? 20 : 1;
  const widening = WIDENING[from.def.name]?.indexOf(to.def.name) ?? -1;
  if (widening >= 0 && from.def.origin === 'platform') return widening + 1;
  if (!isSubtype(from, to)) return null;
  if (isNamed(to, 'Object')) return 30;
  const up = lineage(from).findIndex((ancestor) => sameType(ancestor, to));
  return up >= 0 ? up : 10;
}

/** Whether a cast could succeed: one of the two is a subtype of the other, or an interface is involved. */
export function castable(from: Type, to: Type): boolean {
  if (from.def.name === 'null' || isSubtype(from, to) || isSubtype(to, from)) return true;
  if (distance(from, to) !== null || (isNumber(from) && isNumber(to))) return true;
  if (isNamed(from, 'List') && isNamed(to, 'List')) {
    const [a] = from.args;
    const [b] = to.args;
    return a !== undefined && b !== undefined && castable(a, b);
  }
  return openInterface(from, to) || openInterface(to, from);
}

function openInterface(from: Type, to: Type): boolean {
  return (
    from.def.kind === 'interface' &&
    to.def.kind !== 'primitive' &&
    (to.def.isVirtual || to.def.kind === 'interface')
  );
}
