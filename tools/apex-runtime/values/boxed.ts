import { Fault } from './fault.ts';

/** Apex Double. Boxed, so that 1.0 is never taken for the Integer 1. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  static parse(text: string): Double {
    const value = Number(text.trim());
    if (text.trim() === '' || Number.isNaN(value))
      throw new Fault('TypeException', `Invalid double: ${text}`);
    return new Double(value);
  }

  /** As Java prints it: at least one digit after the point, scientific from 10^7 and below 10^-3. */
  toString(): string {
    const size = Math.abs(this.value);
    if (!Number.isFinite(this.value)) return String(this.value);
    if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
      const [digits = '', exponent = '0'] = this.value.toExponential().split('e');
      return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
    }
    return Number.isInteger(this.value) ? `${this.value}.0` : String(this.value);
  }
}

/** Apex Blob. */
export class Blob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }
}

/** A constant of an enum. There is one object per constant, so identity is equality. */
export class EnumValue {
  /** `Foo.Color` */
  readonly type: string;
  readonly name: string;
  readonly ordinal: number;

  constructor(type: string, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }

  toString(): string {
    return this.name;
  }
}
