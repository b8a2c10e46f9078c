const MAX_LOAD = 0.75;
const TWO_32 = 2 ** 32;
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

/** A slot: hash, line, and the offset in two halves. They lie together, so that a key costs one look at distant memory. */
const SLOT = 4;
const LINE = 1;
const LOW = 2;
const HIGH = 3;

/**
 * The keys of a whole file, as 16 bytes each: a hash, a line, an offset. It holds no key: a hit is settled by `isSame`, which
 * looks at the file again. About 34 MB for a million rows.
 */
export class KeyTable {
  #capacity: number;
  #size = 0;
  #slots: Int32Array;

  /** @param expected - about how many keys there will be; it grows as needed */
  constructor(expected: number) {
    const slots = Math.max(1024, Math.min(MOST_FIRST_SLOTS, expected / MAX_LOAD));
    this.#capacity = 2 ** Math.ceil(Math.log2(slots));
    this.#slots = new Int32Array(this.#capacity * SLOT);
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
    const slots = this.#slots;
    for (let at = this.#place(hash); ; at = this.#next(at)) {
      if (slots[at + LINE] === 0) {
        this.#size++;
        this.#put(at, hash, offset, line);
        return null;
      }
      if (slots[at] !== hash) continue;
      const before = this.#at(at);
      if (!isSame(before.offset)) continue;
      if (replace) this.#put(at, hash, offset, line);
      return before;
    }
  }

  /**
   * Gives the memory back at once; the table is empty and of no use afterwards. Left to the garbage collector, it would
   * still be there when the load itself needs memory.
   */
  free(): void {
    (this.#slots.buffer as TransferableBuffer).transfer(0);
  }

  /** Where a hash is looked for first, and after another slot. */
  #place(hash: number): number {
    return (hash & (this.#capacity - 1)) * SLOT;
  }

  #next(at: number): number {
    return at + SLOT === this.#slots.length ? 0 : at + SLOT;
  }

  #at(at: number): KeyPlace {
    const word = (index: number): number => (this.#slots[at + index] as number) >>> 0;
    return { offset: word(HIGH) * TWO_32 + word(LOW), line: word(LINE) };
  }

  #put(at: number, hash: number, offset: number, line: number): void {
    this.#slots[at] = hash;
    this.#slots[at + LINE] = line;
    // Keeps the low 32 bits by itself; a remainder would cost as much as all the rest.
    this.#slots[at + LOW] = offset;
    this.#slots[at + HIGH] = Math.floor(offset / TWO_32);
  }

  #grow(): void {
    const before = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Int32Array(this.#capacity * SLOT);
    for (let old = 0; old < before.length; old += SLOT) {
      if (before[old + LINE] === 0) continue;
      let at = this.#place(before[old] as number);
      while (this.#slots[at + LINE] !== 0) at = this.#next(at);
      this.#slots.set(before.subarray(old, old + SLOT), at);
    }
  }
}
