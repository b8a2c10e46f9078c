import { FNV_OFFSET, FNV_PRIME, hashKey, type KeyRule, mixHash, readKey } from './key-rule.ts';

const QUOTE = 0x22;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const FIRST_NON_ASCII = 0x80;

/**
 * Reads keys with their hashes. It does what `readKey` and `hashKey` do one after the other, but nearly every key of a large
 * file is bare ASCII, in quotes or without, and such a one is read, folded and hashed in one pass.
 */
export class KeyReader {
  readonly #rule: KeyRule;
  readonly #isPlain: boolean;
  readonly #folds: boolean;
  /** Of the key that was read last. */
  hash = 0;

  constructor(rule: KeyRule) {
    this.#rule = rule;
    this.#isPlain = rule === 'exact' || rule === 'caseless';
    this.#folds = rule === 'caseless';
  }

  /**
   * Writes the key of a row into `target`, from `at` on, and sets {@link hash}.
   *
   * @param target - with `keyRoom` behind `at`
   * @returns the number of bytes
   */
  read(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
    if (!this.#isPlain) return this.#readAny(bytes, start, end, target, at);
    const quotes = bytes[start] === QUOTE && end - start >= 2 ? 1 : 0;
    let hash = FNV_OFFSET;
    let next = at;
    for (let i = start + quotes; i < end - quotes; i++) {
      let byte = bytes[i] as number;
      if (byte >= FIRST_NON_ASCII || byte === QUOTE) return this.#readAny(bytes, start, end, target, at);
      if (this.#folds && byte >= UPPER_A && byte <= UPPER_Z) byte += 32;
      target[next++] = byte;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    this.hash = mixHash(hash);
    return next - at;
  }

  #readAny(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
    const length = readKey(bytes, start, end, this.#rule, target, at);
    this.hash = hashKey(target, at, length);
    return length;
  }
}
