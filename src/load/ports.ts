import type { FileHandle } from 'node:fs/promises';
import type { DelimiterName, LineEnding } from '../model/load/dialect.ts';
import type { Progress } from '../model/load/progress.ts';

/** What a new job is told. */
export interface NewJob {
  readonly object: string;
  readonly externalId: string;
  readonly delimiter: DelimiterName;
  readonly lineEnding: LineEnding;
}

/** A job as the API describes it. */
export interface JobInfo {
  readonly id: string;
  readonly state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
  readonly processed: number;
  readonly failed: number;
  readonly error: string | null;
}

export interface JobSummary {
  readonly id: string;
  readonly object: string;
  readonly operation: string;
  readonly state: string;
  readonly createdById: string;
  /** ms since 1970; NaN if the org gave no date. */
  readonly createdAt: number;
}

export type ResultList = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

export interface FieldDescribe {
  readonly name: string;
  readonly type: string;
  /** Longest value, characters; 0 where it does not apply. */
  readonly length: number;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly relationshipName: string | null;
  readonly referenceTo: readonly string[];
}

export interface ObjectDescribe {
  readonly name: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly fields: readonly FieldDescribe[];
}

/** What is left of an allowance of the org; null if the org does not tell. */
export interface Allowances {
  readonly apiRequests: number | null;
  readonly bulkBatches: number | null;
}

export interface ApiUsage {
  readonly used: number;
  readonly limit: number;
}

export interface Identity {
  readonly orgId: string;
  readonly userId: string | null;
  /** Null where the log-in is a bare access token. */
  readonly username: string | null;
  readonly instanceUrl: string;
  readonly apiVersion: string;
}

/**
 * The Bulk API 2.0, one HTTP request per call and no retry inside. A call that does not come to its answer rejects with a
 * `CallError`.
 */
export interface IngestApi {
  readonly identity: Identity;
  /** A new access token. Rejects where there is no way to get one. */
  refresh(): Promise<void>;
  describe(object: string): Promise<ObjectDescribe>;
  allowances(): Promise<Allowances>;
  /** API requests of the last 24 hours, as the last answer told them; null if none did. */
  apiUsage(): ApiUsage | null;
  create(job: NewJob): Promise<string>;
  upload(job: string, body: Uint8Array): Promise<void>;
  close(job: string): Promise<void>;
  abort(job: string): Promise<void>;
  job(job: string): Promise<JobInfo>;
  results(job: string, list: ResultList): Promise<AsyncIterable<Uint8Array>>;
  jobs(): AsyncIterable<JobSummary>;
}

/** A journal's file: what was appended is on the disk when the promise resolves. */
export interface JournalFile {
  append(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The process that holds a run directory. */
export interface ProcessInfo {
  readonly pid: number;
  readonly host: string;
  /** When this process began, ms since 1970. */
  readonly startedAt: number;
  readonly isAlive: (pid: number) => boolean;
}

/** Makes what was written to a file durable. */
export type Sync = (handle: FileHandle) => Promise<void>;

/** Everything that a run needs from outside. */
export interface LoadDeps {
  readonly api: IngestApi;
  /** ms since 1970 */
  readonly clock: () => number;
  /** Resolves after so many ms, or as soon as the signal is given. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** An integer in [0, 2^24). */
  readonly draw: () => number;
  readonly openJournal: (path: string) => Promise<JournalFile>;
  readonly sync: Sync;
  readonly progress: (progress: Progress) => void;
  /** Hears how many bytes of the file have been checked, of how many, before the first row moves. */
  readonly checking?: (bytes: number, of: number) => void;
  /** Called when some MB of short-lived buffers have been let go of: a good time to collect them. */
  readonly sweep?: () => void;
  readonly process: ProcessInfo;
}
