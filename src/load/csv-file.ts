import type { FileHandle } from 'node:fs/promises';
import { type CsvFault, CsvRecord, scanRecord } from '../model/load/csv-record.ts';

/** Read at a time. */
export const BLOCK_BYTES = 512 * 1024;
/** The Bulk API takes 400,000 characters a record, and UTF-8 has at most 4 bytes for one ("Limits", Bulk API guide). */
const LONGEST_RECORD_BYTES = 4 * 400_000 + 5000;

/** A record, or what should have been one, that cannot be read as CSV. */
export class CsvFileError extends Error {
  readonly fault: CsvFault | 'open-quote' | 'record-too-long';
  /** Line on which the record begins, from 1. */
  readonly line: number;

  constructor(fault: CsvFileError['fault'], line: number) {
    super(`${fault} at line ${line}`);
    this.fault = fault;
    this.line = line;
  }
}

/** A part of a file, from a byte to a byte, and the line it begins with. */
export interface FilePart {
  readonly handle: FileHandle;
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
}

/** Called for each record. Offsets in `record` and `start` are of `bytes`, `offset` is of the file. */
export interface RecordVisitor {
  visit(bytes: Buffer, start: number, record: CsvRecord, offset: number, line: number): void;
  /**
   * Called when all records of a window have been visited: its bytes, and how many of them.
   *
   * @returns a promise to wait for before the memory is used again
   */
  windowDone?(bytes: Buffer, end: number): Promise<void> | undefined;
}

interface Window {
  bytes: Buffer;
  filled: number;
  /** Offset of the window in the file. */
  offset: number;
  line: number;
}

/** Visits the whole records in a window. @returns how many bytes they took */
function visitWindow(
  window: Window,
  isLast: boolean,
  delimiter: number,
  record: CsvRecord,
  visitor: RecordVisitor,
): number {
  const { bytes, filled } = window;
  let start = 0;
  while (start < filled) {
    const scan = scanRecord(bytes, start, filled, isLast, delimiter, record);
    if (scan === 'incomplete') {
      if (isLast) throw new CsvFileError('open-quote', window.line);
      break;
    }
    if (scan !== 'record') throw new CsvFileError(scan, window.line);
    visitor.visit(bytes, start, record, window.offset + start, window.line);
    window.line += record.innerLines + 1;
    start = record.next;
  }
  return start;
}

function makeRoom(window: Window, used: number): void {
  window.bytes.copyWithin(0, used, window.filled);
  window.filled -= used;
  window.offset += used;
  if (window.filled < window.bytes.length) return;
  if (window.filled > LONGEST_RECORD_BYTES) throw new CsvFileError('record-too-long', window.line);
  const larger = Buffer.allocUnsafe(window.bytes.length * 2);
  window.bytes.copy(larger, 0, 0, window.filled);
  window.bytes = larger;
}

/** Fills `target` from `at` on, with `room` bytes at most. @returns how many; 0 at the end, and only there */
export type ReadBytes = (target: Buffer, at: number, room: number) => Promise<number>;

export function readPart({ handle, from, to }: FilePart): ReadBytes {
  let position = from;
  return async (target, at, room) => {
    const wanted = Math.min(room, to - position);
    if (wanted === 0) return 0;
    const { bytesRead } = await handle.read(target, at, wanted, position);
    position += bytesRead;
    return bytesRead;
  };
}

/**
 * Reads records from wherever they come, in constant memory.
 *
 * @param block - memory to read into; more is taken if a record needs it
 * @throws {CsvFileError} at the first record that is none
 */
export async function readRecordsFrom(
  read: ReadBytes,
  block: Buffer,
  { from, firstLine }: Pick<FilePart, 'from' | 'firstLine'>,
  delimiter: number,
  visitor: RecordVisitor,
): Promise<void> {
  const window: Window = { bytes: block, filled: 0, offset: from, line: firstLine };
  const record = new CsvRecord();
  for (let bytesRead = -1; bytesRead !== 0; ) {
    bytesRead = await read(window.bytes, window.filled, window.bytes.length - window.filled);
    window.filled += bytesRead;
    const used = visitWindow(window, bytesRead === 0, delimiter, record, visitor);
    const done = visitor.windowDone?.(window.bytes, used);
    if (done) await done;
    makeRoom(window, used);
  }
}

/**
 * Reads the records of a file in constant memory.
 *
 * @throws {CsvFileError} at the first record that is none
 */
export async function readRecords(part: FilePart, delimiter: number, visitor: RecordVisitor): Promise<void> {
  const block = Buffer.allocUnsafeSlow(Math.min(BLOCK_BYTES, part.to - part.from + 1));
  await readRecordsFrom(readPart(part), block, part, delimiter, visitor);
}

/** Visits the records of bytes in memory. @throws {CsvFileError} at the first record that is none */
export function visitRecords(
  bytes: Buffer,
  firstLine: number,
  delimiter: number,
  visitor: RecordVisitor,
): void {
  const window = { bytes, filled: bytes.length, offset: 0, line: firstLine };
  visitWindow(window, true, delimiter, new CsvRecord(), visitor);
}
