import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type Chunk, ChunkPlanner, type ChunkPolicy, type ChunkRange } from '../model/load/chunk.ts';
import type { CsvRecord } from '../model/load/csv-record.ts';
import { DELIMITERS } from '../model/load/dialect.ts';
import { type RecordVisitor, readRecords } from './csv-file.ts';
import type { Duplicate } from './duplicate-finder.ts';
import type { Header } from './header.ts';
import { KeyCheck, type KeyColumn, type OnDuplicate } from './key-check.ts';
import { keepLedger, type LedgerKeeper } from './ledger-thread.ts';
import { RowCheck, withCsvErrors } from './row-check.ts';

/** What the reader of a file tells about it. */
export interface Survey {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Without the count of skipped rows: duplicates are known only at the end. */
  readonly chunks: readonly Omit<Chunk, 'skipped'>[];
  readonly duplicates: readonly Duplicate[];
}

/** A file to look through. */
export interface SurveyFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  readonly header: Header;
}

/** How a file is looked through. */
export interface SurveyWish {
  /** The external id, if keys are to be checked and duplicates to be found. */
  readonly keys?: { readonly key: KeyColumn; readonly policy: OnDuplicate };
  /** Whether a row must not be parted from the one before. */
  readonly sameGroup?: (bytes: Buffer, record: CsvRecord) => boolean;
  /** Hears how many bytes have been looked through. */
  readonly onBytes?: (bytes: number) => void;
  /** Keeps the account of the file; it is closed in the end. */
  readonly keeper?: LedgerKeeper;
}

class Surveyor implements RecordVisitor {
  readonly #check: RowCheck;
  readonly #planner: ChunkPlanner;
  readonly #keys: KeyCheck | null;
  readonly #sameGroup: SurveyWish['sameGroup'];
  readonly #onBytes: SurveyWish['onBytes'];
  readonly #keeper: LedgerKeeper;
  /** Of the file, so far. */
  #bytes: number;
  /** Where chunks begin in the window, and the last byte of a row. */
  #cuts: number[] = [];
  #upTo = 0;
  #nextLine: number;
  readonly chunks: ChunkRange[] = [];
  /** Of all that was seen of the file. */
  readonly hash = createHash('sha256');
  rows = 0;

  constructor(
    check: RowCheck,
    planner: ChunkPlanner,
    keys: KeyCheck | null,
    { sameGroup, onBytes }: SurveyWish,
    keeper: LedgerKeeper,
    { dataStart, dataLine }: Header,
  ) {
    this.#check = check;
    this.#planner = planner;
    this.#keys = keys;
    this.#sameGroup = sameGroup;
    this.#onBytes = onBytes;
    this.#keeper = keeper;
    this.#bytes = dataStart;
    this.#nextLine = dataLine;
  }

  visit(bytes: Buffer, start: number, record: CsvRecord, offset: number, line: number): void {
    this.#nextLine = line + record.innerLines + 1;
    if (!this.#check.isRow(bytes, start, record, line)) return;
    this.#keys?.row(bytes, record, offset, line);
    const same = this.#sameGroup?.(bytes, record) ?? false;
    const ended = this.#planner.add(offset, offset + record.next - start, line, same);
    if (ended) {
      this.chunks.push(ended);
      this.#cuts.push(start);
    }
    this.#upTo = record.next;
    this.rows++;
  }

  windowDone(bytes: Buffer, end: number): Promise<void> | undefined {
    this.#check.checkText(bytes, end, this.#nextLine);
    this.hash.update(bytes.subarray(0, end));
    const entry = { end, cuts: this.#cuts, upTo: this.#upTo, keys: this.#keys?.take() ?? null };
    this.#cuts = [];
    this.#upTo = 0;
    this.#bytes += end;
    this.#onBytes?.(this.#bytes);
    return this.#keeper.add(bytes, entry);
  }

  end(): void {
    const last = this.#planner.finish();
    if (last) this.chunks.push(last);
  }
}

async function read(
  { path, handle, header, size }: SurveyFile,
  policy: ChunkPolicy,
  wish: SurveyWish,
  keeper: LedgerKeeper,
): Promise<Survey> {
  const { keys } = wish;
  const delimiter = DELIMITERS[header.delimiter].charCodeAt(0);
  const head = Buffer.alloc(header.dataStart);
  await handle.read(head, 0, header.dataStart, 0);
  keeper.begin(keys ? { file: { fd: handle.fd, size, delimiter }, ...keys } : null);
  const check = keys ? new KeyCheck(path, keys.key) : null;
  const planner = new ChunkPlanner(policy);
  const surveyor = new Surveyor(new RowCheck(path, header), planner, check, wish, keeper, header);
  surveyor.hash.update(head);
  const part = { handle, from: header.dataStart, to: size, firstLine: header.dataLine };
  await readRecords(part, delimiter, surveyor);
  surveyor.end();
  const { chunks: hashes, duplicates } = await keeper.finish();
  const chunks = surveyor.chunks.map((range, i) => ({ ...range, sha256: hashes[i] ?? '' }));
  return { rows: surveyor.rows, bytes: size, sha256: surveyor.hash.digest('hex'), chunks, duplicates };
}

/** Reads a whole file once: checks every row, plans the chunks, takes the hashes, finds the duplicates. */
export function surveyFile(file: SurveyFile, policy: ChunkPolicy, wish: SurveyWish = {}): Promise<Survey> {
  const keeper = wish.keeper ?? keepLedger(file.size);
  return withCsvErrors(file.path, async () => {
    try {
      return await read(file, policy, wish, keeper);
    } finally {
      await keeper.close();
    }
  });
}
