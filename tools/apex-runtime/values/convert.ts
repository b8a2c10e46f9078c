import { Double } from './boxed.ts';
import { ApexDate, Datetime } from './dates.ts';
import { Decimal } from './decimal.ts';
import { Fault } from './fault.ts';
import { longToInteger, toLong } from './integers.ts';

type Numeric = number | bigint | Double | Decimal;

/** A number as a Long, cut down to 64 bits; null stays null. */
export function long(value: Numeric | null): bigint | null {
  if (value === null) return null;
  if (typeof value === 'bigint') return value;
  if (value instanceof Decimal) return toLong(value.truncate());
  return toLong(BigInt(Math.trunc(value instanceof Double ? value.value : value)));
}

/** A number as an Integer, cut down to 32 bits; null stays null. */
export function integer(value: Numeric | null): number | null {
  const whole = long(value);
  return whole === null ? null : longToInteger(whole);
}

export function double(value: Numeric | null): Double | null {
  if (value === null || value instanceof Double) return value;
  return new Double(value instanceof Decimal ? value.toNumber() : Number(value));
}

export function decimal(value: Numeric | null): Decimal | null {
  if (value === null || value instanceof Decimal) return value;
  return value instanceof Double ? Decimal.parse(String(value.value)) : Decimal.of(value);
}

export function datetime(value: ApexDate | null): Datetime | null {
  return value === null ? null : new Datetime(value.utc.getTime());
}

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that make an Id safe where letter case gets lost. */
export function idSuffix(id15: string): string {
  return [0, 5, 10]
    .map((start) => {
      let bits = 0;
      for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id15[start + i] ?? '')) bits |= 1 << i;
      return SUFFIX[bits];
    })
    .join('');
}

/** A String as an Id of 18 characters. @throws Fault StringException where it is none */
export function id(value: string | null): string | null {
  if (value === null) return null;
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(value))
    throw new Fault('StringException', `Invalid id: ${value}`);
  return value.slice(0, 15) + idSuffix(value.slice(0, 15));
}

/** Whether two Ids, or an Id and a String, mean the same record. */
export function sameId(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.slice(0, 15) === b.slice(0, 15) &&
    (a.length === 15 || a.length === 18) &&
    (b.length === 15 || b.length === 18)
  );
}

/** What a value is ordered by. */
function rankOf(value: unknown): string | number | bigint | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Double) return value.value;
  if (value instanceof Datetime) return value.ms;
  return value instanceof ApexDate ? value.days : null;
}

/** The order of two values of one type: below, at or above zero. */
export function compare(a: unknown, b: unknown): number {
  if (a instanceof Decimal && b instanceof Decimal) return a.compare(b);
  const [x, y] = [rankOf(a), rankOf(b)];
  if (x !== null && y !== null && typeof a === typeof b) return x < y ? -1 : x > y ? 1 : 0;
  throw new Fault('TypeException', 'These values have no order');
}
