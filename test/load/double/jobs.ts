import { type CsvRows, noRows } from './csv.ts';
import { Ints } from './ints.ts';
import type { JobState } from './protocol.ts';

export interface JobRequest {
  readonly object: string;
  readonly externalIdFieldName: string;
  readonly lineEnding: 'LF' | 'CRLF';
  readonly columnDelimiter: string;
}

export interface Job {
  readonly id: string;
  /** 1 for the first job of the org. */
  readonly number: number;
  readonly request: JobRequest;
  readonly createdAt: number;
  state: JobState;
  /** PUT requests that began; only one may. */
  uploads: number;
  /** What arrived of the upload, whole or cut. */
  content: Buffer | undefined;
  /** The client asked for the close and it took effect. */
  closed: boolean;
  rows: CsvRows;
  columns: readonly string[];
  /**
   * What became of each processed row, in the order sent: the number of the record it made; minus the number of the record
   * it updated; 0 where it has an error.
   */
  readonly outcomes: Ints;
  /** By row. */
  readonly errors: Map<number, string>;
  errorMessage: string | undefined;
}

export const DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  BACKQUOTE: '`',
  CARET: '^',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
};

/** The character a job separates its columns with. */
export function delimiterOf(job: Job): string {
  return DELIMITERS[job.request.columnDelimiter] ?? ',';
}

/** The jobs of the org, by id and in the order made. */
export class Jobs {
  readonly #byId = new Map<string, Job>();
  /** Every job ever made, those that are gone too. */
  readonly made: Job[] = [];

  create(request: JobRequest, now: number): Job {
    const number = this.made.length + 1;
    const job: Job = {
      id: `750${String(number).padStart(12, '0')}AAA`,
      number,
      request,
      createdAt: now,
      state: 'Open',
      uploads: 0,
      content: undefined,
      closed: false,
      rows: noRows(),
      columns: [],
      outcomes: new Ints(),
      errors: new Map(),
      errorMessage: undefined,
    };
    this.made.push(job);
    this.#byId.set(job.id, job);
    return job;
  }

  find(id: string): Job | undefined {
    return this.#byId.get(id);
  }

  /** Takes a job and its results away, as after seven days or a DELETE. */
  forget(id: string): void {
    this.#byId.delete(id);
  }

  /** In an order that is not the order made: the documentation promises none. */
  all(): Job[] {
    return [...this.#byId.values()].reverse();
  }
}

/** Job info as GET, POST and PATCH answer it. Names: "Get Information About an Ingest Job", Bulk API 2.0 guide. */
export function jobInfo(job: Job, apiVersion: string): Record<string, unknown> {
  const created = `${new Date(job.createdAt).toISOString().slice(0, -1)}+0000`;
  return {
    id: job.id,
    operation: 'upsert',
    object: job.request.object,
    createdById: '005000000000001AAA',
    createdDate: created,
    systemModstamp: created,
    state: job.state,
    externalIdFieldName: job.request.externalIdFieldName,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(apiVersion),
    jobType: 'V2Ingest',
    contentUrl: `services/data/v${apiVersion}/jobs/ingest/${job.id}/batches`,
    lineEnding: job.request.lineEnding,
    columnDelimiter: job.request.columnDelimiter,
    numberRecordsProcessed: job.outcomes.length,
    numberRecordsFailed: job.errors.size,
    retries: 0,
    totalProcessingTime: 0,
    apiActiveProcessingTime: 0,
    apexProcessingTime: 0,
    ...(job.errorMessage !== undefined && { errorMessage: job.errorMessage }),
  };
}

/** The bytes of a row, as sent. */
export function rowBytes(job: Job, row: number): Buffer {
  return (job.content ?? Buffer.alloc(0)).subarray(job.rows.starts.at(row), job.rows.ends.at(row));
}
