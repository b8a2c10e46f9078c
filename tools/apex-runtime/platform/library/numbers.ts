import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { Double, type EnumValue } from '../../values/boxed.ts';
import { compare, decimal, double, integer, long } from '../../values/convert.ts';
import { Decimal, ROUNDING_MODES, type RoundingMode } from '../../values/decimal.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { moduloIntegers, moduloLongs, parseInteger, parseLong, toLong } from '../../values/integers.ts';
import { textOf } from '../../values/text.ts';
import type { Runtime } from '../runtime.ts';

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function wholeOf(value: unknown): number {
  if (typeof value === 'string') return parseInteger(value);
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || value instanceof Decimal || value instanceof Double)
    return integer(value) ?? 0;
  throw new Fault('TypeException', `Invalid integer: ${textOf(value)}`);
}

function longOf(value: unknown): bigint {
  if (typeof value === 'string') return parseLong(value);
  if (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Decimal ||
    value instanceof Double
  ) {
    return long(value) ?? 0n;
  }
  throw new Fault('TypeException', `Invalid long: ${textOf(value)}`);
}

const INTEGER: PlatformType = {
  name: 'Integer',
  kind: 'primitive',
  members: {
    'static Integer valueOf(String)': (text: string) => parseInteger(notNull(text)),
    'static Integer valueOf(Object)': (value: unknown) => wholeOf(notNull(value)),
    'String format()': (value: number) => grouped(String(value)),
    'Integer intValue()': (value: number) => value,
    'Long longValue()': (value: number) => BigInt(value),
    'Boolean equals(Object)': (value: number, other: unknown) => value === other,
    'Integer hashCode()': (value: number) => value,
    'String toString()': (value: number) => String(value),
  },
};

const LONG: PlatformType = {
  name: 'Long',
  kind: 'primitive',
  members: {
    'static Long valueOf(String)': (text: string) => parseLong(notNull(text)),
    'static Long valueOf(Object)': (value: unknown) => longOf(notNull(value)),
    'String format()': (value: bigint) => grouped(String(value)),
    'Integer intValue()': (value: bigint) => integer(value),
    'Long longValue()': (value: bigint) => value,
    'Double doubleValue()': (value: bigint) => double(value),
    'Boolean equals(Object)': (value: bigint, other: unknown) => value === other,
    'String toString()': (value: bigint) => String(value),
  },
};

const DOUBLE: PlatformType = {
  name: 'Double',
  kind: 'primitive',
  members: {
    'static Double valueOf(String)': (text: string) => Double.parse(notNull(text)),
    'Integer intValue()': (value: Double) => integer(value),
    'Long longValue()': (value: Double) => long(value),
    'Double doubleValue()': (value: Double) => value,
    'Long round()': (value: Double) => long(roundHalf(decimal(value) as Decimal, 0, 'HALF_EVEN')),
    'String toString()': (value: Double) => value.toString(),
  },
};

function roundHalf(value: Decimal, scale: number, mode: RoundingMode): Decimal {
  return value.setScale(scale, mode);
}

/** The methods of Decimal. Rounding without a mode is HALF_EVEN. */
const DECIMAL: PlatformType = {
  name: 'Decimal',
  kind: 'primitive',
  members: {
    'static Decimal valueOf(String)': (text: string) => Decimal.parse(notNull(text)),
    'static Decimal valueOf(Double)': (value: Double) => decimal(notNull(value)),
    'static Decimal valueOf(Long)': (value: bigint) => decimal(notNull(value)),
    'Integer intValue()': (value: Decimal) => integer(value),
    'Long longValue()': (value: Decimal) => long(value),
    'Double doubleValue()': (value: Decimal) => double(value),
    'Integer scale()': (value: Decimal) => value.scale,
    'Integer precision()': (value: Decimal) => value.precision(),
    'Decimal abs()': (value: Decimal) => (value.unscaled < 0n ? value.negate() : value),
    'Decimal setScale(Integer)': (value: Decimal, scale: number) => value.setScale(scale, 'HALF_EVEN'),
    'Decimal setScale(Integer, RoundingMode)': (value: Decimal, scale: number, mode: EnumValue) =>
      value.setScale(scale, modeOf(mode)),
    'Decimal divide(Decimal, Integer)': (value: Decimal, by: Decimal, scale: number) =>
      value.divide(notNull(by), scale, 'HALF_EVEN'),
    'Decimal divide(Decimal, Integer, RoundingMode)': (
      value: Decimal,
      by: Decimal,
      scale: number,
      mode: EnumValue,
    ) => value.divide(notNull(by), scale, modeOf(mode)),
    'Long round()': (value: Decimal) => long(value.setScale(0, 'HALF_EVEN')),
    'Long round(RoundingMode)': (value: Decimal, mode: EnumValue) => long(value.setScale(0, modeOf(mode))),
    'Decimal stripTrailingZeros()': (value: Decimal) => value.stripTrailingZeros(),
    'String toPlainString()': (value: Decimal) => value.toString(),
    'String toString()': (value: Decimal) => value.toString(),
    'String format()': (value: Decimal) => grouped(value.setScale(0, 'HALF_EVEN').toString()),
  },
};

function modeOf(mode: EnumValue): RoundingMode {
  return notNull(mode).name as RoundingMode;
}

function twoArguments(name: string): PlatformType['members'] {
  const pick = (sign: number) => (a: unknown, b: unknown) =>
    compare(notNull(a), notNull(b)) * sign > 0 ? a : b;
  const types = ['Integer', 'Long', 'Double', 'Decimal'];
  const implementation = pick(name === 'max' ? 1 : -1);
  return Object.fromEntries(
    types.map((type) => [`static ${type} ${name}(${type}, ${type})`, implementation]),
  );
}

/** Math, with chance from the org. */
function mathType(rt: Runtime): PlatformType {
  return {
    name: 'Math',
    kind: 'class',
    members: {
      ...twoArguments('max'),
      ...twoArguments('min'),
      'static Integer abs(Integer)': (value: number) => Math.abs(notNull(value)) | 0,
      'static Long abs(Long)': (value: bigint) => toLong(notNull(value) < 0n ? -value : value),
      'static Decimal abs(Decimal)': (value: Decimal) =>
        notNull(value).unscaled < 0n ? value.negate() : value,
      'static Double abs(Double)': (value: Double) => new Double(Math.abs(notNull(value).value)),
      'static Integer mod(Integer, Integer)': (a: number, b: number) =>
        moduloIntegers(notNull(a), notNull(b)),
      'static Long mod(Long, Long)': (a: bigint, b: bigint) => moduloLongs(notNull(a), notNull(b)),
      'static Decimal ceil(Decimal)': (value: Decimal) => value.setScale(0, 'CEILING'),
      'static Decimal floor(Decimal)': (value: Decimal) => value.setScale(0, 'FLOOR'),
      'static Double ceil(Double)': (value: Double) => new Double(Math.ceil(value.value)),
      'static Double floor(Double)': (value: Double) => new Double(Math.floor(value.value)),
      'static Integer round(Decimal)': (value: Decimal) => integer(value.setScale(0, 'HALF_EVEN')),
      'static Long roundToLong(Decimal)': (value: Decimal) => long(value.setScale(0, 'HALF_EVEN')),
      'static Double pow(Double, Double)': (base: Double, exponent: Double) =>
        new Double(base.value ** exponent.value),
      'static Double sqrt(Double)': (value: Double) => new Double(Math.sqrt(value.value)),
      'static Double random()': () => new Double(rt.org.settings.random()),
      'static Integer signum(Decimal)': (value: Decimal) => value.compare(Decimal.of(0)),
    },
  };
}

export function numberTypes(rt: Runtime): readonly PlatformType[] {
  const rounding: PlatformType = {
    name: 'RoundingMode',
    kind: 'enum',
    constants: ROUNDING_MODES,
    members: {},
  };
  return [rounding, INTEGER, LONG, DOUBLE, DECIMAL, mathType(rt)];
}
