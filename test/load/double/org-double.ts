import { htmlPage, refusal } from './answers.ts';
import { sizeOf, truncated } from './cuts.ts';
import { DEFAULT_OBJECT, defaultFields } from './default-org.ts';
import { type Fault, type FaultRule, Faults } from './faults.ts';
import { identityAnswer, type OrgFacts } from './identity.ts';
import { type IngestOrg, ingestAnswer } from './ingest.ts';
import { Jobs } from './jobs.ts';
import { type Pace, Runner } from './pace.ts';
import { Processor, readLeniently } from './processing.ts';
import type { Answer, Endpoint, FieldDescribe, JobRule, RequestHead, RowRule } from './protocol.ts';
import { Records } from './records.ts';
import type { ResultOrder } from './results.ts';
import { type Route, routeOf } from './routes.ts';

export interface DoubleOptions {
  readonly faults?: readonly FaultRule[];
  readonly rowRules?: readonly RowRule[];
  readonly jobRules?: readonly JobRule[];
  readonly order?: ResultOrder;
  readonly pace?: Pace;
  readonly object?: string;
  readonly fields?: readonly FieldDescribe[];
  readonly caseSensitive?: boolean;
  readonly maxUploadBytes?: number;
  readonly listPageSize?: number;
  readonly apiRequestsLeft?: number;
  readonly batchesLeft?: number;
  readonly clock?: () => number;
}

/** One call as the double saw it. */
export interface CallEntry {
  readonly endpoint: Endpoint;
  readonly subject: string;
  readonly at: number;
  status: number | null;
  readonly fault: Fault | undefined;
}

/** A call between its head and its body. */
export interface Call {
  readonly route: Route;
  readonly head: RequestHead;
  readonly fault: Fault | undefined;
  readonly entry: CallEntry;
}

/** `00D...!...`: the shape that the CLI insists on. */
const FIRST_TOKEN = '00D000000000001EAA!first.token';

/**
 * An org in memory that speaks as much of the REST and Bulk 2.0 ingest API as a loader needs, with faults on demand and an
 * exact account of what was written. Transport-free: a server or a test gives it heads and bodies and sends its answers.
 *
 * Documented, and played as documented: job states; one upload per job; a close once; when a job can be aborted or deleted;
 * internal batches of 10,000 rows; columns of the three result lists and their free order; rows of a Failed job stay; empty
 * field and `#N/A`; pages of the job list; 401 and 403 bodies; names in `/limits`.
 *
 * Assumed, seen in no org: the wording of row and job errors; both rows of a pair with one key failing; an upload that was cut
 * counts as the upload, and what came of it stays in the job; 413 for one that is too large; refusal of columns that the object
 * lacks (`sf__Id` among them, and a name behind a byte order mark); results in the job's own line ending, every value quoted;
 * results refused while the job runs; all timing.
 */
export class OrgDouble {
  readonly jobs = new Jobs();
  readonly records: Records;
  readonly calls: CallEntry[] = [];
  readonly #faults: Faults;
  readonly #facts: OrgFacts;
  readonly #ingest: IngestOrg;
  readonly #runner: Runner;
  readonly #clock: () => number;
  #token = FIRST_TOKEN;
  #tokens = 1;

  constructor(options: DoubleOptions = {}) {
    const caseSensitive = options.caseSensitive ?? false;
    const fields = options.fields ?? defaultFields(caseSensitive);
    const object = options.object ?? DEFAULT_OBJECT;
    this.#clock = options.clock ?? Date.now;
    this.records = new Records(caseSensitive, this.jobs.made);
    this.#faults = new Faults(options.faults ?? []);
    this.#facts = {
      apiVersion: '65.0',
      orgId: '00D000000000001EAA',
      username: 'loader@double.example',
      object,
      fields,
      apiRequestsLeft: options.apiRequestsLeft ?? 99_000,
      batchesLeft: options.batchesLeft ?? 14_900,
    };
    const processor = new Processor(this.records, new Set(fields.map((field) => field.name)), {
      rows: options.rowRules ?? [],
      jobs: options.jobRules ?? [],
    });
    this.#runner = new Runner(this.jobs, processor, options.pace ?? { stepsPerCall: 3 });
    this.#ingest = {
      jobs: this.jobs,
      object,
      apiVersion: this.#facts.apiVersion,
      order: options.order ?? 'shuffled',
      maxUploadBytes: options.maxUploadBytes ?? 150_000_000,
      listPageSize: options.listPageSize ?? 1_000,
      externalIds: new Set(fields.filter((field) => field.externalId).map((field) => field.name)),
      now: this.#clock,
      run: (job) => this.#runner.add(job),
      read: readLeniently,
    };
  }

  /** The token that is valid now. */
  get token(): string {
    return this.#token;
  }

  /** What a refresh brings: the old token stays dead. */
  newToken(): string {
    this.#tokens += 1;
    this.#token = `00D000000000001EAA!token.${this.#tokens}`;
    return this.#token;
  }

  /** Rules that never struck. */
  idleFaults(): FaultRule[] {
    return this.#faults.idle();
  }

  /** A call arrives. For an upload its body is still on the way; the others give it, because close and abort differ only there. */
  begin(head: RequestHead, body?: Buffer): Call {
    const found = routeOf(head.method, head.url);
    const aborts = found.endpoint === 'close' && body?.includes('Aborted');
    const route: Route = aborts ? { ...found, endpoint: 'abort' } : found;
    const fault = this.#faults.next(route.endpoint);
    const entry: CallEntry = {
      endpoint: route.endpoint,
      subject: route.subject,
      at: this.#clock(),
      status: null,
      fault,
    };
    this.calls.push(entry);
    this.#runner.called();
    return { route, head, fault, entry };
  }

  /** An upload was cut after these bytes: they stay in the job. */
  cutUpload(call: Call, received: Buffer): void {
    const job = this.jobs.find(call.route.subject);
    if (job?.state !== 'Open') return;
    job.uploads += 1;
    job.content ??= received;
  }

  /** The body is here: the call takes effect and is answered, as far as its fault lets it. */
  finish(call: Call, body: Buffer): Answer {
    const answer = this.#faulted(call, body);
    call.entry.status = answer.wire.kind === 'whole' ? answer.status : null;
    const used = 100_000 - this.#facts.apiRequestsLeft + this.calls.length;
    return {
      ...answer,
      headers: { ...answer.headers, 'sforce-limit-info': `api-usage=${used}/100000` },
    };
  }

  #faulted(call: Call, body: Buffer): Answer {
    const { fault } = call;
    switch (fault?.kind) {
      case undefined:
        return this.#effect(call, body);
      case 'status':
        if (fault.after) this.#effect(call, body);
        return this.#statusAnswer(fault);
      case 'expire-token':
        if (call.head.authorization === `Bearer ${this.#token}`) this.#token = '';
        return this.#effect(call, body);
      case 'forget-job':
        this.jobs.forget(call.route.subject);
        return this.#effect(call, body);
      case 'truncate':
        return truncated(this.#effect(call, body), fault);
      case 'reset':
      case 'stall': {
        if (fault.when === 'before')
          return { ...refusal(500, '', ''), wire: { kind: fault.kind, bodyBytes: null } };
        const answer = this.#effect(call, body);
        const share = fault.kind === 'reset' ? (fault.share ?? 0.5) : 0.5;
        const bodyBytes = fault.when === 'after' ? null : Math.floor(sizeOf(answer) * share);
        return { ...answer, wire: { kind: fault.kind, bodyBytes } };
      }
    }
  }

  #effect(call: Call, body: Buffer): Answer {
    if (call.head.authorization !== `Bearer ${this.#token}`) {
      return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    }
    const job = call.route.subject.startsWith('750') || ['create', 'list'].includes(call.route.endpoint);
    return job ? ingestAnswer(this.#ingest, call.route, body) : identityAnswer(this.#facts, call.route);
  }

  #statusAnswer(fault: Fault & { kind: 'status' }): Answer {
    const code = fault.errorCode ?? 'SERVER_ERROR';
    const answer = fault.html ? htmlPage(fault.status) : refusal(fault.status, code, fault.message ?? code);
    if (fault.retryAfter === undefined) return answer;
    const at = new Date(this.#clock() + fault.retryAfter * 1000);
    const retryAfter = fault.asDate ? at.toUTCString() : String(fault.retryAfter);
    return { ...answer, headers: { ...answer.headers, 'retry-after': retryAfter } };
  }
}
