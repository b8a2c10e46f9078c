import { Ints } from './ints.ts';

const QUOTE = 0x22;

/** The bytes as they are, or with the letters A to Z made small. */
function foldingTable(caseSensitive: boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    !caseSensitive && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
  );
}

/** Only bytes that mean themselves and fold one by one. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === QUOTE) return false;
  }
  return true;
}

/**
 * Numbers keys from 1 in the order they are first seen; keys that are one under the external id's case rule have one
 * number, and no key has 0. A hash table with open addressing over bytes: with a million keys, strings in a map cost more
 * than all else that the double does.
 */
export class Keys {
  readonly #caseSensitive: boolean;
  readonly #folding: Uint8Array;
  /** Numbers by hash; 0 is free. A power of two in length, at most a quarter full. */
  #slots = new Int32Array(64);
  readonly #hashes = new Ints();
  /** Folded, one behind the other, so that equal hashes can be told from equal keys. */
  #bytes = new Uint8Array(1024);
  readonly #ends = new Ints();

  /** @param caseSensitive - the external id's own rule; a field that is not case-sensitive matches `a` with `A` */
  constructor(caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
    this.#folding = foldingTable(caseSensitive);
    // Number 0, which no key has.
    this.#hashes.push(0);
    this.#ends.push(0);
  }

  /** The number of the key that stands as a field in a body; 0 for an empty one. */
  add(body: Buffer, start: number, end: number): number {
    const quoted = start < end && body[start] === QUOTE;
    const from = quoted ? start + 1 : start;
    const to = quoted ? end - 1 : end;
    if (from === to) return 0;
    if (isPlain(body, from, to)) return this.#number(body, from, to, true);
    const bytes = this.#foldedText(body.toString('utf8', from, to).replaceAll('""', '"'));
    return this.#number(bytes, 0, bytes.length, true);
  }

  /** The number of a key; 0 for one that was never added. */
  find(key: string): number {
    const bytes = this.#foldedText(key);
    return this.#number(bytes, 0, bytes.length, false);
  }

  #foldedText(key: string): Buffer {
    return Buffer.from(this.#caseSensitive ? key : key.toLowerCase());
  }

  #number(bytes: Uint8Array, start: number, end: number, adds: boolean): number {
    const hash = this.#hash(bytes, start, end);
    const last = this.#slots.length - 1;
    let slot = hash & last;
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return adds ? this.#add(bytes, start, end, hash, slot) : 0;
      if (this.#hashes.at(number) === hash && this.#is(number, bytes, start, end)) return number;
      slot = (slot + 1) & last;
    }
  }

  /**
   * FNV-1a of all bytes but the last, which then chooses among neighbours: keys in a file mostly count up, and ten of them
   * that share a line of the processor's cache cost one wait for memory, not ten.
   */
  #hash(bytes: Uint8Array, start: number, end: number): number {
    const folding = this.#folding;
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end - 1; at += 1) {
      hash = Math.imul(hash ^ (folding[bytes[at] ?? 0] ?? 0), 0x01000193);
    }
    return (((hash ^ (hash >>> 15)) << 4) + (folding[bytes[end - 1] ?? 0] ?? 0)) | 0;
  }

  #is(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends.at(number - 1);
    const length = end - start;
    if (this.#ends.at(number) - from !== length) return false;
    for (let at = 0; at < length; at += 1) {
      if (this.#bytes[from + at] !== this.#folding[bytes[start + at] ?? 0]) return false;
    }
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const number = this.#hashes.length;
    let used = this.#ends.at(number - 1);
    if (used + end - start > this.#bytes.length) this.#widen(used + end - start);
    for (let at = start; at < end; at += 1) this.#bytes[used++] = this.#folding[bytes[at] ?? 0] ?? 0;
    this.#ends.push(used);
    this.#hashes.push(hash);
    this.#slots[slot] = number;
    if (4 * number > this.#slots.length) this.#spread();
    return number;
  }

  #widen(needed: number): void {
    const wider = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let number = 1; number < this.#hashes.length; number += 1) {
      let slot = this.#hashes.at(number) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}
