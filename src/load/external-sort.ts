import { closeSync, fstatSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row with the value it is sorted by. */
export interface SortedRow {
  readonly key: string;
  readonly offset: number;
  readonly line: number;
  /** Without its line end. */
  readonly bytes: Buffer;
}

const RUN_BYTES = 16_000_000;
/** What a row costs in memory beside its bytes. */
const ROW_COST = 200;
const READ_BYTES = 64 * 1024;
/** Lengths of key and row, line, offset. */
const FRAME_BYTES = 4 + 4 + 4 + 8;

function byKey(left: SortedRow, right: SortedRow): number {
  if (left.key !== right.key) return left.key < right.key ? -1 : 1;
  return left.line - right.line;
}

function frame({ key, offset, line, bytes }: SortedRow): Buffer {
  const name = Buffer.from(key);
  const head = Buffer.alloc(FRAME_BYTES);
  head.writeUInt32LE(name.length, 0);
  head.writeUInt32LE(bytes.length, 4);
  head.writeUInt32LE(line, 8);
  head.writeDoubleLE(offset, 12);
  return Buffer.concat([head, name, bytes]);
}

/** Reads one sorted run back, row by row. */
class RunReader {
  readonly #fd: number;
  readonly #size: number;
  #position = 0;
  #buffer = Buffer.alloc(0);

  constructor(fd: number) {
    this.#fd = fd;
    this.#size = fstatSync(fd).size;
  }

  #take(length: number): Buffer {
    if (this.#buffer.length < length) {
      const more = Buffer.alloc(Math.min(Math.max(READ_BYTES, length), this.#size - this.#position));
      this.#position += readSync(this.#fd, more, 0, more.length, this.#position);
      this.#buffer = Buffer.concat([this.#buffer, more]);
    }
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return taken;
  }

  next(): SortedRow | null {
    if (this.#buffer.length === 0 && this.#position >= this.#size) return null;
    const head = this.#take(FRAME_BYTES);
    const [keyBytes, rowBytes] = [head.readUInt32LE(0), head.readUInt32LE(4)];
    const [line, offset] = [head.readUInt32LE(8), head.readDoubleLE(12)];
    const key = this.#take(keyBytes).toString();
    return { key, line, offset, bytes: this.#take(rowBytes) };
  }
}

/** Merges sorted runs; the smallest row of all is always next. */
function* merge(readers: readonly RunReader[]): Generator<SortedRow> {
  const heads = readers.map((reader) => ({ reader, row: reader.next() }));
  for (;;) {
    let least: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.row !== null && (least?.row == null || byKey(head.row, least.row) < 0)) least = head;
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
  #rows: SortedRow[] = [];
  #bytes = 0;
  readonly #files: { path: string; fd: number }[] = [];

  /**
   * @param folder - where the runs are kept while they are needed
   * @param memory - bytes of rows that are held at a time
   */
  constructor(folder: string, memory = RUN_BYTES) {
    this.#folder = folder;
    this.#memory = memory;
  }

  add(row: SortedRow): void {
    this.#rows.push(row);
    this.#bytes += row.bytes.length + ROW_COST;
    if (this.#bytes >= this.#memory) this.#spill();
  }

  #spill(): void {
    const path = join(this.#folder, `.sort-${this.#files.length + 1}`);
    const fd = openSync(path, 'w+', 0o600);
    this.#files.push({ path, fd });
    this.#rows.sort(byKey);
    for (let from = 0; from < this.#rows.length; from += 1000) {
      writeFileSync(fd, Buffer.concat(this.#rows.slice(from, from + 1000).map(frame)));
    }
    this.#rows = [];
    this.#bytes = 0;
  }

  /** All rows, in order. */
  sorted(): Iterable<SortedRow> {
    if (this.#files.length === 0) return this.#rows.sort(byKey);
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
