/** A run of records of the file, loaded by one job (and by small ones for what that job leaves). */
export interface Chunk {
  /** From 1. */
  readonly chunk: number;
  /** First byte of the first record, and the byte behind the last one. */
  readonly start: number;
  readonly end: number;
  /** Number of the first record in the file, from 0 (the header does not count). */
  readonly firstRecord: number;
  /** Line of the first record in the file, from 1. */
  readonly firstLine: number;
  readonly rows: number;
  /** How many of the rows are duplicates that are not sent. */
  readonly skipped: number;
  /** SHA-256 of the bytes from `start` to `end`. */
  readonly sha256: string;
}

export type ChunkRange = Omit<Chunk, 'sha256' | 'skipped'>;

/** Where a chunk ends. */
export interface ChunkPolicy {
  /** At least 1. */
  readonly rows: number;
  /** Bytes of rows, at least one row whatever its size. */
  readonly bytes: number;
}

/** Groups that must not be cut may make a chunk this much longer. */
const GROUP_STRETCH = 2;

/** Cuts a file into chunks while its records are read one by one. */
export class ChunkPlanner {
  readonly #policy: ChunkPolicy;
  #number = 0;
  #start = 0;
  #firstRecord = 0;
  #firstLine = 0;
  #rows = 0;
  #end = 0;

  constructor(policy: ChunkPolicy) {
    this.#policy = policy;
  }

  /**
   * @param start - offset of the next record
   * @param end - offset behind it
   * @param line - its line, from 1
   * @param sameGroup - whether it belongs with the record before it
   * @returns the chunk that ended before this record, if one did
   */
  add(start: number, end: number, line: number, sameGroup: boolean): ChunkRange | null {
    const factor = sameGroup ? GROUP_STRETCH : 1;
    const full = this.#rows >= this.#policy.rows * factor || end - this.#start > this.#policy.bytes * factor;
    const ended = this.#rows > 0 && full ? this.finish() : null;
    if (this.#rows === 0) {
      this.#start = start;
      this.#firstLine = line;
    }
    this.#rows++;
    this.#end = end;
    return ended;
  }

  /** The chunk that is under way; null if there is none. */
  finish(): ChunkRange | null {
    if (this.#rows === 0) return null;
    this.#number++;
    const range = {
      chunk: this.#number,
      start: this.#start,
      end: this.#end,
      firstRecord: this.#firstRecord,
      firstLine: this.#firstLine,
      rows: this.#rows,
    };
    this.#firstRecord += this.#rows;
    this.#rows = 0;
    return range;
  }
}
