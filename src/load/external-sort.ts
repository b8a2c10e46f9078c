import { closeSync, fstatSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyField } from '../model/load/field-text.ts';

/** Where a row and the field it is sorted by stand in a buffer. */
export interface RowPlace {
  readonly start: number;
  /** Without the line end. */
  readonly end: number;
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** A row in its turn. Its bytes are good until the next one is asked for. */
export interface SortedRow {
  readonly key: Buffer;
  readonly offset: number;
  readonly line: number;
  readonly bytes: Buffer;
}

const RUN_BYTES = 16_000_000;
const READ_BYTES = 64 * 1024;
/** Lengths of key and row, line, offset; then key and row themselves. */
const HEAD_BYTES = 4 + 4 + 4 + 8;

function rowAt(frames: Buffer, at: number): SortedRow {
  const keyEnd = at + HEAD_BYTES + frames.readUInt32LE(at);
  return {
    key: frames.subarray(at + HEAD_BYTES, keyEnd),
    line: frames.readUInt32LE(at + 8),
    offset: frames.readDoubleLE(at + 12),
    bytes: frames.subarray(keyEnd, keyEnd + frames.readUInt32LE(at + 4)),
  };
}

function frameEnd(frames: Buffer, at: number): number {
  return at + HEAD_BYTES + frames.readUInt32LE(at) + frames.readUInt32LE(at + 4);
}

/** Rows in one piece of memory: a million of them as objects would cost more than they hold. */
class Arena {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
  #used = 0;
  #starts: number[] = [];

  get used(): number {
    return this.#used;
  }

  add(bytes: Buffer, { start, end, keyStart, keyEnd }: RowPlace, offset: number, line: number): void {
    this.#reserve(HEAD_BYTES + keyEnd - keyStart + end - start);
    const at = this.#used;
    const keyLength = copyField(bytes, keyStart, keyEnd, this.#bytes, at + HEAD_BYTES);
    this.#bytes.writeUInt32LE(keyLength, at);
    this.#bytes.writeUInt32LE(end - start, at + 4);
    this.#bytes.writeUInt32LE(line, at + 8);
    this.#bytes.writeDoubleLE(offset, at + 12);
    bytes.copy(this.#bytes, at + HEAD_BYTES + keyLength, start, end);
    this.#starts.push(at);
    this.#used = frameEnd(this.#bytes, at);
  }

  #reserve(room: number): void {
    if (this.#used + room <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + room));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }

  /** Starts of the rows in order; equal values keep the order in which they came. */
  #order(): Uint32Array {
    const bytes = this.#bytes;
    const keyFrom = HEAD_BYTES;
    return Uint32Array.from(this.#starts).sort((a, b) => {
      const [aKey, bKey] = [a + keyFrom, b + keyFrom];
      const [aEnd, bEnd] = [aKey + bytes.readUInt32LE(a), bKey + bytes.readUInt32LE(b)];
      return bytes.compare(bytes, bKey, bEnd, aKey, aEnd) || a - b;
    });
  }

  *rows(): Generator<SortedRow> {
    for (const at of this.#order()) yield rowAt(this.#bytes, at);
  }

  /** Writes the rows in order, and is empty again. */
  spill(fd: number): void {
    const sorted = Buffer.allocUnsafeSlow(this.#used);
    let written = 0;
    for (const at of this.#order()) {
      written += this.#bytes.copy(sorted, written, at, frameEnd(this.#bytes, at));
    }
    writeFileSync(fd, sorted);
    this.#used = 0;
    this.#starts = [];
  }
}

/** Reads one sorted run back, row by row. */
class RunReader {
  readonly #fd: number;
  readonly #size: number;
  #position = 0;
  #buffer = Buffer.alloc(0);
  #at = 0;

  constructor(fd: number) {
    this.#fd = fd;
    this.#size = fstatSync(fd).size;
  }

  /** Makes so many bytes visible; false at the end of the run. */
  #see(length: number): boolean {
    if (this.#buffer.length - this.#at >= length) return true;
    if (this.#position >= this.#size) return false;
    const rest = this.#buffer.subarray(this.#at);
    const more = Buffer.allocUnsafeSlow(Math.min(Math.max(READ_BYTES, length), this.#size - this.#position));
    this.#position += readSync(this.#fd, more, 0, more.length, this.#position);
    this.#buffer = Buffer.concat([rest, more]);
    this.#at = 0;
    return true;
  }

  next(): SortedRow | null {
    if (!this.#see(HEAD_BYTES)) return null;
    this.#see(frameEnd(this.#buffer, this.#at) - this.#at);
    const row = rowAt(this.#buffer, this.#at);
    this.#at = frameEnd(this.#buffer, this.#at);
    return row;
  }
}

/** Merges sorted runs; the smallest row of all is always next. Runs stand in the order of the file, which decides a tie. */
function* merge(readers: readonly RunReader[]): Generator<SortedRow> {
  const heads = readers.map((reader) => ({ reader, row: reader.next() }));
  for (;;) {
    let least: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.row === null) continue;
      if (least?.row == null || head.row.key.compare(least.row.key) < 0) least = head;
    }
    if (least?.row == null) return;
    yield least.row;
    least.row = least.reader.next();
  }
}

/** Sorts more rows than fit in memory: sorted runs on disk, then merged. Equal values keep the order of the file. */
export class SortRuns {
  readonly #folder: string;
  readonly #memory: number;
  readonly #arena = new Arena();
  readonly #files: { path: string; fd: number }[] = [];

  /**
   * @param folder - where the runs are kept while they are needed
   * @param memory - bytes of rows that are held at a time
   */
  constructor(folder: string, memory = RUN_BYTES) {
    this.#folder = folder;
    this.#memory = memory;
  }

  add(bytes: Buffer, place: RowPlace, offset: number, line: number): void {
    this.#arena.add(bytes, place, offset, line);
    if (this.#arena.used >= this.#memory) this.#spill();
  }

  #spill(): void {
    const path = join(this.#folder, `.sort-${this.#files.length + 1}`);
    const fd = openSync(path, 'w+', 0o600);
    this.#files.push({ path, fd });
    this.#arena.spill(fd);
  }

  /** All rows, in order of the bytes of their value. */
  sorted(): Iterable<SortedRow> {
    if (this.#files.length === 0) return this.#arena.rows();
    this.#spill();
    return merge(this.#files.map(({ fd }) => new RunReader(fd)));
  }

  /** Removes the runs. */
  remove(): void {
    for (const { path, fd } of this.#files) {
      closeSync(fd);
      rmSync(path, { force: true });
    }
  }
}
