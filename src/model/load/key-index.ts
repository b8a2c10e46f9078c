import { KeyReader } from './key-reader.ts';
import { type KeyRule, keyRoom } from './key-rule.ts';

/** Finds the row of a piece by its key. Holds the keys themselves, in one piece of memory. */
export class KeyIndex {
  readonly #reader: KeyReader;
  readonly #mask: number;
  /** Pairs of a hash and the number of a row, from 1; 0 for a free slot. */
  readonly #slots: Int32Array;
  readonly #offsets: Uint32Array;
  #arena: Uint8Array;
  #used = 0;
  #rows = 0;
  #scratch = new Uint8Array(1024);

  constructor(rule: KeyRule, rows: number) {
    this.#reader = new KeyReader(rule);
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
    this.#mask = 2 * capacity - 1;
    this.#slots = new Int32Array(2 * capacity);
    this.#offsets = new Uint32Array(rows + 1);
    this.#arena = new Uint8Array(Math.max(64, rows * 24));
  }

  /** Adds the key of the next row; rows are numbered from 0. Keys of a piece differ. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const most = keyRoom(start, end);
    if (this.#used + most > this.#arena.length) {
      const larger = new Uint8Array(this.#arena.length * 2 + most);
      larger.set(this.#arena);
      this.#arena = larger;
    }
    const length = this.#reader.read(bytes, start, end, this.#arena, this.#used);
    const { hash } = this.#reader;
    let slot = (hash << 1) & this.#mask;
    while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & this.#mask;
    this.#rows++;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = this.#rows;
    this.#used += length;
    this.#offsets[this.#rows] = this.#used;
  }

  /** How many rows it has. */
  get rows(): number {
    return this.#rows;
  }

  /** The number of the row with this key; -1 if there is none. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const most = keyRoom(start, end);
    if (this.#scratch.length < most) this.#scratch = new Uint8Array(most * 2);
    const length = this.#reader.read(bytes, start, end, this.#scratch, 0);
    const { hash } = this.#reader;
    for (let slot = (hash << 1) & this.#mask; ; slot = (slot + 2) & this.#mask) {
      const row = (this.#slots[slot + 1] as number) - 1;
      if (row < 0) return -1;
      if (this.#slots[slot] === hash && this.#isKey(row, length)) return row;
    }
  }

  #isKey(row: number, length: number): boolean {
    const offset = this.#offsets[row] as number;
    if ((this.#offsets[row + 1] as number) - offset !== length) return false;
    for (let i = 0; i < length; i++) if (this.#arena[offset + i] !== this.#scratch[i]) return false;
    return true;
  }
}
