import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { EnumValue } from '../../values/boxed.ts';
import { looselyEqual } from '../../values/equality.ts';
import { textOf } from '../../values/text.ts';
import { hashOf } from './strings.ts';

/** What every constant of an enum can do. */
export function enumType(): PlatformType {
  return {
    name: 'Enum',
    kind: 'class',
    members: {
      'String name()': (value: EnumValue) => value.name,
      'Integer ordinal()': (value: EnumValue) => value.ordinal,
      'String toString()': (value: EnumValue) => value.name,
      'Boolean equals(Object)': (value: EnumValue, other: unknown) => value === other,
    },
  };
}

/** What every value can do. */
export function objectType(): PlatformType {
  return {
    name: 'Object',
    kind: 'primitive',
    extensible: true,
    members: {
      'String toString()': textOf,
      'Boolean equals(Object)': looselyEqual,
      'Integer hashCode()': (value: unknown) => hashOf(textOf(value)),
    },
  };
}
