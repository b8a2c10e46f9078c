import { copyField } from './field-text.ts';

/**
 * When the org takes two external ids for one: `exact` byte by byte; `caseless` without regard to case; `number` by value;
 * `id` by the first 15 characters of a record id.
 */
export type KeyRule = 'exact' | 'caseless' | 'number' | 'id';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

function lowerAscii(bytes: Uint8Array, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) return false;
    if (byte >= UPPER_A && byte <= UPPER_Z) bytes[i] = byte + 32;
  }
  return true;
}

function rewrite(target: Uint8Array, at: number, length: number, change: (text: string) => string): number {
  const text = change(decoder.decode(target.subarray(at, at + length)));
  return encoder.encodeInto(text, target.subarray(at)).written;
}

function normalNumber(text: string): string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : String(value);
}

/** Bytes that {@link readKey} may need for a field: a lower-case letter can take more bytes than its capital. */
export function keyRoom(start: number, end: number): number {
  return 3 * (end - start) + 32;
}

/**
 * Writes the key of a row into `target`, from `at` on, in the form in which equal keys have equal bytes.
 *
 * @param target - with {@link keyRoom} behind `at`
 * @returns the number of bytes
 */
export function readKey(
  bytes: Uint8Array,
  start: number,
  end: number,
  rule: KeyRule,
  target: Uint8Array,
  at: number,
): number {
  const length = copyField(bytes, start, end, target, at);
  switch (rule) {
    case 'exact':
      return length;
    case 'id':
      return Math.min(length, 15);
    case 'number':
      return rewrite(target, at, length, normalNumber);
    case 'caseless':
      if (lowerAscii(target, at, length)) return length;
      return rewrite(target, at, length, (text) => text.toLowerCase());
  }
}

export const FNV_OFFSET = 0x811c9dc5;
export const FNV_PRIME = 0x01000193;

/**
 * The final mix, so that every bit of a hash is as good as any other. The result has a sign: V8 keeps such a number without
 * memory of its own.
 */
export function mixHash(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A 32-bit hash of `length` bytes (FNV-1a with a final mix). */
export function hashKey(bytes: Uint8Array, at: number, length: number): number {
  let hash = FNV_OFFSET;
  for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ (bytes[i] as number), FNV_PRIME);
  return mixHash(hash);
}
