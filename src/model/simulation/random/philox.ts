const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** The upper 32 bits of a 32 x 32 bit product: JavaScript has only the lower ones. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const carry = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/**
 * Philox4x32-10: four random 32-bit words as a function of a key and a counter (Salmon, Moraes, Dror, Shaw: "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011). No state runs on from draw to draw, so nothing depends on the order in
 * which draws are made.
 */
export class Philox {
  word0 = 0;
  word1 = 0;
  word2 = 0;
  word3 = 0;

  readonly #keys0 = new Int32Array(ROUNDS);
  readonly #keys1 = new Int32Array(ROUNDS);

  /** All following blocks belong to this key. Integers in [0, 2^32). */
  setKey(key0: number, key1: number): void {
    for (let round = 0; round < ROUNDS; round++) {
      this.#keys0[round] = key0 + Math.imul(round, WEYL_0);
      this.#keys1[round] = key1 + Math.imul(round, WEYL_1);
    }
  }

  /** Sets the four words for this counter. Integers in [0, 2^32), in and out. */
  block(counter0: number, counter1: number, counter2: number, counter3: number): void {
    let c0 = counter0;
    let c1 = counter1;
    let c2 = counter2;
    let c3 = counter3;
    for (let round = 0; round < ROUNDS; round++) {
      const high0 = multiplyHigh(MULTIPLIER_0, c0);
      const low0 = Math.imul(MULTIPLIER_0, c0);
      const high1 = multiplyHigh(MULTIPLIER_1, c2);
      const low1 = Math.imul(MULTIPLIER_1, c2);
      c0 = high1 ^ c1 ^ (this.#keys0[round] as number);
      c1 = low1;
      c2 = high0 ^ c3 ^ (this.#keys1[round] as number);
      c3 = low0;
    }
    this.word0 = c0 >>> 0;
    this.word1 = c1 >>> 0;
    this.word2 = c2 >>> 0;
    this.word3 = c3 >>> 0;
  }
}
