import { Decimal } from '../values/decimal.ts';
import type { FieldSchema, ObjectSchema } from './schema.ts';

/** Why the database refuses a row. */
export interface RowError {
  /** Such as `REQUIRED_FIELD_MISSING`. */
  readonly status: string;
  readonly message: string;
  readonly fields: readonly string[];
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function tooLong(field: FieldSchema, value: unknown): RowError | null {
  if (typeof value !== 'string' || field.length === null || value.length <= field.length) return null;
  const shown = value.slice(0, 40);
  return {
    status: 'STRING_TOO_LONG',
    message: `${field.label}: data value too large: ${shown} (max length=${field.length})`,
    fields: [field.name],
  };
}

function badPicklist(field: FieldSchema, value: unknown): RowError | null {
  if (field.type !== 'Picklist' || !field.restricted || typeof value !== 'string') return null;
  if (field.picklist.some((entry) => entry.toLowerCase() === value.toLowerCase())) return null;
  return {
    status: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    message: `${field.label}: bad value for restricted picklist field: ${value}`,
    fields: [field.name],
  };
}

function outOfRange(field: FieldSchema, value: unknown): RowError | null {
  if (field.type !== 'Number' || !(value instanceof Decimal)) return null;
  const whole = field.precision - field.scale;
  const size = value.truncate();
  if ((size < 0n ? -size : size) < 10n ** BigInt(whole)) return null;
  return {
    status: 'NUMBER_OUTSIDE_VALID_RANGE',
    message: `${field.label}: value outside of valid range on numeric field: ${value}`,
    fields: [field.name],
  };
}

/** What a field refuses of a value on its own; uniqueness is the store's business. */
function fieldError(field: FieldSchema, value: unknown): RowError | null {
  if (isEmpty(value)) {
    if (!field.required || field.readOnly || field.type === 'Checkbox') return null;
    return {
      status: 'REQUIRED_FIELD_MISSING',
      message: `Required fields are missing: [${field.name}]`,
      fields: [field.name],
    };
  }
  return tooLong(field, value) ?? badPicklist(field, value) ?? outOfRange(field, value);
}

/** The first thing that an object refuses of a row. */
export function rowError(object: ObjectSchema, row: Readonly<Record<string, unknown>>): RowError | null {
  for (const field of object.fields) {
    const error = fieldError(field, row[field.name]);
    if (error) return error;
  }
  return null;
}

/** What the database makes of a value: text loses blanks at its ends and becomes null when empty; numbers are rounded. */
export function storedValue(field: FieldSchema, value: unknown): unknown {
  if (typeof value === 'string') {
    const trimmed = field.type === 'Picklist' ? value : value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    return trimmed === '' ? null : trimmed;
  }
  if (value instanceof Decimal) {
    return field.scale < value.scale ? value.setScale(field.scale, 'HALF_UP') : value;
  }
  if (value === null && field.type === 'Checkbox') return false;
  return value ?? null;
}
