import { Fault } from './fault.ts';

export const ROUNDING_MODES = [
  'CEILING',
  'DOWN',
  'FLOOR',
  'HALF_DOWN',
  'HALF_EVEN',
  'HALF_UP',
  'UP',
] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** Digits that a division keeps: assumption `decimal-division`. */
const DIVISION_DIGITS = 34;

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Whether a truncated quotient moves away from zero. `twice` is twice the remainder against the divisor, as sign. */
function roundsAway(mode: RoundingMode, negative: boolean, odd: boolean, twice: number): boolean {
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return !negative;
    case 'FLOOR':
      return negative;
    case 'HALF_UP':
      return twice >= 0;
    case 'HALF_DOWN':
      return twice > 0;
    case 'HALF_EVEN':
      return twice > 0 || (twice === 0 && odd);
  }
}

/** a / b as a whole number, rounded. */
function divideRounded(a: bigint, b: bigint, mode: RoundingMode): bigint {
  const quotient = a / b;
  const remainder = a % b;
  if (remainder === 0n) return quotient;
  const negative = a < 0n !== b < 0n;
  const double = magnitude(remainder) * 2n;
  const divisor = magnitude(b);
  const twice = double > divisor ? 1 : double === divisor ? 0 : -1;
  if (!roundsAway(mode, negative, quotient % 2n !== 0n, twice)) return quotient;
  return negative ? quotient - 1n : quotient + 1n;
}

/** Apex Decimal: unscaled x 10^-scale, of any size. */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static of(value: number | bigint): Decimal {
    return typeof value === 'bigint' || Number.isInteger(value)
      ? new Decimal(BigInt(value), 0)
      : Decimal.parse(String(value));
  }

  /** @throws Fault for what is no number */
  static parse(text: string): Decimal {
    const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
    if (!match || whole + fraction === '') throw new Fault('TypeException', `Invalid decimal: ${text}`);
    const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * power(-scale), 0);
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.#at(scale) + other.#at(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.negate());
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  /** The `/` operator: 34 significant digits, HALF_EVEN; an exact quotient without trailing zeros beyond the difference of the scales. */
  dividedBy(other: Decimal): Decimal {
    if (other.unscaled === 0n) throw new Fault('MathException', 'Divide by 0');
    const preferred = Math.max(this.scale - other.scale, 0);
    if (this.unscaled === 0n) return new Decimal(0n, preferred);
    const digits = (value: bigint): number => magnitude(value).toString().length;
    let scale = this.scale - other.scale + DIVISION_DIGITS - digits(this.unscaled) + digits(other.unscaled);
    let quotient = this.#over(other, scale, 'HALF_EVEN');
    if (digits(quotient) > DIVISION_DIGITS) quotient = this.#over(other, --scale, 'HALF_EVEN');
    // Only an exact quotient loses its zeros.
    const exact = new Decimal(quotient, Math.max(scale, 0)).times(other).compare(this) === 0;
    while (exact && scale > preferred && quotient % 10n === 0n) {
      quotient /= 10n;
      scale--;
    }
    return scale >= 0 ? new Decimal(quotient, scale) : new Decimal(quotient * power(-scale), 0);
  }

  divide(other: Decimal, scale: number, mode: RoundingMode): Decimal {
    if (other.unscaled === 0n) throw new Fault('MathException', 'Divide by 0');
    return new Decimal(this.#over(other, scale, mode), scale);
  }

  #over(other: Decimal, scale: number, mode: RoundingMode): bigint {
    const shift = scale - this.scale + other.scale;
    return shift >= 0
      ? divideRounded(this.unscaled * power(shift), other.unscaled, mode)
      : divideRounded(this.unscaled, other.unscaled * power(-shift), mode);
  }

  setScale(scale: number, mode: RoundingMode): Decimal {
    if (scale >= this.scale) return new Decimal(this.#at(scale), scale);
    return new Decimal(divideRounded(this.unscaled, power(this.scale - scale), mode), scale);
  }

  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const a = this.#at(scale);
    const b = other.#at(scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** The whole part, towards zero. */
  truncate(): bigint {
    return this.unscaled / power(this.scale);
  }

  /** The nearest double. */
  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  stripTrailingZeros(): Decimal {
    let { unscaled, scale } = this;
    while (scale > 0 && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale--;
    }
    return new Decimal(unscaled, scale);
  }

  precision(): number {
    return magnitude(this.unscaled).toString().length;
  }

  toString(): string {
    if (this.scale === 0) return this.unscaled.toString();
    const digits = magnitude(this.unscaled)
      .toString()
      .padStart(this.scale + 1, '0');
    const sign = this.unscaled < 0n ? '-' : '';
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  #at(scale: number): bigint {
    return this.unscaled * power(scale - this.scale);
  }
}
