import type { TypeDef } from '../../compiler/types/type.ts';
import { Blob, Double, EnumValue } from '../../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { ApexDate, Datetime } from '../../values/dates.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexException } from '../../values/exception.ts';
import { Fault } from '../../values/fault.ts';
import { SObject } from '../../values/sobject.ts';
import { apexNameOf, textOf } from '../../values/text.ts';

type Plain = string | number | boolean | null | RawNumber | readonly Plain[] | ReadonlyMap<string, Plain>;

/** A number of more digits than JavaScript's have. */
class RawNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function fieldsOf(value: object): ReadonlyMap<string, Plain> {
  const { def } = value as { def?: TypeDef };
  if (!def || value instanceof ApexException) {
    throw new Fault('JSONException', `Type unsupported in JSON: ${apexNameOf(value)}`);
  }
  const fields = new Map<string, Plain>();
  for (const [name, member] of membersOf(def))
    fields.set(name, plain((value as Record<string, unknown>)[member]));
  return fields;
}

/** What of a class is written: its names in JSON and in JavaScript. */
const members = new WeakMap<TypeDef, readonly (readonly [name: string, member: string])[]>();

function membersOf(def: TypeDef): readonly (readonly [name: string, member: string])[] {
  const known = members.get(def);
  if (known) return known;
  const chain: TypeDef[] = [];
  for (let at: TypeDef | null = def; at && at.origin === 'user'; at = at.superType?.def ?? null)
    chain.unshift(at);
  const found = chain
    .flatMap((each) => [...each.fields.values()])
    .filter((field) => !field.isStatic && !field.isTransient && !(field.getter && !field.setter))
    .map((field) => [field.name, `_${field.name.toLowerCase()}`] as const);
  members.set(def, found);
  return found;
}

function recordFields(value: SObject): ReadonlyMap<string, Plain> {
  const fields = new Map<string, Plain>([['attributes', new Map([['type', value.type.name]])]]);
  for (const [name, field] of Object.entries(value.fields))
    if (field !== null) fields.set(name, plain(field));
  return fields;
}

function mapFields(value: ApexMap): ReadonlyMap<string, Plain> {
  const fields = new Map<string, Plain>();
  for (const entry of value.entries.values()) fields.set(textOf(entry.key), plain(entry.value));
  return fields;
}

function plain(value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return new RawNumber(String(value));
  if (typeof value !== 'object') return value as string | number | boolean;
  if (value instanceof Decimal) return new RawNumber(value.toString());
  if (value instanceof Double) return new RawNumber(value.toString());
  if (value instanceof Datetime) return value.iso();
  if (value instanceof ApexDate) return value.toString();
  if (value instanceof Blob) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof EnumValue) return value.name;
  if (value instanceof ApexList) return value.items.map(plain);
  if (value instanceof ApexSet) return value.values().map(plain);
  if (value instanceof ApexMap) return mapFields(value);
  if (value instanceof SObject) return recordFields(value);
  if ('serializable' in value) return textOf(value);
  return fieldsOf(value);
}

function write(value: Plain, indent: string, step: string, suppressNulls: boolean): string {
  if (value instanceof RawNumber) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + step;
  const [open, between, close] = step === '' ? ['', ',', ''] : [`\n${inner}`, `,\n${inner}`, `\n${indent}`];
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, Plain>)].filter(
      ([, each]) => !suppressNulls || each !== null,
    );
    const colon = step === '' ? ':' : ' : ';
    const parts = entries.map(
      ([key, each]) => `${JSON.stringify(key)}${colon}${write(each, inner, step, suppressNulls)}`,
    );
    return parts.length === 0 ? '{}' : `{${open}${parts.join(between)}${close}}`;
  }
  const items = (value as readonly Plain[]).map((item) => write(item, indent, step, suppressNulls));
  return step === '' ? `[${items.join(',')}]` : `[ ${items.join(', ')} ]`;
}

/** `JSON.serialize`: fields in the order of their declaration, SObjects with their type. */
export function toJson(value: unknown, suppressNulls: boolean, pretty: boolean): string {
  return write(plain(value), '', pretty ? '  ' : '', suppressNulls);
}
