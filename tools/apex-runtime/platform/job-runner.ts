import { EarlyReads } from '../org/early-reads.ts';
import type { Job, JobOutcome } from '../org/jobs.ts';
import type { Deed } from '../org/transaction.ts';
import { ApexList } from '../values/collections.ts';
import type { ApexException, DmlFailure } from '../values/exception.ts';
import { exceptionName } from '../values/text.ts';
import type { Async, Running } from './async.ts';
import { deepCopy } from './copy.ts';
import { BatchableContext, FinalizerContext, QueueableContext, SchedulableContext } from './job-contexts.ts';
import { jobRow } from './job-row.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeTypes } from './runtime-types.ts';

/** A job that ran, with the exception itself. */
export interface JobRun {
  readonly outcome: JobOutcome;
  readonly exception: ApexException | null;
  readonly deeds: readonly Deed[];
  readonly finalizerDeeds: readonly Deed[];
}

/** What a job did in its rehearsal. Times in ms since 1970. */
export interface Rehearsal {
  readonly earlyReads: EarlyReads;
  /** When its callouts were answered. */
  readonly answers: readonly number[];
  /** Whether it dies while it waits for the last of them. */
  readonly diesAtAnswer: boolean;
  readonly endsAt: number;
}

const TRANSACTIONS = { queueable: 'queueable', scheduled: 'scheduled', batch: 'batch' } as const;
/** Records that one `execute` of a batch gets, unless the caller says otherwise. */
const BATCH_SCOPE = 200;
const CONTEXT = 'Database_BatchableContext';

/** Runs jobs, each in a transaction of its own. */
export class JobRunner {
  readonly #rt: Runtime;
  readonly #types: RuntimeTypes;
  readonly #async: Async;

  constructor(rt: Runtime, types: RuntimeTypes, async: Async) {
    this.#rt = rt;
    this.#types = types;
    this.#async = async;
  }

  /**
   * Runs a job and takes everything back, to learn how long its callouts take and what it reads before the first. Its
   * callouts are made: the endpoint of the script must answer them in the same way again.
   */
  rehearse(job: Job): Rehearsal {
    const { published } = this.#rt.org;
    const before = published.length;
    const earlyReads = new EarlyReads();
    this.#async.running = { job, children: [], failures: job.failures };
    try {
      const tx = this.#rt.begin(TRANSACTIONS[job.kind], job);
      tx.earlyReads = earlyReads;
      tx.isRehearsal = true;
      try {
        this.#execute({ ...job, work: deepCopy(job.work) });
      } catch (thrown) {
        this.#rt.asException(thrown);
      }
      tx.rollback();
      earlyReads.rewind();
      return { earlyReads, answers: tx.answers, diesAtAnswer: tx.diesAtAnswer, endsAt: tx.now };
    } finally {
      published.length = before;
      this.#async.running = null;
    }
  }

  /**
   * Runs one job in a transaction of its own, and its finalizer in another.
   *
   * @param earlyReads - of its rehearsal, where there was one
   */
  run(job: Job, keepStatics: boolean, earlyReads: EarlyReads | null = null): JobRun {
    const { org } = this.#rt;
    const running: Running = { job, children: [], failures: job.failures };
    this.#async.running = running;
    try {
      const tx = this.#rt.begin(TRANSACTIONS[job.kind], job, keepStatics);
      tx.earlyReads = earlyReads;
      const startedAt = tx.now;
      const exception =
        job.kind === 'batch' ? this.#batch(job, keepStatics) : this.#attempt(() => this.#execute(job));
      running.failures = exception ? running.failures + 1 : 0;
      if (exception) running.children.length = 0;
      org.jobRows.set(job.id, jobRow(job, exception ? 'Failed' : 'Completed', exception?.message ?? null));
      const endedAt = tx.now;
      const finalizer = org.settings.faults?.skipsFinalizer?.(job) ? null : tx.finalizer;
      const finalizerError = finalizer
        ? this.#finalize(job, finalizer, exception, endedAt, keepStatics)
        : null;
      const outcome: JobOutcome = {
        job,
        startedAt,
        endedAt,
        error: exception ? errorOf(exception) : null,
        children: running.children,
        finalizerError: finalizerError ? errorOf(finalizerError) : null,
      };
      return { outcome, exception, deeds: tx.deeds, finalizerDeeds: finalizer ? this.#rt.tx.deeds : [] };
    } finally {
      this.#async.running = null;
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

  /**
   * `start`, `execute` for each chunk, `finish`: each is a transaction of its own and one asynchronous execution. A chunk
   * that fails is rolled back alone, with what it did to a stateful object. Source: Execution Governors and Limits.
   */
  #batch(job: Job, keepStatics: boolean): ApexException | null {
    const context = new BatchableContext(job.id);
    let items: readonly unknown[] = [];
    let failure = this.#attempt(() => {
      items = itemsOf(this.#rt.invoke(job.work, `start$${CONTEXT}`, context));
    });
    if (failure) return failure;
    const stateful = this.#types.is(job.work, this.#rt.universe.platform('Database.Stateful'));
    const size = job.scopeSize ?? BATCH_SCOPE;
    let work = job.work;
    for (let from = 0; from < items.length; from += size) {
      this.#begin(job, keepStatics);
      const copy = deepCopy(work);
      const scope = this.#async.batchScope(copy, items.slice(from, from + size));
      const error = this.#attempt(() => this.#rt.invoke(copy, scope.method, context, scope.list));
      failure ??= error;
      if (stateful && !error) work = copy;
    }
    this.#begin(job, keepStatics);
    return this.#attempt(() => this.#rt.invoke(work, `finish$${CONTEXT}`, context)) ?? failure;
  }

  #begin(job: Job, keepStatics: boolean): void {
    this.#rt.begin('batch', job, keepStatics);
    this.#rt.org.daily.add(this.#rt.tx.now);
  }
}

function itemsOf(started: unknown): readonly unknown[] {
  if (started instanceof ApexList) return started.items;
  return (started as { readonly records: ApexList }).records.items;
}

function errorOf(exception: ApexException): { type: string; message: string; rows: readonly DmlFailure[] } {
  return { type: exceptionName(exception), message: exception.message ?? '', rows: exception.rows };
}
