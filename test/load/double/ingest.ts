import { csv, empty, json, refusal } from './answers.ts';
import { DELIMITERS, type Job, type Jobs, jobInfo } from './jobs.ts';
import type { Answer } from './protocol.ts';
import type { ResultList, ResultOrder } from './results.ts';
import { resultList } from './results.ts';
import type { Route } from './routes.ts';

/** What the job calls need of the double. */
export interface IngestOrg {
  readonly jobs: Jobs;
  readonly object: string;
  readonly apiVersion: string;
  readonly order: ResultOrder;
  readonly maxUploadBytes: number;
  readonly listPageSize: number;
  readonly externalIds: ReadonlySet<string>;
  readonly now: () => number;
  /** A job was closed: it may run. */
  readonly run: (job: Job) => void;
  /** Rows of a job that never ran become readable as unprocessed. */
  readonly read: (job: Job) => void;
}

function isTerminal(job: Job): boolean {
  return job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted';
}

function create(org: IngestOrg, body: Buffer): Answer {
  let asked: Record<string, unknown>;
  try {
    asked = JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return refusal(400, 'JSON_PARSER_ERROR', 'Unexpected character');
  }
  const { object, operation, externalIdFieldName, lineEnding = 'LF', columnDelimiter = 'COMMA' } = asked;
  if (operation !== 'upsert') return refusal(400, 'INVALIDOPERATION', 'The double runs upserts only');
  if (object !== org.object) return refusal(400, 'INVALIDENTITY', `Unable to find object: ${String(object)}`);
  if (typeof externalIdFieldName !== 'string' || !org.externalIds.has(externalIdFieldName)) {
    return refusal(
      400,
      'INVALIDJOB',
      `Field name provided, ${String(externalIdFieldName)} does not match an External ID for ${object}`,
    );
  }
  if (lineEnding !== 'LF' && lineEnding !== 'CRLF') return refusal(400, 'INVALIDJOB', 'lineEnding');
  if (typeof columnDelimiter !== 'string' || DELIMITERS[columnDelimiter] === undefined) {
    return refusal(400, 'INVALIDJOB', 'columnDelimiter');
  }
  const job = org.jobs.create({ object, externalIdFieldName, lineEnding, columnDelimiter }, org.now());
  return json(200, jobInfo(job, org.apiVersion));
}

/** Documented: pages of at most 1,000, in any order, `nextRecordsUrl` until `done`. */
function list(org: IngestOrg, route: Route): Answer {
  const all = org.jobs.all();
  const start = Number(route.query.get('queryLocator') ?? 0);
  const page = all.slice(start, start + org.listPageSize);
  const next = start + org.listPageSize;
  const done = next >= all.length;
  return json(200, {
    done,
    nextRecordsUrl: done
      ? null
      : `/services/data/v${org.apiVersion}/jobs/ingest?jobType=V2Ingest&queryLocator=${next}`,
    // The list carries less than the job itself: no external id, no counters.
    records: page.map((job) => {
      const { externalIdFieldName, numberRecordsProcessed, numberRecordsFailed, ...listed } = jobInfo(
        job,
        org.apiVersion,
      );
      return listed;
    }),
  });
}

/** Documented: one PUT per job. Assumption: a PUT that was cut counts, and what came of it stays in the job. */
function upload(org: IngestOrg, job: Job, body: Buffer): Answer {
  if (job.state !== 'Open') {
    return refusal(400, 'INVALIDJOBSTATE', `Job state must be Open, is ${job.state}: ${job.id}`);
  }
  job.uploads += 1;
  if (job.uploads > 1) {
    return refusal(
      400,
      'INVALIDJOB',
      `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    );
  }
  if (body.length > org.maxUploadBytes)
    return refusal(413, 'REQUEST_ENTITY_TOO_LARGE', 'The upload is too large');
  job.content = body;
  return empty(201);
}

/** Documented: a job is closed once, aborted only until it is done; both answer the job. */
function patch(org: IngestOrg, job: Job, body: Buffer): Answer {
  const { state } = JSON.parse(body.toString()) as { state?: string };
  if (state === 'UploadComplete') {
    if (job.state !== 'Open') {
      return refusal(400, 'INVALIDJOBSTATE', `Closing already ${job.state} Job not allowed`);
    }
    if (job.content === undefined)
      return refusal(400, 'INVALIDJOBSTATE', 'Closing a Job without data not allowed');
    job.state = 'UploadComplete';
    job.closed = true;
    org.run(job);
    return json(200, jobInfo(job, org.apiVersion));
  }
  if (state === 'Aborted') {
    if (isTerminal(job))
      return refusal(400, 'INVALIDJOBSTATE', `Aborting already ${job.state} Job not allowed`);
    if (job.state === 'UploadComplete') org.read(job);
    job.state = 'Aborted';
    return json(200, jobInfo(job, org.apiVersion));
  }
  return refusal(400, 'INVALIDJOB', `Unknown state ${String(state)}`);
}

/** Documented: a job can be deleted once it is closed and while it is not running; queued, it is then never run. */
function remove(org: IngestOrg, job: Job): Answer {
  if (job.state === 'Open' || job.state === 'InProgress') {
    return refusal(400, 'INVALIDJOBSTATE', `Deleting an ${job.state} Job not allowed`);
  }
  org.jobs.forget(job.id);
  return empty(204);
}

/** Assumption: the lists of a job that is not done are refused. */
function results(org: IngestOrg, job: Job, which: ResultList): Answer {
  if (!isTerminal(job)) return refusal(400, 'INVALIDJOBSTATE', `Job is ${job.state}`);
  return csv(() => resultList(job, which, org.order));
}

/** Answers a call about jobs. */
export function ingestAnswer(org: IngestOrg, route: Route, body: Buffer): Answer {
  if (route.endpoint === 'create') return create(org, body);
  if (route.endpoint === 'list') return list(org, route);
  const job = org.jobs.find(route.subject);
  if (job === undefined) return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  switch (route.endpoint) {
    case 'status':
      return json(200, jobInfo(job, org.apiVersion));
    case 'upload':
      return upload(org, job, body);
    case 'close':
    case 'abort':
      return patch(org, job, body);
    case 'delete':
      return remove(org, job);
    case 'successful':
    case 'failed':
    case 'unprocessed':
      return results(org, job, route.endpoint);
    default:
      return empty(404);
  }
}
