/** Hashes of keys, and where their rows stand. */
export interface KeyPlaces {
  readonly count: number;
  readonly hashes: Int32Array<ArrayBuffer>;
  /** Offset of the record in the file. */
  readonly offsets: Float64Array<ArrayBuffer>;
  /** From 1. */
  readonly lines: Uint32Array<ArrayBuffer>;
}

const FIRST_ROOM = 8192;

/** Gathers {@link KeyPlaces}; it takes no object for a row. */
export class KeyPlacesBuilder {
  #count = 0;
  #hashes = new Int32Array(FIRST_ROOM);
  #offsets = new Float64Array(FIRST_ROOM);
  #lines = new Uint32Array(FIRST_ROOM);

  add(hash: number, offset: number, line: number): void {
    if (this.#count === this.#hashes.length) this.#grow();
    this.#hashes[this.#count] = hash;
    this.#offsets[this.#count] = offset;
    this.#lines[this.#count] = line;
    this.#count++;
  }

  #grow(): void {
    const room = this.#count * 2;
    const [hashes, offsets, lines] = [this.#hashes, this.#offsets, this.#lines];
    this.#hashes = new Int32Array(room);
    this.#offsets = new Float64Array(room);
    this.#lines = new Uint32Array(room);
    this.#hashes.set(hashes);
    this.#offsets.set(offsets);
    this.#lines.set(lines);
  }

  /** Everything since the last call, in memory of its own. */
  take(): KeyPlaces {
    const count = this.#count;
    this.#count = 0;
    return {
      count,
      hashes: this.#hashes.slice(0, count),
      offsets: this.#offsets.slice(0, count),
      lines: this.#lines.slice(0, count),
    };
  }
}
