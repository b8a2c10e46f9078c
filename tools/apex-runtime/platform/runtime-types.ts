import { isNamed, isSubtype } from '../compiler/types/convert.ts';
import { type Type, type TypeDef, typeText } from '../compiler/types/type.ts';
import { Blob, Double, EnumValue } from '../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { id } from '../values/convert.ts';
import { ApexDate, Datetime } from '../values/dates.ts';
import { Decimal } from '../values/decimal.ts';
import { Fault } from '../values/fault.ts';
import { SObject } from '../values/sobject.ts';
import { InternalError, PlatformObject } from './platform-object.ts';
import type { Runtime } from './runtime.ts';

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Integer',
  bigint: 'Long',
  boolean: 'Boolean',
};

const VALUES: readonly (readonly [new (...args: never[]) => object, string])[] = [
  [Decimal, 'Decimal'],
  [Double, 'Double'],
  [Datetime, 'Datetime'],
  [ApexDate, 'Date'],
  [Blob, 'Blob'],
];

/** What values are at run time. */
export class RuntimeTypes {
  readonly #rt: Runtime;

  constructor(rt: Runtime) {
    this.#rt = rt;
  }

  of(value: unknown): Type {
    const { universe } = this.#rt;
    if (typeof value !== 'object' || value === null) {
      return universe.platform(PRIMITIVES[typeof value] ?? 'Object');
    }
    if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap) return value.type;
    const { def } = value as { def?: TypeDef };
    if (def) return { def, args: [] };
    if (value instanceof SObject) return this.#named(value.type.name);
    if (value instanceof EnumValue) return this.#named(value.type);
    for (const [shape, name] of VALUES) if (value instanceof shape) return universe.platform(name);
    if (value instanceof PlatformObject) return universe.platform(value.apexName);
    throw new InternalError(`A value of no type: ${String(value)}`);
  }

  #named(name: string): Type {
    const type = this.#rt.typeNamed(name);
    if (!type) throw new InternalError(`No type ${name}`);
    return type;
  }

  is(value: unknown, type: Type): boolean {
    if (value === null) return false;
    const actual = this.of(value);
    if (isSubtype(actual, type)) return true;
    return (
      isNamed(type, 'Id') && typeof value === 'string' && /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(value)
    );
  }

  /** @throws Fault TypeException where the value is of another type */
  cast(value: unknown, type: Type): unknown {
    if (value === null) return null;
    if (isNamed(type, 'Id') && typeof value === 'string') return id(value);
    if (this.is(value, type)) return value;
    const actual = this.of(value);
    if (isNamed(actual, 'List') && isNamed(type, 'List') && value instanceof ApexList) {
      const [element] = type.args;
      if (element && value.items.every((item) => item === null || this.is(item, element))) return value;
    }
    throw new Fault(
      'TypeException',
      `Invalid conversion from runtime type ${typeText(actual)} to ${typeText(type)}`,
    );
  }
}
