import type { Type } from '../compiler/types/type.ts';
import { Double, EnumValue } from '../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { compare, datetime, decimal, double, id, integer, long, sameId } from '../values/convert.ts';
import { ApexDate, Datetime } from '../values/dates.ts';
import { Decimal } from '../values/decimal.ts';
import { looselyEqual } from '../values/equality.ts';
import { ApexException } from '../values/exception.ts';
import { Fault, notNull } from '../values/fault.ts';
import { divideIntegers, divideLongs } from '../values/integers.ts';
import { SObject } from '../values/sobject.ts';
import { textOf } from '../values/text.ts';
import { InternalError } from './platform-object.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeTypes } from './runtime-types.ts';

/** Operators and literals, as the emitted code names them. */
function valueOperations(): object {
  return {
    nn: notNull,
    text: textOf,
    compare,
    datetime,
    decimal,
    double,
    id,
    integer,
    long,
    sameId,
    divideIntegers,
    divideLongs,
    equal: looselyEqual,
    /** `===`: numbers, strings and other primitives by value, objects by identity. */
    identical: (a: unknown, b: unknown) =>
      a === b || (a instanceof Decimal && b instanceof Decimal && a.compare(b) === 0),
    newDouble: (value: number) => new Double(value),
    divideDoubles: (a: Double, b: Double) => {
      if (b.value === 0) throw new Fault('MathException', 'Divide by 0');
      return new Double(a.value / b.value);
    },
    shiftLong: (value: bigint, by: number, operator: string) => {
      const bits = BigInt(by & 63);
      if (operator === '<<') return BigInt.asIntN(64, value << bits);
      return operator === '>>' ? value >> bits : BigInt.asIntN(64, BigInt.asUintN(64, value) >> bits);
    },
    parseDecimal: (text: string) => Decimal.parse(text),
    parseDate: (text: string) => ApexDate.parse(text),
    parseDatetime: (text: string) => new Datetime(Date.parse(text)),
    newList: (type: Type, items: unknown[]) => new ApexList(type, items),
    newSet: (type: Type, items: unknown[]) => new ApexSet(type, items),
    newMap: (type: Type, pairs: readonly (readonly [unknown, unknown])[]) => {
      const map = new ApexMap(type);
      for (const [key, value] of pairs) map.put(key, value);
      return map;
    },
    newArray: (type: Type, size: number) => new ApexList(type, new Array<unknown>(size).fill(null)),
    setAt: (list: ApexList, index: number, value: unknown) => {
      list.set(index, value);
      return value;
    },
    put: (record: SObject, field: string, value: unknown) => {
      notNull(record).set(field, value);
      return value;
    },
    via: (record: SObject | null, field: string) => (record === null ? null : record.get(field)),
    bindList: (value: ApexList | ApexSet) => {
      const items =
        notNull(value) instanceof ApexSet ? (value as ApexSet).values() : (value as ApexList).items;
      return items.map((item) => (item instanceof SObject ? (item.fields['Id'] ?? null) : item));
    },
    iterate,
    chunks: (list: ApexList) => {
      const parts: ApexList[] = [];
      for (let i = 0; i < list.items.length; i += 200) {
        parts.push(new ApexList(list.type, list.items.slice(i, i + 200)));
      }
      return parts;
    },
  };
}

/** The elements of a collection, which must not grow or shrink meanwhile. */
function* iterateList(list: ApexList): Generator<unknown> {
  const { length } = list.items;
  for (let i = 0; i < length; i++) {
    if (list.items.length !== length) throw changed();
    yield list.items[i];
  }
}

function* iterateSet(set: ApexSet): Generator<unknown> {
  const { size } = set.entries;
  for (const value of set.values()) {
    if (set.entries.size !== size) throw changed();
    yield value;
  }
}

function changed(): Fault {
  return new Fault('FinalException', 'Cannot modify a collection while it is being iterated.');
}

function iterate(value: unknown): Iterable<unknown> {
  if (value instanceof ApexList) return iterateList(value);
  if (value instanceof ApexSet) return iterateSet(value);
  if (value === null) throw new Fault('NullPointerException', 'Attempt to de-reference a null object');
  return iterateObject(value as object);
}

/** An Iterable of the project. */
function* iterateObject(value: object): Generator<unknown> {
  const iterator = (value as { iterator$(): unknown }).iterator$();
  const { hasnext$, next$ } = iterator as { hasnext$(): boolean; next$(): unknown };
  while (hasnext$.call(iterator)) yield next$.call(iterator);
}

/** Classes, exceptions and control. */
function classOperations(rt: Runtime, types: RuntimeTypes): object {
  return {
    is: (value: unknown, type: Type) => types.is(value, type),
    cast: (value: unknown, type: Type) => types.cast(value, type),
    made: (value: object) => {
      if (value instanceof ApexException) value.begin(new Error());
      return value;
    },
    caught: (thrown: unknown) => rt.caught(thrown),
    alive: () => !rt.tx.doomed,
    initialize: rt.initialize.bind(rt),
    at: (file: string, line: number) => rt.org.settings.faults?.statement?.({ file, line }, rt.tx),
    tick: () => {
      if (--rt.tx.rounds < 0) throw rt.fatal('LimitException', 'Apex CPU time limit exceeded');
    },
    platformClass: (name: string) => rt.exceptionClass(name),
    defineClass: (name: string, made: object) => define(rt, name, made),
    defineInterface: (name: string) => define(rt, name, function Interface() {}),
    defineEnum: (name: string, constants: readonly string[]) => {
      const values = constants.map((constant, i) => new EnumValue(name, constant, i));
      return { ...Object.fromEntries(values.map((value) => [value.name, value])), values$: values };
    },
  };
}

function define(rt: Runtime, name: string, made: object): object {
  const def = rt.universe.lookup(name.split('.'), null);
  const { prototype } = made as { prototype: object };
  Object.defineProperty(made, 'def', { value: def });
  Object.defineProperty(prototype, 'def', { value: def });
  Object.defineProperty(prototype, 'apexName', { value: name });
  return made;
}

/** Records, queries and DML; see `records.ts`. */
export interface RecordOperations {
  readonly [name: string]: (...args: never[]) => unknown;
}

/** Everything that emitted code calls `$`. */
export function createKernel(rt: Runtime, types: RuntimeTypes, records: RecordOperations): object {
  return Object.assign(valueOperations(), classOperations(rt, types), records, {
    constant: (type: string, name: string) => {
      const found = rt.constants.get(`${type}.${name}`);
      if (!found) throw new InternalError(`No constant ${type}.${name}`);
      return found;
    },
  });
}
