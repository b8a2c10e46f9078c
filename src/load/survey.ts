import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type Chunk, ChunkPlanner, type ChunkPolicy, type ChunkRange } from '../model/load/chunk.ts';
import type { CsvRecord } from '../model/load/csv-record.ts';
import { DELIMITERS } from '../model/load/dialect.ts';
import { type RecordVisitor, readRecords } from './csv-file.ts';
import type { Header } from './header.ts';
import { RowCheck, withCsvErrors } from './row-check.ts';

/** What the reader of a file tells about it. */
export interface Survey {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Without the count of skipped rows: duplicates are known only at the end. */
  readonly chunks: readonly Omit<Chunk, 'skipped'>[];
}

/** A file to look through. */
export interface SurveyFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  readonly header: Header;
}

/** What somebody else wants to know of each row. */
export type RowVisitor = (
  bytes: Buffer,
  start: number,
  record: CsvRecord,
  offset: number,
  line: number,
) => void;

class Surveyor implements RecordVisitor {
  readonly #check: RowCheck;
  readonly #planner: ChunkPlanner;
  readonly #onRow: RowVisitor;
  readonly #sameGroup: (bytes: Buffer, record: CsvRecord) => boolean;
  readonly #file: Hash = createHash('sha256');
  #chunk: Hash = createHash('sha256');
  /** First byte of the window that the hash of the chunk has not seen, and the last one it may see. */
  #from = 0;
  #upTo = 0;
  #nextLine = 0;
  readonly chunks: Omit<Chunk, 'skipped'>[] = [];
  rows = 0;

  constructor(
    check: RowCheck,
    planner: ChunkPlanner,
    onRow: RowVisitor,
    sameGroup: (bytes: Buffer, record: CsvRecord) => boolean,
  ) {
    this.#check = check;
    this.#planner = planner;
    this.#onRow = onRow;
    this.#sameGroup = sameGroup;
  }

  visit(bytes: Buffer, start: number, record: CsvRecord, offset: number, line: number): void {
    this.#nextLine = line + record.innerLines + 1;
    if (!this.#check.isRow(bytes, start, record, line)) return;
    this.#onRow(bytes, start, record, offset, line);
    const same = this.#sameGroup(bytes, record);
    const ended = this.#planner.add(offset, offset + record.next - start, line, same);
    if (ended) this.#cut(ended, bytes, start);
    this.#upTo = record.next;
    this.rows++;
  }

  #cut(range: ChunkRange, bytes: Buffer, at: number): void {
    this.#chunk.update(bytes.subarray(this.#from, at));
    this.chunks.push({ ...range, sha256: this.#chunk.digest('hex') });
    this.#chunk = createHash('sha256');
    this.#from = at;
  }

  windowDone(bytes: Buffer, end: number): void {
    this.#check.checkText(bytes, end, this.#nextLine);
    this.#chunk.update(bytes.subarray(this.#from, this.#upTo));
    this.#file.update(bytes.subarray(0, end));
    this.#from = 0;
    this.#upTo = 0;
  }

  /** Hashes what no window shows: the header. */
  head(bytes: Buffer): void {
    this.#file.update(bytes);
  }

  end(): { sha256: string } {
    const last = this.#planner.finish();
    if (last) this.chunks.push({ ...last, sha256: this.#chunk.digest('hex') });
    return { sha256: this.#file.digest('hex') };
  }
}

/**
 * Reads a whole file once: checks every row, plans the chunks, takes the hashes.
 *
 * @param onRow - sees each row, in order
 * @param sameGroup - whether a row must not be parted from the one before
 */
export function surveyFile(
  file: SurveyFile,
  policy: ChunkPolicy,
  onRow: RowVisitor,
  sameGroup: (bytes: Buffer, record: CsvRecord) => boolean = () => false,
): Promise<Survey> {
  return withCsvErrors(file.path, async () => {
    const { handle, header, size } = file;
    const surveyor = new Surveyor(
      new RowCheck(file.path, header),
      new ChunkPlanner(policy),
      onRow,
      sameGroup,
    );
    const head = Buffer.alloc(header.dataStart);
    await handle.read(head, 0, header.dataStart, 0);
    surveyor.head(head);
    const part = { handle, from: header.dataStart, to: size, firstLine: header.dataLine };
    await readRecords(part, DELIMITERS[header.delimiter].charCodeAt(0), surveyor);
    return { rows: surveyor.rows, bytes: size, chunks: surveyor.chunks, ...surveyor.end() };
  });
}
