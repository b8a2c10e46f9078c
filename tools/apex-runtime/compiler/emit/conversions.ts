import { isNamed } from '../types/convert.ts';
import type { Type } from '../types/type.ts';
import type { Body, Typed } from './body.ts';

/** Functions of the runtime that turn one primitive into another; all of them leave null alone. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  'Integer>Long': '$.long',
  'Integer>Double': '$.double',
  'Integer>Decimal': '$.decimal',
  'Long>Double': '$.double',
  'Long>Decimal': '$.decimal',
  'Double>Decimal': '$.decimal',
  'Decimal>Double': '$.double',
  'String>Id': '$.id',
  'Date>Datetime': '$.datetime',
};

/** Code of a value as the value of a type that it may be assigned to. */
export function convertValue(_: Body, value: Typed, to: Type): string {
  if (value.type.def.origin !== 'platform') return value.code;
  const conversion = CONVERSIONS[`${value.type.def.name}>${to.def.name}`];
  return conversion ? `${conversion}(${value.code})` : value.code;
}

/** Code of a cast. Numbers are cut down as `intValue` does. */
export function castValue(body: Body, value: Typed, to: Type): string {
  const numeric: Readonly<Record<string, string>> = {
    'Long>Integer': '$.integer',
    'Decimal>Integer': '$.integer',
    'Double>Integer': '$.integer',
    'Decimal>Long': '$.long',
    'Double>Long': '$.long',
  };
  const narrowing = numeric[`${value.type.def.name}>${to.def.name}`];
  if (narrowing) return `${narrowing}(${value.code})`;
  const converted = convertValue(body, value, to);
  if (converted !== value.code || isNamed(to, 'Object')) return converted;
  return `$.cast(${value.code},${body.settings.pool.type(to)})`;
}
