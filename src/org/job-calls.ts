import { CallError } from '../model/failure/call-failure.ts';
import type { RestClient } from './rest-client.ts';

/** Names in the body of the API, as far as they are used ("Get information about a job"). */
interface RawJob {
  readonly id?: unknown;
  readonly state?: unknown;
  readonly object?: unknown;
  readonly operation?: unknown;
  readonly createdById?: unknown;
  readonly createdDate?: unknown;
  readonly numberRecordsProcessed?: unknown;
  readonly numberRecordsFailed?: unknown;
  readonly errorMessage?: unknown;
}

const STATES = ['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted'] as const;
type State = (typeof STATES)[number];

const LONGEST_ERROR = 200;

/** An answer that is JSON but not what was asked for is as good as no answer. */
function notUnderstood(what: string): CallError {
  return new CallError({ status: null, code: 'NOT_UNDERSTOOD', message: what, retryAfter: null });
}

function jobId(raw: RawJob): string {
  if (typeof raw.id === 'string' && /^[a-zA-Z0-9]{15,18}$/.test(raw.id)) return raw.id;
  throw notUnderstood('the answer names no job');
}

/** The org's own words, cut: they may quote from the file. */
function errorText(message: unknown): string | null {
  return typeof message === 'string' && message !== '' ? message.slice(0, LONGEST_ERROR) : null;
}

function jobInfo(raw: RawJob) {
  const state = STATES.find((known): known is State => known === raw.state);
  if (state === undefined) throw notUnderstood('the answer names no state of the job');
  return {
    id: jobId(raw),
    state,
    processed: Number(raw.numberRecordsProcessed ?? 0),
    failed: Number(raw.numberRecordsFailed ?? 0),
    error: errorText(raw.errorMessage),
  };
}

function jobSummary(raw: RawJob) {
  return {
    id: jobId(raw),
    object: String(raw.object),
    operation: String(raw.operation),
    state: String(raw.state),
    createdById: String(raw.createdById),
    createdAt: typeof raw.createdDate === 'string' ? Date.parse(raw.createdDate) : Number.NaN,
  };
}

/** Parameters of a new job. */
export interface JobSettings {
  readonly object: string;
  readonly externalId: string;
  readonly delimiter: string;
  readonly lineEnding: string;
}

/** The calls on jobs ("Bulk API 2.0 ingest"), one request each. */
export function jobCalls(client: RestClient) {
  const path = (job: string) => `/jobs/ingest/${encodeURIComponent(job)}`;
  const json = { 'content-type': 'application/json' };
  const setState = async (job: string, state: string): Promise<void> => {
    await client.json({
      method: 'PATCH',
      path: path(job),
      headers: json,
      body: Buffer.from(JSON.stringify({ state })),
    });
  };
  return {
    async create({ object, externalId, delimiter, lineEnding }: JobSettings): Promise<string> {
      const settings = {
        object,
        operation: 'upsert',
        externalIdFieldName: externalId,
        contentType: 'CSV',
        columnDelimiter: delimiter,
        lineEnding,
      };
      const body = Buffer.from(JSON.stringify(settings));
      return jobId(
        (await client.json({ method: 'POST', path: '/jobs/ingest', headers: json, body })) as RawJob,
      );
    },
    async upload(job: string, body: Uint8Array): Promise<void> {
      await client.empty({
        method: 'PUT',
        path: `${path(job)}/batches`,
        headers: { 'content-type': 'text/csv' },
        body,
      });
    },
    close: (job: string) => setState(job, 'UploadComplete'),
    abort: (job: string) => setState(job, 'Aborted'),
    async job(job: string) {
      return jobInfo((await client.json({ method: 'GET', path: path(job), headers: {} })) as RawJob);
    },
    results: (job: string, list: string) =>
      client.stream({ method: 'GET', path: `${path(job)}/${list}`, headers: { accept: 'text/csv' } }),
    async *jobs() {
      let next: string | null = `/jobs/ingest?jobType=V2Ingest`;
      while (next !== null) {
        const page = (await client.json({ method: 'GET', path: next, headers: {} })) as {
          records?: readonly RawJob[];
          nextRecordsUrl?: unknown;
        };
        for (const raw of page.records ?? []) yield jobSummary(raw);
        next = typeof page.nextRecordsUrl === 'string' ? client.relative(page.nextRecordsUrl) : null;
      }
    },
  };
}
