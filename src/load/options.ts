import type { DelimiterName, LineEnding } from '../model/load/dialect.ts';
import type { OnDuplicate } from './key-check.ts';

/** What one upsert is asked to do. */
export interface UpsertOptions {
  readonly file: string;
  /** A directory that does not exist yet. */
  readonly runDir: string;
  readonly runId: string;
  readonly object: string;
  readonly externalId: string;
  /** Most rows of a chunk, at least 1. */
  readonly chunkRows: number;
  /** Most bytes of a chunk. */
  readonly chunkBytes: number;
  /** Most jobs at a time, at least 1. */
  readonly parallel: number;
  readonly onDuplicate: OnDuplicate;
  readonly sortBy: string | null;
  /** Null: found out from the file. */
  readonly columnDelimiter: DelimiterName | null;
  readonly lineEnding: LineEnding | null;
  readonly abortOrphans: boolean;
  /** Stop after so many ms; null: go on to the end. */
  readonly waitMs: number | null;
  readonly dryRun: boolean;
  /** Called when the run is on the disk and can be resumed, before the first row moves. */
  readonly onPlanned?: () => Promise<void>;
}

/** A chunk's default size: five of Salesforce's batches of 10,000; small enough to bisect, and a short way back after a crash. */
export const DEFAULT_CHUNK_ROWS = 50_000;
export const DEFAULT_CHUNK_BYTES = 10_000_000;
export const DEFAULT_PARALLEL = 3;
