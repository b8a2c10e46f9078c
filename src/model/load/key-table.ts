const MAX_LOAD = 0.75;
const HIGH = 2 ** 32;
/** A wrong guess must not cost more than this many slots. */
const MOST_FIRST_SLOTS = 2 ** 21;

/** ES2024, in Node from 21 on; the types of the target are older. */
type TransferableBuffer = ArrayBufferLike & { transfer(length: number): ArrayBuffer };

/** Where a row with some key stands. */
export interface KeyPlace {
  /** Byte offset of its record in the file. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

/**
 * The keys of a whole file, as 14 bytes each: a hash, an offset of 48 bits, a line of 32 bits. It holds no key: a hit is
 * settled by `isSame`, which looks at the file again. About 30 MB for a million rows.
 */
export class KeyTable {
  #capacity: number;
  #size = 0;
  #hashes: Uint32Array;
  #low: Uint32Array;
  #high: Uint16Array;
  #lines: Uint32Array;

  /** @param expected - about how many keys there will be; it grows as needed */
  constructor(expected: number) {
    const slots = Math.max(1024, Math.min(MOST_FIRST_SLOTS, expected / MAX_LOAD));
    this.#capacity = 2 ** Math.ceil(Math.log2(slots));
    this.#hashes = new Uint32Array(this.#capacity);
    this.#low = new Uint32Array(this.#capacity);
    this.#high = new Uint16Array(this.#capacity);
    this.#lines = new Uint32Array(this.#capacity);
  }

  /**
   * Enters a key by its hash. Takes no object: it is called for every row.
   *
   * @param isSame - whether the record at this offset has the same key
   * @param replace - whether a key that was there is entered again with the new place
   * @returns the place it had before; null for a new key
   */
  enter(
    hash: number,
    offset: number,
    line: number,
    isSame: (offset: number) => boolean,
    replace: boolean,
  ): KeyPlace | null {
    if (this.#size >= this.#capacity * MAX_LOAD) this.#grow();
    for (let slot = hash & (this.#capacity - 1); ; slot = (slot + 1) & (this.#capacity - 1)) {
      if (this.#lines[slot] === 0) {
        this.#size++;
        this.#put(slot, hash, offset, line);
        return null;
      }
      if (this.#hashes[slot] !== hash) continue;
      const before = this.#at(slot);
      if (!isSame(before.offset)) continue;
      if (replace) this.#put(slot, hash, offset, line);
      return before;
    }
  }

  /**
   * Gives the memory back at once; the table is empty and of no use afterwards. Left to the garbage collector, it would
   * still be there when the load itself needs memory.
   */
  free(): void {
    for (const { buffer } of [this.#hashes, this.#low, this.#high, this.#lines]) {
      (buffer as TransferableBuffer).transfer(0);
    }
  }

  #at(slot: number): KeyPlace {
    const offset = (this.#high[slot] as number) * HIGH + (this.#low[slot] as number);
    return { offset, line: this.#lines[slot] as number };
  }

  #put(slot: number, hash: number, offset: number, line: number): void {
    this.#hashes[slot] = hash;
    this.#low[slot] = offset % HIGH;
    this.#high[slot] = Math.floor(offset / HIGH);
    this.#lines[slot] = line;
  }

  #grow(): void {
    const { length } = this.#lines;
    const [hashes, low, high, lines] = [this.#hashes, this.#low, this.#high, this.#lines];
    this.#capacity = length * 2;
    this.#hashes = new Uint32Array(this.#capacity);
    this.#low = new Uint32Array(this.#capacity);
    this.#high = new Uint16Array(this.#capacity);
    this.#lines = new Uint32Array(this.#capacity);
    for (let old = 0; old < length; old++) {
      if (lines[old] === 0) continue;
      let slot = (hashes[old] as number) & (this.#capacity - 1);
      while (this.#lines[slot] !== 0) slot = (slot + 1) & (this.#capacity - 1);
      this.#hashes[slot] = hashes[old] as number;
      this.#low[slot] = low[old] as number;
      this.#high[slot] = high[old] as number;
      this.#lines[slot] = lines[old] as number;
    }
  }
}
