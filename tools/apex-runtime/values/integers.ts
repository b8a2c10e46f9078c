import { Fault } from './fault.ts';

// Integer is a JavaScript number between -2^31 and 2^31 - 1, Long a bigint of 64 bits. Both wrap around.

export function toLong(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** `Long.intValue()`: the low 32 bits. */
export function longToInteger(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

export function divideIntegers(a: number, b: number): number {
  if (b === 0) throw new Fault('MathException', 'Divide by 0');
  return (a / b) | 0;
}

export function divideLongs(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new Fault('MathException', 'Divide by 0');
  return toLong(a / b);
}

export function moduloIntegers(a: number, b: number): number {
  if (b === 0) throw new Fault('MathException', 'Divide by 0');
  return (a % b) | 0;
}

export function moduloLongs(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new Fault('MathException', 'Divide by 0');
  return a % b;
}

export function parseInteger(text: string): number {
  const value = parse(text, 'integer');
  if (BigInt.asIntN(32, value) !== value) throw new Fault('TypeException', `Invalid integer: ${text}`);
  return Number(value);
}

export function parseLong(text: string): bigint {
  const value = parse(text, 'long');
  if (toLong(value) !== value) throw new Fault('TypeException', `Invalid long: ${text}`);
  return value;
}

function parse(text: string, kind: string): bigint {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new Fault('TypeException', `Invalid ${kind}: ${text}`);
  return BigInt(text.trim().replace(/^\+/, ''));
}
