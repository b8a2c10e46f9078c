import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { Datetime } from './dates.ts';
import { hasKey } from './equality.ts';
import { ApexException } from './exception.ts';
import { SObject } from './sobject.ts';

/** A value that says itself how it is written. */
interface Printable {
  tostring$(): string | null;
}

function isPrintable(value: object): value is Printable {
  return 'tostring$' in value;
}

function recordText(value: SObject): string {
  const fields = Object.entries(value.fields).map(([name, field]) => `${name}=${textOf(field)}`);
  return `${value.type.name}:{${fields.join(', ')}}`;
}

/** What `String.valueOf` and `+` make of a value. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof ApexList) return `(${value.items.map(textOf).join(', ')})`;
  if (value instanceof ApexSet) return `{${value.values().map(textOf).join(', ')}}`;
  if (value instanceof ApexMap) {
    return `{${[...value.entries.values()].map((e) => `${textOf(e.key)}=${textOf(e.value)}`).join(', ')}}`;
  }
  if (value instanceof SObject) return recordText(value);
  if (isPrintable(value)) return value.tostring$() ?? 'null';
  if (value instanceof ApexException) return exceptionText(value);
  if (value instanceof Datetime || hasKey(value) || value.toString !== Object.prototype.toString) {
    return String(value);
  }
  return objectText(value);
}

/** Classes of the project carry their name; see `defineClass` of the runtime. */
export function apexNameOf(value: object): string {
  const { apexName } = value as { apexName?: unknown };
  return typeof apexName === 'string' ? apexName : value.constructor.name;
}

export function exceptionText(value: ApexException): string {
  return `${exceptionName(value)}: ${value.message ?? 'Script-thrown exception'}`;
}

/** `System.MathException`, or the class's own name. */
export function exceptionName(value: ApexException): string {
  const name = apexNameOf(value);
  return value.isPlatform ? `System.${name}` : name;
}

function objectText(value: object): string {
  const fields = Object.entries(value).map(([name, field]) => `${name.replace(/^_/, '')}=${textOf(field)}`);
  return `${apexNameOf(value)}:[${fields.join(', ')}]`;
}
