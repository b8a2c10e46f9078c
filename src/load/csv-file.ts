import type { FileHandle } from 'node:fs/promises';
import { type CsvFault, CsvRecord, scanRecord } from '../model/load/csv-record.ts';

const BLOCK_BYTES = 512 * 1024;
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
  /** Called when all records of a window have been visited: its bytes, and how many of them. */
  windowDone?(bytes: Buffer, end: number): void;
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
  visitor.windowDone?.(bytes, start);
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

/**
 * Reads the records of a file in constant memory.
 *
 * @throws {CsvFileError} at the first record that is none
 */
export async function readRecords(part: FilePart, delimiter: number, visitor: RecordVisitor): Promise<void> {
  const size = Math.min(BLOCK_BYTES, Math.max(part.to - part.from, 1));
  const window: Window = {
    bytes: Buffer.allocUnsafe(size),
    filled: 0,
    offset: part.from,
    line: part.firstLine,
  };
  const record = new CsvRecord();
  for (let position = part.from; position < part.to; ) {
    const room = Math.min(window.bytes.length - window.filled, part.to - position);
    const { bytesRead } = await part.handle.read(window.bytes, window.filled, room, position);
    position = bytesRead === 0 ? part.to : position + bytesRead;
    window.filled += bytesRead;
    makeRoom(window, visitWindow(window, position >= part.to, delimiter, record, visitor));
  }
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
