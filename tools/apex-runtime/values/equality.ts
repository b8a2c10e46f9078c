import { Blob, Double } from './boxed.ts';
import { ApexDate, Datetime } from './dates.ts';
import { Decimal } from './decimal.ts';

/** A value that brings its own equality: collections, SObjects, classes of the project with `equals`. */
export interface Comparable {
  /** Two equal values have equal keys. */
  apexKey(): string;
}

export function hasKey(value: unknown): value is Comparable {
  return typeof value === 'object' && value !== null && 'apexKey' in value;
}

/**
 * What stands for a value in a Map or Set: two values are the same key exactly when this is the same. Strings, Integers,
 * Longs, Booleans, enum constants and objects without own equality stand for themselves.
 */
export function keyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (hasKey(value)) return value.apexKey();
  if (value instanceof Decimal) return `\0D${value.stripTrailingZeros()}`;
  if (value instanceof Double) return `\0F${value}`;
  if (value instanceof Datetime) return `\0T${value.ms}`;
  if (value instanceof ApexDate) return `\0d${value.days}`;
  if (value instanceof Blob) return `\0B${Buffer.from(value.bytes).toString('base64')}`;
  return value;
}

const ids = new WeakMap<object, number>();
let lastId = 0;

/** The key of a value as text, for keys that are made of others. */
export function keyText(value: unknown): string {
  const key = keyOf(value);
  if (typeof key !== 'object' || key === null) return `${typeof key}:${String(key)}`;
  let id = ids.get(key);
  if (id === undefined) {
    id = ++lastId;
    ids.set(key, id);
  }
  return `object:${id}`;
}

/** Equality as `Map` and `List.contains` know it: Strings with case. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  return keyOf(a) === keyOf(b);
}

/** The `==` operator: Strings without case, all else as {@link sameValue}. */
export function looselyEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
  }
  return sameValue(a, b) || sameNumber(a, b);
}

function asDecimal(value: unknown): Decimal | null {
  if (value instanceof Decimal) return value;
  if (value instanceof Double)
    return Number.isFinite(value.value) ? Decimal.parse(String(value.value)) : null;
  return typeof value === 'number' || typeof value === 'bigint' ? Decimal.of(value) : null;
}

/** Numbers of different types are equal when their values are. */
function sameNumber(a: unknown, b: unknown): boolean {
  const [x, y] = [asDecimal(a), asDecimal(b)];
  return x !== null && y !== null && x.compare(y) === 0;
}
