import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { Chunk } from '../model/load/chunk.ts';
import { DELIMITERS, LINE_ENDINGS } from '../model/load/dialect.ts';
import { KeyIndex } from '../model/load/key-index.ts';
import type { Piece } from '../model/load/piece.ts';
import { UserError } from '../model/user-error.ts';
import { visitColumn } from './csv-column.ts';
import { visitRecords } from './csv-file.ts';
import { loadFilePath, type Manifest } from './manifest.ts';
import { runPaths } from './run-directory.ts';

/** Buffers are taken in steps of this size: the next chunk may be a few bytes longer, and shall fit all the same. */
const BUFFER_STEP = 1024 * 1024;

/** The rows of one piece, in the bytes of its chunk. */
export interface PieceRows {
  readonly bytes: Buffer;
  /** Of each row: where it begins, ends (without line end), and where the next one begins. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly nexts: Uint32Array;
  /** Number of each row within the chunk, from 0. */
  readonly records: Uint32Array;
  /** Line of each row in the file that is loaded, from 1. */
  readonly lines: Uint32Array;
}

function emptyRows(bytes: Buffer, rows: number): PieceRows {
  const column = (): Uint32Array => new Uint32Array(rows);
  return {
    bytes,
    starts: column(),
    ends: column(),
    nexts: column(),
    records: column(),
    lines: column(),
  };
}

/** Reads the bytes of chunks again and again, and makes sure that they are always the same. */
export class ChunkSource {
  readonly #handle: FileHandle;
  readonly #manifest: Manifest;
  readonly #runDir: string;
  /** Offsets of the rows that are not sent, ascending. */
  readonly #skipped: Float64Array;
  readonly #free: Buffer[] = [];
  /** Memory that was taken for chunks. Small buffers share theirs with others, and must never come here. */
  readonly #own = new WeakSet<ArrayBufferLike>();

  private constructor(handle: FileHandle, manifest: Manifest, runDir: string, skipped: Float64Array) {
    this.#handle = handle;
    this.#manifest = manifest;
    this.#runDir = runDir;
    this.#skipped = skipped;
  }

  static async open(manifest: Manifest, runDir: string, skipped: Float64Array): Promise<ChunkSource> {
    const path = loadFilePath(manifest, runDir);
    const handle = await open(path, 'r').catch((cause: unknown) => {
      throw new UserError({ area: 'load', code: 'SourceGone', values: [path], cause });
    });
    if ((await handle.stat()).size !== manifest.loadFile.bytes) {
      await handle.close();
      throw new UserError({ area: 'load', code: 'SourceSizeChanged', values: [path] });
    }
    return new ChunkSource(handle, manifest, runDir, skipped);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #buffer(length: number): Buffer {
    const free = this.#free.findIndex((buffer) => buffer.length >= length);
    const [buffer] = free === -1 ? [] : this.#free.splice(free, 1);
    const own = buffer ?? Buffer.allocUnsafeSlow(Math.ceil(length / BUFFER_STEP) * BUFFER_STEP);
    this.#own.add(own.buffer);
    return own.subarray(0, length);
  }

  /**
   * Takes back the bytes of a piece that nobody looks at any more. Chunks are of about the same size, so a few buffers serve
   * a whole run.
   */
  release(bytes: Buffer): void {
    const room = this.#free.length < this.#manifest.options.parallel;
    if (room && this.#own.has(bytes.buffer)) this.#free.push(Buffer.from(bytes.buffer));
  }

  /** The bytes of a chunk, behind some room for a header. */
  async #read(chunk: Chunk, room = 0): Promise<Buffer> {
    const whole = this.#buffer(room + chunk.end - chunk.start);
    const bytes = whole.subarray(room);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.#handle.read(
        bytes,
        filled,
        bytes.length - filled,
        chunk.start + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    const same = filled === bytes.length && createHash('sha256').update(bytes).digest('hex') === chunk.sha256;
    if (same) return whole;
    const values = [loadFilePath(this.#manifest, this.#runDir), String(chunk.chunk), String(chunk.firstLine)];
    throw new UserError({ area: 'load', code: 'SourceChanged', values });
  }

  get #delimiter(): number {
    return DELIMITERS[this.#manifest.delimiter].charCodeAt(0);
  }

  get #head(): Buffer {
    return Buffer.from(this.#manifest.header + LINE_ENDINGS[this.#manifest.lineEnding]);
  }

  /** What is sent for a piece: header and rows, byte for byte as in the file. */
  async body(chunk: Chunk, piece: Piece): Promise<Buffer> {
    const head = this.#head;
    if (piece.piece === String(chunk.chunk) && chunk.skipped === 0) {
      const body = await this.#read(chunk, head.length);
      body.set(head);
      return body;
    }
    const { bytes, starts, nexts } = await this.rows(chunk, piece);
    const parts = Array.from(starts, (start, i) => bytes.subarray(start, nexts[i]));
    const body = Buffer.concat([head, ...parts]);
    this.release(bytes);
    return body;
  }

  /**
   * What the rows of a piece are found by in its results.
   *
   * @param body - what {@link body} gave for the piece
   */
  keysOf(body: Buffer, piece: Piece): KeyIndex {
    const { rule, column } = this.#manifest.key;
    const keys = new KeyIndex(rule, piece.rows);
    const rows = body.subarray(this.#head.length);
    visitColumn(rows, column, this.#delimiter, (start, end) => keys.add(rows, start, end));
    return keys;
  }

  /** The rows of a piece, one by one. */
  async rows(chunk: Chunk, piece: Piece): Promise<PieceRows> {
    const bytes = await this.#read(chunk);
    const wanted = await this.#selection(chunk, piece);
    const rows = emptyRows(bytes, piece.rows);
    let [number, at] = [0, 0];
    visitRecords(bytes, chunk.firstLine, this.#delimiter, {
      visit: (_, start, record, __, line) => {
        if (wanted(number, chunk.start + start)) {
          rows.starts[at] = start;
          rows.ends[at] = record.end;
          rows.nexts[at] = record.next;
          rows.records[at] = number;
          rows.lines[at] = line;
          at++;
        }
        number++;
      },
    });
    if (at !== piece.rows) throw new Error(`piece ${piece.piece} has ${at} rows, not ${piece.rows}`);
    return rows;
  }

  async #selection(chunk: Chunk, piece: Piece): Promise<(record: number, offset: number) => boolean> {
    if (piece.piece === String(chunk.chunk)) {
      return chunk.skipped === 0 ? () => true : (_, offset) => !this.#isSkipped(offset);
    }
    const path = runPaths(this.#runDir).pieceRows(piece.piece);
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new UserError({ area: 'load', code: 'PieceGone', values: [path], cause });
    });
    const records = new Set(text.split('\n').slice(0, -1).map(Number));
    if (records.size !== piece.rows) throw new UserError({ area: 'load', code: 'PieceGone', values: [path] });
    return (record) => records.has(record);
  }

  #isSkipped(offset: number): boolean {
    let [low, high] = [0, this.#skipped.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#skipped[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#skipped[low] === offset;
  }

  /** Lines in the user's own file, where the loaded one is a copy of it. */
  async sourceLines(chunk: Chunk, rows: PieceRows): Promise<Uint32Array> {
    const paths = runPaths(this.#runDir);
    const map = this.#manifest.loadFile.sorted ? paths.sortedLines : null;
    if (map === null) return rows.lines;
    const bytes = Buffer.alloc(chunk.rows * LINE_BYTES);
    const file = await open(map, 'r');
    try {
      await file.read(bytes, 0, bytes.length, chunk.firstRecord * LINE_BYTES);
    } finally {
      await file.close();
    }
    return rows.records.map((record) => bytes.readUInt32LE(record * LINE_BYTES));
  }
}

/** Bytes of one entry in `sorted.lines`. */
export const LINE_BYTES = 4;
