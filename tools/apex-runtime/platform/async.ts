import type { Type } from '../compiler/types/type.ts';
import { lineage } from '../compiler/types/type.ts';
import { nextFireTime } from '../org/cron.ts';
import type { Job, JobOutcome } from '../org/jobs.ts';
import type { Schedule } from '../org/org.ts';
import type { Deed } from '../org/transaction.ts';
import { Datetime } from '../values/dates.ts';
import type { ApexException, DmlFailure } from '../values/exception.ts';
import { Fault, notNull } from '../values/fault.ts';
import { apexNameOf, exceptionName } from '../values/text.ts';
import { deepCopy } from './copy.ts';
import { PlatformObject } from './platform-object.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeTypes } from './runtime-types.ts';

/** What `System.enqueueJob` was asked for besides the job. */
export interface EnqueueOptions {
  readonly delayMinutes: number | null;
  readonly maximumDepth: number | null;
  readonly signature: string | null;
}

/** Failing jobs that a finalizer may enqueue again in a row. Source: [fin] (platform.md section 5). */
const CONSECUTIVE_FAILURES = 5;
/** Jobs of a chain in a Developer or Trial org, the first included. Source: [q] (platform.md section 4). */
const DEVELOPER_DEPTH = 5;

class QueueableContext extends PlatformObject {
  readonly apexName = 'QueueableContextImpl';
  readonly jobId: string;
  constructor(jobId: string) {
    super();
    this.jobId = jobId;
  }
  getjobid$(): string {
    return this.jobId;
  }
}

class SchedulableContext extends PlatformObject {
  readonly apexName = 'SchedulableContextImpl';
  readonly triggerId: string;
  constructor(triggerId: string) {
    super();
    this.triggerId = triggerId;
  }
  gettriggerid$(): string {
    return this.triggerId;
  }
}

class FinalizerContext extends PlatformObject {
  readonly apexName = 'FinalizerContextImpl';
  readonly jobId: string;
  readonly error: ApexException | null;
  readonly result: unknown;
  constructor(jobId: string, error: ApexException | null, result: unknown) {
    super();
    this.jobId = jobId;
    this.error = error;
    this.result = result;
  }
  getasyncapexjobid$(): string {
    return this.jobId;
  }
  getrequestid$(): string {
    return `REQ-${this.jobId}`;
  }
  getresult$(): unknown {
    return this.result;
  }
  getexception$(): ApexException | null {
    return this.error;
  }
}

/** A job that ran, with the exception itself. */
export interface JobRun {
  readonly outcome: JobOutcome;
  readonly exception: ApexException | null;
  readonly deeds: readonly Deed[];
  readonly finalizerDeeds: readonly Deed[];
}

interface Running {
  readonly job: Job;
  readonly children: Job[];
  /** Failures in a row, this run included; known once the job has failed. */
  failures: number;
}

/** Queueables, finalizers and scheduled jobs. */
export class Async {
  readonly #rt: Runtime;
  readonly #types: RuntimeTypes;
  #running: Running | null = null;

  constructor(rt: Runtime, types: RuntimeTypes) {
    this.#rt = rt;
    this.#types = types;
  }

  get currentJob(): Job | null {
    return this.#running?.job ?? null;
  }

  /** @throws exceptions as sections 2 to 6 of platform.md have them */
  enqueue(work: object | null, options: EnqueueOptions): string {
    const { tx } = this.#rt;
    const { delayMinutes, signature } = options;
    if (delayMinutes !== null && (delayMinutes < 0 || delayMinutes > 10)) {
      throw new Fault('IllegalArgumentException', `Delay must be from 0 to 10 minutes: ${delayMinutes}`);
    }
    const copy = deepCopy(notNull(work));
    this.#refuseDuplicate(signature);
    this.#rt.use('queueableJobs');
    const depth = (this.#running?.job.depth ?? 0) + 1;
    this.#refuseDepth(depth, options.maximumDepth);
    this.#countDaily();
    const job = this.#newJob(copy, depth, options);
    tx.uncommitted = true;
    if (signature !== null) tx.signatures.add(signature);
    this.#running?.children.push(job);
    tx.onCommit.push(() => this.#accept(job));
    const { id: jobId, className, runAt } = job;
    this.#rt.did(() => ({ kind: 'enqueue', jobId, className, delayMinutes, runAt }));
    return jobId;
  }

  #newJob(work: object, depth: number, options: EnqueueOptions): Job {
    const { org, tx, test } = this.#rt;
    const parent = this.#running;
    return {
      id: org.store.newId('707'),
      kind: 'queueable',
      className: apexNameOf(work),
      work,
      enqueuedAt: tx.now,
      // Delays are ignored in tests. Source: [q], [sysclass] (platform.md section 3).
      runAt: tx.now + (test ? 0 : (options.delayMinutes ?? 0) * 60_000 + org.settings.queueLatencyMs()),
      depth,
      maximumDepth: options.maximumDepth,
      delayMinutes: options.delayMinutes,
      signature: options.signature,
      failures: tx.kind === 'finalizer' ? (parent?.failures ?? 0) : 0,
      parentId: parent?.job.id ?? null,
    };
  }

  /** Source: [dedupe] (platform.md section 3). */
  #refuseDuplicate(signature: string | null): void {
    if (signature === null) return;
    if (this.#rt.org.queue.holdsSignature(signature) || this.#rt.tx.signatures.has(signature)) {
      throw new Fault(
        'DuplicateMessageException',
        'Attempt to enqueue job with duplicate queueable signature',
      );
    }
  }

  /** Source: [q], [fin] (platform.md sections 4 and 5). */
  #refuseDepth(depth: number, maximum: number | null): void {
    const { org, tx } = this.#rt;
    const ceiling = maximum ?? (org.settings.edition === 'developer' ? DEVELOPER_DEPTH : null);
    if (ceiling !== null && depth > ceiling) {
      throw new Fault('AsyncException', 'Maximum stack depth has been reached.');
    }
    if (tx.kind === 'finalizer' && (this.#running?.failures ?? 0) > CONSECUTIVE_FAILURES) {
      throw new Fault('AsyncException', 'A finalizer may enqueue a failing job again five times in a row');
    }
  }

  #accept(job: Job): void {
    const { org, test } = this.#rt;
    org.jobRows.set(job.id, jobRow(job, 'Queued'));
    // Jobs of jobs are not run in tests: assumption `test-chain`.
    if (test && job.parentId !== null) return;
    org.queue.push(job);
  }

  #countDaily(): void {
    const { org, tx } = this.#rt;
    if (org.daily.count(tx.now) >= org.settings.dailyAsyncLimit) {
      throw new Fault('AsyncException', 'Rate Limiting Exception : AsyncApexExecutions Limit exceeded.');
    }
    org.daily.add(tx.now);
  }

  /** `System.attachFinalizer`. Source: [fin], [finerr] (platform.md section 5). */
  attachFinalizer(finalizer: object | null): void {
    const { tx } = this.#rt;
    if (tx.kind !== 'queueable') {
      throw new Fault('HandledException', 'System.attachFinalizer(Finalizer) is not allowed in this context');
    }
    if (tx.finalizer) {
      throw new Fault(
        'HandledException',
        'More than one Finalizer cannot be attached to same Async Apex Job',
      );
    }
    tx.finalizer = notNull(finalizer);
  }

  /** Whether the class of the running job may call out. Source: [q] (platform.md section 7). */
  mayCallOut(): boolean {
    const { tx } = this.#rt;
    if (tx.kind !== 'queueable' && tx.kind !== 'batch') return tx.kind !== 'scheduled';
    const work = this.#running?.job.work;
    return (
      work === undefined ||
      lineage(this.#types.of(work)).some((type: Type) => type.def.name === 'Database.AllowsCallouts')
    );
  }

  /** Runs one job in a transaction of its own, and its finalizer in another. */
  run(job: Job, keepStatics: boolean): JobRun {
    const { org } = this.#rt;
    const running: Running = { job, children: [], failures: job.failures };
    this.#running = running;
    try {
      const tx = this.#rt.begin(job.kind === 'scheduled' ? 'scheduled' : 'queueable', job, keepStatics);
      const startedAt = tx.now;
      const exception = this.#attempt(() => this.#execute(job));
      if (exception) {
        running.failures++;
        running.children.length = 0;
      }
      org.jobRows.set(job.id, jobRow(job, exception ? 'Failed' : 'Completed', exception?.message ?? null));
      const endedAt = tx.now;
      const finalizerError = tx.finalizer
        ? this.#finalize(job, tx.finalizer, exception, endedAt, keepStatics)
        : null;
      const outcome: JobOutcome = {
        job,
        startedAt,
        endedAt,
        error: exception ? errorOf(exception) : null,
        children: running.children,
        finalizerError: finalizerError ? errorOf(finalizerError) : null,
      };
      return { outcome, exception, deeds: tx.deeds, finalizerDeeds: tx.finalizer ? this.#rt.tx.deeds : [] };
    } finally {
      this.#running = null;
    }
  }

  #execute(job: Job): void {
    if (job.kind === 'scheduled') {
      this.#rt.invoke(job.work, 'execute$SchedulableContext', new SchedulableContext(job.parentId ?? job.id));
      return;
    }
    this.#rt.invoke(job.work, 'execute$QueueableContext', new QueueableContext(job.id));
  }

  #finalize(
    job: Job,
    finalizer: object,
    exception: ApexException | null,
    at: number,
    keepStatics: boolean,
  ): ApexException | null {
    const before = this.#rt.org.now;
    const copy = deepCopy(finalizer);
    this.#rt.org.now = at;
    this.#rt.begin('finalizer', job, keepStatics);
    this.#rt.org.now = before;
    const result = this.#rt.constants.get(`ParentJobResult.${exception ? 'UNHANDLED_EXCEPTION' : 'SUCCESS'}`);
    const context = new FinalizerContext(job.id, exception, result);
    return this.#attempt(() => this.#rt.invoke(copy, 'execute$FinalizerContext', context));
  }

  /** Runs the work of the transaction that has begun: commits it, or rolls it back and gives the exception. */
  #attempt(work: () => unknown): ApexException | null {
    const { tx } = this.#rt;
    try {
      work();
      tx.commit();
      return null;
    } catch (thrown) {
      tx.rollback();
      return this.#rt.asException(thrown);
    }
  }

  /** `System.schedule`. */
  schedule(name: string, cron: string, work: object | null): string {
    const { org, tx } = this.#rt;
    if ([...org.schedules.values()].some((each) => each.name === name)) {
      throw new Fault('AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
    }
    const copy = deepCopy(notNull(work));
    const nextAt = nextFireTime(cron, tx.now);
    const id = org.store.newId('08e');
    tx.uncommitted = true;
    tx.onCommit.push(() => {
      org.schedules.set(id, {
        id,
        name,
        cron,
        work: copy,
        className: apexNameOf(copy),
        timesTriggered: 0,
        nextAt,
      });
    });
    // Visible to queries of the same transaction, as the platform's own rows are.
    org.schedules.set(id, {
      id,
      name,
      cron,
      work: copy,
      className: apexNameOf(copy),
      timesTriggered: 0,
      nextAt,
    });
    tx.undo.push(() => org.schedules.delete(id));
    return id;
  }

  /** Tests: a run of each schedule, whatever its time. Source: [startstop] (platform.md section 4). */
  scheduledInTest(): readonly Job[] {
    return [...this.#rt.org.schedules.values()].map((schedule) => this.scheduledJob(schedule));
  }

  /** One run of a scheduled job. */
  scheduledJob(schedule: Schedule): Job {
    schedule.timesTriggered++;
    return {
      id: this.#rt.org.store.newId('707'),
      kind: 'scheduled',
      className: schedule.className,
      work: schedule.work,
      enqueuedAt: this.#rt.org.now,
      runAt: schedule.nextAt ?? this.#rt.org.now,
      depth: 0,
      maximumDepth: null,
      delayMinutes: null,
      signature: null,
      failures: 0,
      parentId: schedule.id,
    };
  }

  /** `System.abortJob`, of a scheduled job or one in the queue. */
  abort(id: string): void {
    const { org } = this.#rt;
    if (org.schedules.delete(id) || org.queue.remove(id)) return;
    throw new Fault('AsyncException', `No such job: ${id}`);
  }
}

function jobRow(job: Job, status: string, message: string | null = null): Readonly<Record<string, unknown>> {
  return {
    Id: job.id,
    Status: status,
    JobType: job.kind === 'scheduled' ? 'ScheduledApex' : 'Queueable',
    ExtendedStatus: message,
    CreatedDate: new Datetime(job.enqueuedAt),
    NumberOfErrors: 0,
    JobItemsProcessed: 0,
    TotalJobItems: 0,
    ClassName: job.className,
  };
}

function errorOf(exception: ApexException): { type: string; message: string; rows: readonly DmlFailure[] } {
  return { type: exceptionName(exception), message: exception.message ?? '', rows: exception.rows };
}
