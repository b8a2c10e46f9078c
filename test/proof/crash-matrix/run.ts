import type { CalloutAnswer, CalloutRequest } from '../../../tools/apex-runtime/org/org.ts';
import { seededRandom } from '../../../tools/apex-runtime/org/org.ts';
import type { Row } from '../../../tools/apex-runtime/org/store.ts';
import type { Step } from '../../../tools/apex-runtime/runner/virtual-org.ts';
import type { ApexList } from '../../../tools/apex-runtime/values/collections.ts';
import { JOB_CLASS } from '../anatomy.ts';
import { recordsOf } from '../records.ts';
import { type CrashOrg, UNWANTED_KEY } from './crash-org.ts';
import type { Strike, Visit, Waiting } from './faults.ts';
import { keysOf } from './places.ts';
import type { Probes } from './probes.ts';
import { Rules } from './rules.ts';
import { Striker } from './striker.ts';
import { FAILURES, type Workload } from './workload.ts';

const LOG = 'Failed_Integration_Log__c';
const MINUTE_MS = 60_000;
/** Far beyond what the leases of the kit and the faults need. */
const HORIZON_MS = 96 * 60 * MINUTE_MS;
/** Far more than any of the workloads needs, with a sweep every ten minutes while a lease runs out. */
const MOST_JOBS = 250;
const WAITING: ReadonlySet<unknown> = new Set(['Deferred', 'In Flight', 'Redrive Requested']);
const LATENCY_MS = 400;
const DAILY_LIMIT = 10_000;

/** What a run came to. */
export interface Report {
  readonly violations: readonly string[];
  /** Requests that were lost with a Finalizer that did not do its work. */
  readonly lost: readonly string[];
  readonly jobs: number;
  /** Where the fault struck; null where it had nothing to strike. */
  readonly struck: Visit | null;
  readonly visits: readonly Visit[];
  readonly waitings: readonly Waiting[];
}

interface Submitted {
  readonly _results: ApexList;
}
interface Placed {
  readonly _key: string;
  readonly _placement: { readonly name: string };
}

/** One run of a workload to its rest, struck once or not at all. */
export class Run {
  readonly #apex: CrashOrg;
  readonly #workload: Workload;
  readonly #rules: Rules;
  readonly #striker: Striker;
  #jobs = 0;
  #submitted = 0;
  #redrives = 0;

  constructor(apex: CrashOrg, probes: Probes, workload: Workload, strike: Strike | null, records: boolean) {
    this.#apex = apex;
    this.#workload = workload;
    this.#rules = new Rules(workload.withUnwanted ? UNWANTED_KEY : null);
    this.#striker = new Striker(apex.org, workload, strike, records);
    probes.listener = {
      handled: (keys) => this.#handled(keys),
      read: (key, status) => {
        if (status === 200 || status === 409) this.#rules.note('read', this.#tx.kind, key);
      },
      locks: () => this.#striker.comesTo('lock'),
    };
    probes.holds = this.#striker.holds;
  }

  get #tx() {
    return this.#apex.org.machine.runtime.tx;
  }

  #reset(): void {
    const { sender, record, breaker, executionsLeft } = this.#workload;
    const metadata = new Map(recordsOf(sender, (object) => this.#apex.emptyValues(object)));
    const add = (object: string, values: Row): void => {
      metadata.set(
        object,
        (metadata.get(object) ?? []).map((row) => ({ ...row, ...values })),
      );
    };
    add('Retry_Config__mdt', record);
    add('Circuit_Breaker_Config__mdt', breaker ?? {});
    this.#apex.org.reset(
      {
        random: seededRandom(1),
        dailyAsyncLimit: DAILY_LIMIT,
        queueLatencyMs: () => 2000,
        endpoint: (request) => this.#answer(request),
        faults: this.#striker.faults,
      },
      metadata,
    );
    for (let used = 0; used < DAILY_LIMIT - (executionsLeft ?? DAILY_LIMIT); used++)
      this.#apex.org.org.daily.add(0);
  }

  run(): Report {
    const { org } = this.#apex;
    this.#reset();
    org.call('ProofCaller', 'schedule()');
    this.#striker.start();
    for (const { atMinute, count } of this.#workload.submissions) {
      this.#runWhile(atMinute * MINUTE_MS, () => true);
      org.org.now = Math.max(org.org.now, atMinute * MINUTE_MS);
      this.#call(() => this.#submit(count));
    }
    this.#rest();
    for (; this.#redrives < (this.#workload.redrives ?? 0); ) {
      this.#redrives++;
      this.#call(() => org.call('ProofCaller', 'redrive()'));
      this.#rest();
    }
    const { policy } = this.#workload.sender;
    this.#rules.atRest(
      org.rows(LOG),
      policy.maxRetries,
      this.#workload.record['Handler_Class__c'] !== undefined,
    );
    const { struck, visits, waitings } = this.#striker;
    const { violations, lost } = this.#rules;
    return { violations, lost: [...lost], jobs: this.#jobs, struck, visits, waitings };
  }

  #isBusy(): boolean {
    const { org } = this.#apex;
    return org.jobs.length > 0 || org.rows(LOG).some((row) => WAITING.has(row['Status__c']));
  }

  #rest(): void {
    const from = this.#apex.org.org.now;
    this.#runWhile(from + HORIZON_MS, () => this.#isBusy());
    if (this.#isBusy()) this.#rules.breaks(`no rest after ${this.#jobs} jobs`);
  }

  #runWhile(untilMs: number, goesOn: () => boolean): void {
    const { org } = this.#apex;
    while (goesOn() && this.#jobs < MOST_JOBS) {
      const step = org.step(untilMs);
      if (!step) return;
      if (step.outcome.job.kind === 'queueable') this.#jobs++;
      this.#ended(step);
    }
  }

  #submit(count: number): void {
    const first = this.#submitted;
    this.#submitted += count;
    const { withRecords, withOddities, withUnwanted } = this.#workload;
    const method = withOddities ? 'submitOddly' : withUnwanted ? 'submitUnwanted' : 'submit';
    const signature = `${method}(Integer, Integer, Boolean)`;
    this.#accepted(this.#apex.org.call('ProofCaller', signature, first, count, withRecords === true));
  }

  #accepted(submission: unknown): void {
    for (const { _key, _placement } of (submission as Submitted)._results.items as readonly Placed[])
      if (_placement.name !== 'REFUSED' && _placement.name !== 'DUPLICATE')
        this.#rules.note('accepted', this.#tx.kind, _key);
  }

  /** A transaction of the caller: what it throws takes everything back. */
  #call(work: () => unknown): void {
    let failed = false;
    try {
      work();
    } catch (thrown) {
      failed = true;
      if (!this.#striker.hasKilled('sync')) this.#rules.breaks(`the caller gets ${String(thrown)}`);
    }
    const { org } = this.#apex;
    this.#rules.ended(
      { rolledBack: new Set(failed ? ['sync'] : []), abandoned: [] },
      org.jobs,
      org.rows(LOG),
    );
    this.#striker.endStep();
  }

  #ended({ outcome }: Step): void {
    const { org } = this.#apex;
    const { job, error, finalizerError } = outcome;
    if (error && !this.#striker.hasKilled(job.kind) && !this.#isCryForHelp(error.type))
      this.#rules.breaks(`a ${job.className} dies of ${error.type}: ${error.message}`);
    if (finalizerError && !this.#striker.hasKilled('finalizer') && !this.#isCryForHelp(finalizerError.type))
      this.#rules.breaks(
        `the Finalizer of a ${job.className} dies of ${finalizerError.type}: ${finalizerError.message}`,
      );
    const isAbandoned =
      job.className === JOB_CLASS && this.#striker.hasStruckFinalizerOf(job, finalizerError !== null);
    const rolledBack = new Set([
      ...(error ? [job.kind] : []),
      ...(finalizerError ? (['finalizer'] as const) : []),
    ]);
    this.#rules.ended(
      { rolledBack, abandoned: isAbandoned ? keysOf(job.work) : [] },
      org.jobs,
      org.rows(LOG),
    );
    this.#striker.endStep();
  }

  /** Whether a transaction dies as it should, of a request that has no place. */
  #isCryForHelp(type: string): boolean {
    return this.#workload.withUnwanted === true && type === 'RetryCalloutJob.NowhereToGoException';
  }

  #handled(keys: readonly string[]): void {
    const deed = this.#striker.comesTo('handler');
    const { runtime } = this.#apex.org.machine;
    if (deed === 'throws' || (this.#workload.handlerFails && this.#redrives === 0))
      throw runtime.exception('IllegalArgumentException', 'The handler throws');
    const { ProofCaller } = runtime.classes;
    if (deed === 'submits' && ProofCaller)
      this.#accepted(
        runtime.invoke(ProofCaller, 'submit$Integer$Integer$Boolean', 100 + this.#submitted++, 1, false),
      );
    for (const key of keys) this.#rules.note('told', this.#tx.kind, key);
  }

  #answer({ headers }: CalloutRequest): CalloutAnswer {
    const key = headers.get('Idempotency-Key') ?? '';
    const attempt = this.#rules.called(key);
    const answer = this.#workload.answers[Number(key.slice(1))]?.[attempt] ?? 200;
    if (answer === 'dies' || answer === 'killed') this.#striker.kill(answer === 'dies');
    if (typeof answer === 'string') return { failure: FAILURES[answer], latencyMs: LATENCY_MS };
    if (typeof answer === 'number') return { status: answer, latencyMs: LATENCY_MS };
    const [status, retryAfter] = answer;
    return { status, headers: { 'Retry-After': String(retryAfter) }, latencyMs: LATENCY_MS };
  }
}
