import { type Field, type Type, type TypeDef, typeText } from '../../compiler/types/type.ts';
import { apexTypeOf } from '../../org/schema.ts';
import { Blob, Double, type EnumValue } from '../../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { id } from '../../values/convert.ts';
import { ApexDate, Datetime } from '../../values/dates.ts';
import { Decimal } from '../../values/decimal.ts';
import { Fault } from '../../values/fault.ts';
import { parseInteger, parseLong, toLong } from '../../values/integers.ts';
import { SObject } from '../../values/sobject.ts';
import type { Runtime } from '../runtime.ts';

/** A number as it was written. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Json = string | boolean | null | NumberText | readonly Json[] | { readonly [name: string]: Json };

function parse(text: string): Json {
  const reviver = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value;
  try {
    return JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1]) as Json;
  } catch (error) {
    throw new Fault('JSONException', `Unexpected character or end of input: ${(error as Error).message}`);
  }
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof NumberText);
}

/** Reads JSON into values of Apex. */
export class JsonReader {
  readonly #rt: Runtime;

  constructor(rt: Runtime) {
    this.#rt = rt;
  }

  untyped(text: string): unknown {
    return this.#untyped(parse(text));
  }

  typed(text: string, type: Type, strict: boolean): unknown {
    return this.#typed(parse(text), type, strict);
  }

  #untyped(json: Json): unknown {
    const { universe } = this.#rt;
    if (json instanceof NumberText) return untypedNumber(json.text);
    if (Array.isArray(json)) {
      return new ApexList(
        universe.platform('List', universe.platform('Object')),
        json.map((item: Json) => this.#untyped(item)),
      );
    }
    if (!isObject(json)) return json;
    const map = new ApexMap(
      universe.platform('Map', universe.platform('String'), universe.platform('Object')),
    );
    for (const [name, value] of Object.entries(json)) map.put(name, this.#untyped(value));
    return map;
  }

  #typed(json: Json, type: Type, strict: boolean): unknown {
    if (json === null) return null;
    const { def } = type;
    if (def.name === 'Object' && def.origin === 'platform') return this.#untyped(json);
    if (def.kind === 'enum') return this.#constant(json, type);
    if (def.kind === 'sobject') return this.#record(json, def);
    if (def.origin === 'user') return this.#object(json, type, strict);
    if (type.args.length > 0) return this.#collection(json, type, strict);
    return primitive(json, def.name);
  }

  #constant(json: Json, type: Type): EnumValue {
    const found = this.#rt.enumValues(type.def).find((value) => value.name === json);
    if (!found) throw wrong(json, type);
    return found;
  }

  #collection(json: Json, type: Type, strict: boolean): unknown {
    const [first = type, second = type] = type.args;
    if (type.def.name === 'Map') {
      if (!isObject(json)) throw wrong(json, type);
      const map = new ApexMap(type);
      for (const [name, value] of Object.entries(json)) {
        map.put(this.#typed(name, first, strict), this.#typed(value, second, strict));
      }
      return map;
    }
    if (!Array.isArray(json)) throw wrong(json, type);
    const items = json.map((item: Json) => this.#typed(item, first, strict));
    return type.def.name === 'Set' ? new ApexSet(type, items) : new ApexList(type, items);
  }

  #object(json: Json, type: Type, strict: boolean): object {
    if (!isObject(json)) throw wrong(json, type);
    if (type.def.isAbstract || type.def.kind === 'interface') {
      throw new Fault('JSONException', `Cannot construct ${type.def.name}`);
    }
    const target = this.#rt.bare(type.def) as Record<string, unknown>;
    for (const [name, value] of Object.entries(json)) {
      const field = fieldNamed(type.def, name);
      if (!field) {
        if (strict) throw new Fault('JSONException', `No such column '${name}' on ${type.def.name}`);
        continue;
      }
      target[`_${field.name.toLowerCase()}`] = this.#typed(value, field.type, strict);
    }
    return target;
  }

  #record(json: Json, def: TypeDef): SObject {
    if (!isObject(json)) throw wrong(json, { def, args: [] });
    const object = this.#rt.org.schema.object(def.name);
    if (!object) throw new Error(`No object ${def.name}`);
    const record = new SObject(object);
    for (const [name, value] of Object.entries(json)) {
      if (name === 'attributes') continue;
      const field = object.field(name);
      if (!field) throw new Fault('JSONException', `No such column '${name}' on sobject of type ${def.name}`);
      record.fields[field.name] = value === null ? null : primitive(value, apexTypeOf(field));
    }
    return record;
  }
}

function fieldNamed(def: TypeDef, name: string): Field | null {
  for (let at: TypeDef | null = def; at; at = at.superType?.def ?? null) {
    const field = at.fields.get(name.toLowerCase());
    if (field && !field.isStatic && !field.isTransient) return field;
  }
  return null;
}

function untypedNumber(text: string): unknown {
  if (!/^-?\d+$/.test(text)) return Decimal.parse(text);
  const value = BigInt(text);
  if (BigInt.asIntN(32, value) === value) return Number(value);
  return toLong(value) === value ? value : Decimal.parse(text);
}

function wrong(json: Json, type: Type): Fault {
  const shown = json instanceof NumberText ? json.text : JSON.stringify(json);
  return new Fault('JSONException', `Illegal value for ${typeText(type)}: ${shown}`);
}

const FROM_NUMBER: Readonly<Record<string, (text: string) => unknown>> = {
  Integer: parseInteger,
  Long: parseLong,
  Decimal: (text) => Decimal.parse(text),
  Double: (text) => Double.parse(text),
  String: (text) => text,
};
const FROM_STRING: Readonly<Record<string, (text: string) => unknown>> = {
  ...FROM_NUMBER,
  Id: id,
  Date: (text) => ApexDate.parse(text),
  Datetime: (text) => {
    const ms = Date.parse(text);
    if (Number.isNaN(ms)) throw new Fault('JSONException', `Invalid format: ${text}`);
    return new Datetime(ms);
  },
  Blob: (text) => new Blob(Buffer.from(text, 'base64')),
};

function primitive(json: Json, name: string): unknown {
  const fail = (): never => {
    throw new Fault('JSONException', `Illegal value for ${name}: ${JSON.stringify(json)}`);
  };
  if (name === 'Boolean') return typeof json === 'boolean' ? json : fail();
  const table = json instanceof NumberText ? FROM_NUMBER : FROM_STRING;
  const text = json instanceof NumberText ? json.text : json;
  const convert = table[name];
  if (!convert || typeof text !== 'string') return fail();
  try {
    return convert(text);
  } catch {
    return fail();
  }
}
