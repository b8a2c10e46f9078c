import type { Type } from '../compiler/types/type.ts';
import { lineage } from '../compiler/types/type.ts';
import { nextFireTime } from '../org/cron.ts';
import type { Job } from '../org/jobs.ts';
import type { Schedule } from '../org/org.ts';
import { ApexList } from '../values/collections.ts';
import { Fault, notNull } from '../values/fault.ts';
import { apexNameOf } from '../values/text.ts';
import { deepCopy } from './copy.ts';
import { jobRow } from './job-row.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeTypes } from './runtime-types.ts';

/** What `System.enqueueJob` was asked for besides the job. */
export interface EnqueueOptions {
  readonly delayMinutes: number | null;
  readonly maximumDepth: number | null;
  readonly signature: string | null;
}

/** Failing jobs that a finalizer may enqueue again in a row. Source: Transaction Finalizers. */
const CONSECUTIVE_FAILURES = 5;
/** Jobs of a chain in a Developer or Trial org, the first included. Source: Queueable Apex. */
const DEVELOPER_DEPTH = 5;

/** The job that runs. */
export interface Running {
  readonly job: Job;
  readonly children: Job[];
  /** Failures in a row, this run included; known once the job has failed. */
  failures: number;
}

/** Queueables, finalizers and scheduled jobs. */
export class Async {
  readonly #rt: Runtime;
  readonly #types: RuntimeTypes;
  /** Set by whoever runs jobs. */
  running: Running | null = null;

  constructor(rt: Runtime, types: RuntimeTypes) {
    this.#rt = rt;
    this.#types = types;
  }

  get currentJob(): Job | null {
    return this.running?.job ?? null;
  }

  /** Source: Queueable Apex. @throws what each of its checks says */
  enqueue(work: object | null, options: EnqueueOptions): string {
    const { tx } = this.#rt;
    const { delayMinutes, signature } = options;
    if (delayMinutes !== null && (delayMinutes < 0 || delayMinutes > 10)) {
      throw new Fault('IllegalArgumentException', `Delay must be from 0 to 10 minutes: ${delayMinutes}`);
    }
    const copy = deepCopy(notNull(work));
    this.#refuseDuplicate(signature);
    this.#rt.use('queueableJobs');
    const depth = (this.running?.job.depth ?? 0) + 1;
    this.#refuseDepth(depth, options.maximumDepth);
    this.#checkDaily(copy);
    const job = this.#newJob(copy, depth, options);
    tx.uncommitted = true;
    if (signature !== null) tx.signatures.add(signature);
    this.running?.children.push(job);
    tx.onCommit.push(() => this.#accept(job));
    const { id: jobId, className, runAt } = job;
    this.#rt.did(() => ({ kind: 'enqueue', jobId, className, delayMinutes, runAt }));
    return jobId;
  }

  #newJob(work: object, depth: number, options: EnqueueOptions): Job {
    const { org, tx, test } = this.#rt;
    const parent = this.running;
    const className = apexNameOf(work);
    return {
      id: org.store.newId('707'),
      kind: 'queueable',
      className,
      work,
      enqueuedAt: tx.now,
      // Delays are ignored in tests. Source: Queueable Apex, System Class.
      runAt: tx.now + (test ? 0 : (options.delayMinutes ?? 0) * 60_000 + org.settings.queueLatencyMs(work)),
      rank: org.settings.jobRank(className),
      depth,
      maximumDepth: options.maximumDepth,
      delayMinutes: options.delayMinutes,
      signature: options.signature,
      failures: tx.kind === 'finalizer' ? (parent?.failures ?? 0) : 0,
      parentId: parent?.job.id ?? null,
    };
  }

  /** Source: Detecting Duplicate Queueable Jobs. */
  #refuseDuplicate(signature: string | null): void {
    if (signature === null) return;
    if (this.#rt.org.queue.holdsSignature(signature) || this.#rt.tx.signatures.has(signature)) {
      throw new Fault(
        'DuplicateMessageException',
        'Attempt to enqueue job with duplicate queueable signature',
      );
    }
  }

  /** Source: Queueable Apex, Transaction Finalizers. */
  #refuseDepth(depth: number, maximum: number | null): void {
    const { org, tx } = this.#rt;
    const ceiling = maximum ?? (org.settings.edition === 'developer' ? DEVELOPER_DEPTH : null);
    if (ceiling !== null && depth > ceiling) {
      throw new Fault('AsyncException', 'Maximum stack depth has been reached.');
    }
    if (tx.kind === 'finalizer' && (this.running?.failures ?? 0) > CONSECUTIVE_FAILURES) {
      throw new Fault('AsyncException', 'A finalizer may enqueue a failing job again five times in a row');
    }
  }

  #accept(job: Job): void {
    const { org } = this.#rt;
    org.daily.add(job.enqueuedAt);
    org.jobRows.set(job.id, jobRow(job, 'Queued'));
    org.queue.push(job);
  }

  /** Assumption `daily-limit`. Source: Elastic Limits. */
  #checkDaily(work: object): void {
    const { org, tx } = this.#rt;
    const waiting = tx.usage.queueableJobs - 1;
    const usedUp = org.daily.count(tx.now) + waiting >= org.settings.dailyAsyncLimit;
    if (usedUp || org.settings.faults?.refusesJob?.(work, tx)) {
      throw new Fault('AsyncException', 'Rate Limiting Exception : AsyncApexExecutions Limit exceeded.');
    }
  }

  /** `System.attachFinalizer`. Source: Transaction Finalizers, Transaction Finalizers Error Messages. */
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

  /** Whether the class of the running job may call out. Source: Queueable Apex. */
  mayCallOut(): boolean {
    const { tx } = this.#rt;
    if (tx.kind !== 'queueable' && tx.kind !== 'batch') return tx.kind !== 'scheduled';
    const work = this.running?.job.work;
    return work === undefined || this.allowsCallouts(work);
  }

  /** Whether a class says that its jobs call out. */
  allowsCallouts(work: object): boolean {
    return lineage(this.#types.of(work)).some((type: Type) => type.def.name === 'Database.AllowsCallouts');
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
    const className = apexNameOf(copy);
    tx.uncommitted = true;
    // Visible at once to queries of the same transaction, and taken back with it.
    org.schedules.set(id, { id, name, cron, work: copy, className, timesTriggered: 0, nextAt });
    tx.undo.push(() => org.schedules.delete(id));
    return id;
  }

  /** Tests: a run of each schedule, whatever its time. Source: Test.startTest and stopTest. */
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
      rank: 0,
      depth: 0,
      maximumDepth: null,
      delayMinutes: null,
      signature: null,
      failures: 0,
      parentId: schedule.id,
    };
  }

  /** `Database.executeBatch` and `System.scheduleBatch`. Source: Execution Governors and Limits. */
  executeBatch(work: object | null, scopeSize: number | null, delayMinutes = 0): string {
    const { tx } = this.#rt;
    if (tx.kind === 'batch')
      throw new Fault('AsyncException', 'Database.executeBatch cannot be called from a batch');
    if (scopeSize !== null && (scopeSize < 1 || scopeSize > 2000)) {
      throw new Fault('IllegalArgumentException', `Scope must be from 1 to 2000: ${scopeSize}`);
    }
    const copy = deepCopy(notNull(work));
    const job = this.#newJob(copy, 1, { delayMinutes, maximumDepth: null, signature: null });
    tx.uncommitted = true;
    const batch: Job = { ...job, kind: 'batch', ...(scopeSize === null ? {} : { scopeSize }) };
    tx.onCommit.push(() => this.#accept(batch));
    return job.id;
  }

  /** The chunk of a batch, and the name of the `execute` that takes it. */
  batchScope(work: object, items: readonly unknown[]): { readonly method: string; readonly list: ApexList } {
    const own = this.#types.of(work);
    const batchable = lineage(own).find((type) => type.def.name === 'Database.Batchable');
    const list = this.#rt.universe.platform('List', batchable?.args[0] ?? own);
    return { method: 'execute$Database_BatchableContext$List_T_', list: new ApexList(list, [...items]) };
  }

  /** `System.abortJob`, of a scheduled job or one in the queue. */
  abort(id: string): void {
    const { org } = this.#rt;
    if (org.schedules.delete(id) || org.queue.remove(id)) return;
    throw new Fault('AsyncException', `No such job: ${id}`);
  }
}
