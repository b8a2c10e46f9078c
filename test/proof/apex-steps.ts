import type { SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { Job } from '../../tools/apex-runtime/org/jobs.ts';
import { seededRandom } from '../../tools/apex-runtime/org/org.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import type { Step } from '../../tools/apex-runtime/runner/virtual-org.ts';
import { Datetime } from '../../tools/apex-runtime/values/dates.ts';
import { inOrg, type ProofAct } from './acts.ts';
import { duesOf, JOB_CLASS, laneOf, requestNumber, SWEEPER_CLASS } from './anatomy.ts';
import type { ApexOrg } from './apex-org.ts';
import { ApexProbes, NEVER_MS } from './apex-probes.ts';
import { circuitOf } from './circuit-row.ts';
import type { Drive, Submission } from './drive.ts';
import { brokenRule } from './one-place.ts';
import type { Handler } from './records.ts';
import type { ProofScenario } from './scenarios.ts';
import { byRequest, type ChildRecord, type Due, type StepRecord } from './steps.ts';

const LOG = 'Failed_Integration_Log__c';
/** `RetryPayload.STORED_LENGTH` */
const LONGEST_ANSWER = 'x'.repeat(131_072);

/** Runs a scenario on the executed Apex, and tells each transaction as a step. */
export class ApexSide {
  readonly #apex: ApexOrg;
  readonly #probes: ApexProbes;
  #drive: Drive | null = null;
  /** Lanes by the name that the kit gave them; numbered as their first jobs are accepted. */
  readonly #lanes = new Map<string, number>();
  /** New lanes of the transaction that runs. */
  #fresh: { readonly tx: unknown; readonly names: string[] } = { tx: null, names: [] };
  /** Jobs of each lane so far, and the names of jobs by Id. */
  readonly #jobs = new Map<number, number>();
  readonly #names = new Map<string, string>();
  readonly #known = new Set<string>();
  /** How requests ended that have no row. */
  readonly #ends = new Map<number, 'delivered' | 'lost'>();
  #sweepsQueued = 0;
  #sweepsRun = 0;
  #submitted = 0;

  constructor(apex: ApexOrg) {
    this.#apex = apex;
    this.#probes = new ApexProbes(apex.org.machine.runtime);
    this.#probes.jobName = () => this.#nameOf(apex.org.machine.async.currentJob);
  }

  /** @param untilMs - what ends later is not told */
  run({ settings, acts, handler }: ProofScenario, drive: Drive, untilMs: number): readonly StepRecord[] {
    this.#begin(settings, handler, drive);
    const { org } = this.#apex;
    const steps: StepRecord[] = [];
    const runTo = (until: number): void => {
      org.runUntil(until, (step) => this.#tell(steps, step), 20_000);
    };
    org.call('ProofCaller', 'schedule()');
    const byHand = [
      ...drive.submissions.map((submission) => ({
        atMs: submission.atMs,
        run: () => this.#submit(submission),
      })),
      ...acts
        .filter(({ atMs }) => atMs <= untilMs)
        .map((act) => ({ atMs: act.atMs, run: () => this.#operate(act) })),
    ];
    for (const { atMs, run } of byHand.toSorted((a, b) => a.atMs - b.atMs)) {
      runTo(atMs - 1);
      org.org.now = atMs;
      steps.push(run());
    }
    runTo(untilMs);
    return steps;
  }

  #begin(settings: SimulationSettings, handler: Handler, drive: Drive): void {
    this.#drive = drive;
    this.#lanes.clear();
    this.#known.clear();
    this.#jobs.clear();
    this.#names.clear();
    this.#ends.clear();
    this.#sweepsQueued = 0;
    this.#sweepsRun = 0;
    this.#submitted = 0;
    const probes = this.#probes;
    probes.drive = drive;
    probes.decisions = [];
    probes.body = handler === 'gets long answers' ? LONGEST_ANSWER : '';
    const random = seededRandom(1);
    this.#apex.reset(settings, handler, {
      random: () => probes.random(random),
      endpoint: (request) => probes.answer(request),
      queueLatencyMs: (work) => this.#latency(work),
      tieBreak: (a, b) => this.#placeOf(a) - this.#placeOf(b),
      faults: { skipsFinalizer: (job) => drive.death(this.#nameOf(job))?.finalizer === false },
    });
  }

  #submit({ atMs, context, first, count }: Submission): StepRecord {
    const kind = context === 'sync' ? 'sync' : 'batch';
    this.#apex.org.callAs(kind, 'ProofCaller', 'submit(Integer, Integer)', first, count);
    this.#submitted = first + count;
    return this.#record(atMs, `submit ${context}`);
  }

  #operate(act: ProofAct): StepRecord {
    inOrg(act, this.#apex);
    return this.#record(act.atMs, 'operator');
  }

  #tell(steps: StepRecord[], { outcome }: Step): void {
    if (outcome.job.kind === 'scheduled') {
      this.#accept();
      return;
    }
    const what = this.#nameOf(outcome.job);
    if (outcome.job.className === SWEEPER_CLASS) this.#sweepsRun++;
    const death = this.#drive?.death(what);
    if (death?.finalizer === false) this.#bury(outcome.job);
    const failed = (death ? null : outcome.error) ?? outcome.finalizerError;
    const text = failed ? `${what} FAILED ${failed.type}: ${failed.message}` : what;
    steps.push(this.#record(outcome.endedAt, text));
  }

  /** A job that was killed leaves nothing behind: what has no row is lost. */
  #bury(job: Job): void {
    this.#probes.decisions = [];
    const kept = new Set(
      this.#apex.org.rows(LOG).map((row) => requestNumber(String(row['Idempotency_Key__c']))),
    );
    for (const { request } of duesOf(job)) if (!kept.has(request)) this.#ends.set(request, 'lost');
  }

  #nameOf(job: Job | null): string {
    if (job?.className === JOB_CLASS) return `job ${this.#names.get(job.id)}`;
    return job?.className === SWEEPER_CLASS ? `sweep ${this.#sweepsRun + 1}` : 'nothing';
  }

  #placeOf(row: Row): number {
    const request = requestNumber(String(row['Idempotency_Key__c']));
    const isLapsed = row['Status__c'] === 'In Flight';
    return this.#drive?.placeInSweep(this.#sweepsRun + 1, request, isLapsed) ?? 0;
  }

  /** Of a job that is being enqueued: which one it will be if its transaction commits. */
  #latency(work: object): number {
    const drive = this.#drive;
    if (!drive) return 0;
    if (!('_lane' in work)) return drive.sweepLatencyMs(this.#sweepsQueued + 1);
    const name = laneOf(work);
    const lane = this.#lanes.get(name) ?? this.#nextLane(name);
    return drive.laneLatencyMs(lane, (this.#jobs.get(lane) ?? 0) + 1) ?? NEVER_MS;
  }

  /** The number that a new lane gets if its transaction commits: in the order in which they are enqueued. */
  #nextLane(name: string): number {
    const { tx } = this.#apex.org.machine.runtime;
    if (this.#fresh.tx !== tx) this.#fresh = { tx, names: [] };
    return this.#lanes.size + this.#fresh.names.push(name) - 1;
  }

  /** Lane and place in its chain. */
  #name({ id, work }: Job): void {
    const name = laneOf(work);
    if (!this.#lanes.has(name)) this.#lanes.set(name, this.#lanes.size);
    const lane = this.#lanes.get(name) ?? 0;
    const place = (this.#jobs.get(lane) ?? 0) + 1;
    this.#jobs.set(lane, place);
    this.#names.set(id, `${lane}.${place}`);
  }

  /** Jobs that have been accepted since the last look. */
  #accept(): readonly ChildRecord[] {
    const fresh = this.#apex.org.org.queue.jobs
      .filter((job) => !this.#known.has(job.id))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const job of fresh) {
      this.#known.add(job.id);
      if (job.className === JOB_CLASS) this.#name(job);
    }
    this.#sweepsQueued += fresh.filter((job) => job.className === SWEEPER_CLASS).length;
    return fresh
      .filter((job) => job.className === JOB_CLASS)
      .map((job) => ({
        lane: this.#lanes.get(laneOf(job.work)) ?? -1,
        minutes: job.delayMinutes ?? 0,
        requests: duesOf(job),
      }));
  }

  #record(atMs: number, what: string): StepRecord {
    const attempts = this.#probes.decisions;
    this.#probes.decisions = [];
    for (const { request, step } of attempts) if (step === 'delivered') this.#ends.set(request, 'delivered');
    const rows = this.#apex.org.rows(LOG);
    const broken = brokenRule(this.#submitted, this.#ends, this.#apex.org.jobs, rows);
    return {
      atMs,
      what: broken ? `${what} BROKE THE ONE RULE: ${broken}` : what,
      attempts: what.startsWith('sweep') ? byRequest(attempts) : attempts,
      children: this.#accept(),
      rows: waiting(rows),
      finals: this.#finals(rows),
      circuit: circuitOf(this.#apex.org, this.#lanes),
    };
  }

  #finals(rows: readonly Row[]): ReadonlyMap<number, string> {
    const finals = new Map<number, string>(this.#ends);
    for (const row of rows) {
      const request = requestNumber(String(row['Idempotency_Key__c']));
      const status = row['Status__c'];
      finals.delete(request);
      if (status === 'Dead Letter') finals.set(request, `dead (${row['Dead_Letter_Reason__c']})`);
      if (status === 'Resolved') finals.set(request, 'delivered');
    }
    return finals;
  }
}

function waiting(rows: readonly Row[]): readonly Due[] {
  return rows
    .filter((row) => row['Status__c'] === 'Deferred')
    .map((row) => ({
      request: requestNumber(String(row['Idempotency_Key__c'])),
      dueAtMs: row['Next_Attempt__c'] instanceof Datetime ? row['Next_Attempt__c'].ms : Number.NaN,
    }))
    .toSorted((a, b) => a.request - b.request);
}
