import type { CompileOptions } from '../compiler/program.ts';
import { nextFireTime } from '../org/cron.ts';
import type { Job, JobOutcome } from '../org/jobs.ts';
import type { TransactionKind } from '../org/limits.ts';
import { Org, type OrgSettings, orgSettings, type Schedule } from '../org/org.ts';
import type { Row } from '../org/store.ts';
import type { Deed } from '../org/transaction.ts';
import { nextUpTo } from '../org/virtual-clock.ts';
import { createMachine, type Machine } from '../platform/machine.ts';
import { type BegunJob, BegunJobs } from './begun-jobs.ts';
import type { Project } from './project.ts';

/** One transaction that ran, and what it did. */
export interface Step {
  readonly outcome: JobOutcome;
  /** What its job did, and what its finalizer did; empty where the org keeps no trace. */
  readonly deeds: readonly Deed[];
  readonly finalizerDeeds: readonly Deed[];
}

/** The script of a virtual-time org. Times in ms since 1970. */
export interface VirtualOrgScript {
  readonly startAt: number;
  readonly settings: Partial<OrgSettings>;
  /**
   * Jobs that call out overlap in time, as on the platform; without it each runs to its end before another starts.
   *
   * Compiled Apex cannot be halted in the middle. So a job runs twice: a rehearsal when it begins, all of whose effects are
   * taken back, says how long its callouts take; the run that counts comes when they are over. Its queries before the first
   * callout give what they gave in the rehearsal; everything after it, locks and writes above all, sees the database at the
   * end. Limits: it holds for jobs that read first, call then and write last (the platform allows no other order but for
   * queries between callouts, which see the end here); limits of the org and signatures in the queue are those of the end.
   */
  readonly overlap?: boolean;
  /** Files that were parsed before, and what the program is to report; see CompileOptions. */
  readonly compile?: Omit<CompileOptions, 'coverage'>;
}

/** `submit(Integer, String)` as the compiler names it. */
function jsMethodName(signature: string): string {
  const [name = '', params = ''] = signature.replace(')', '').split('(');
  const mangled = params.split(',').map((param) => param.trim().replace(/\W+/g, '_'));
  return `${name.toLowerCase()}$${mangled.join('$')}`;
}

/**
 * An org whose clock is a number: jobs run one after the other at the times that their delays, the queue's latency and
 * the schedules give, against the endpoint of the script. The same script gives the same steps.
 */
export class VirtualOrg {
  readonly machine: Machine;
  readonly #project: Project;
  readonly #script: VirtualOrgScript;
  readonly #begun = new BegunJobs();

  /** @throws CompileErrors */
  constructor(project: Project, script: VirtualOrgScript) {
    this.#project = project;
    this.#script = script;
    this.machine = createMachine(project.sources, this.#newOrg(script.settings), {
      coverage: false,
      ...script.compile,
    });
  }

  #newOrg(settings: Partial<OrgSettings>, metadata = this.#project.metadata): Org {
    return new Org(this.#project.schema, metadata, orgSettings(settings), this.#script.startAt);
  }

  /** Starts again with an empty org: the compiled program stays. */
  reset(settings: Partial<OrgSettings> = this.#script.settings, metadata?: Project['metadata']): void {
    const { runtime } = this.machine;
    runtime.org = this.#newOrg(settings, metadata);
    runtime.test = null;
    this.#begun.clear();
    runtime.begin('sync');
  }

  get org(): Org {
    return this.machine.runtime.org;
  }

  /** Jobs that are queued, and jobs whose callouts are under way. */
  get jobs(): readonly Job[] {
    return [...this.org.queue.jobs, ...this.#begun.jobs];
  }

  /** Puts other custom metadata records in the place of those of the same objects. Jobs whose callouts are under way have read theirs. */
  deploy(metadata: Project['metadata']): void {
    this.org.metadata = new Map([...this.org.metadata, ...metadata]);
  }

  /** The rows of an object, in the order of their insertion. */
  rows(object: string): readonly Row[] {
    const schema = this.org.schema.object(object);
    return schema ? [...this.org.store.table(schema).values()] : [];
  }

  /**
   * Calls a static method of the project as one synchronous transaction.
   *
   * @param signature - as Apex writes it: `submit(Integer, String)`
   * @throws ApexException what the method threw, after a rollback
   */
  call(className: string, signature: string, ...args: readonly unknown[]): unknown {
    return this.callAs('sync', className, signature, ...args);
  }

  /** `call` as a transaction of any kind: its limits are those of the kind. */
  callAs(kind: TransactionKind, className: string, signature: string, ...args: readonly unknown[]): unknown {
    const { runtime } = this.machine;
    const tx = runtime.begin(kind);
    const holder = runtime.classes[className];
    if (!holder) throw new Error(`No class ${className}`);
    try {
      const result = runtime.invoke(holder, jsMethodName(signature), ...args);
      tx.commit();
      return result;
    } catch (thrown) {
      tx.rollback();
      throw runtime.asException(thrown);
    }
  }

  /** Runs the next job or schedule that ends up to a time; null where none does. */
  step(until: number): Step | null {
    const { org } = this;
    for (;;) {
      const next = nextUpTo(org, until);
      const ending = this.#begun.takeEnded(next?.at ?? until);
      if (ending) return this.#end(ending);
      if (!next) return null;
      org.now = next.at;
      if (next.kind === 'schedule') return this.#runSchedule(next.schedule);
      org.queue.pop();
      if (!this.#begin(next.job)) return this.machine.runner.run(next.job, false);
    }
  }

  /** @returns false for a job that makes no callout: it takes no time */
  #begin(job: Job): boolean {
    const { async } = this.machine;
    if (!this.#script.overlap || job.kind !== 'queueable' || !async.allowsCallouts(job.work)) return false;
    const rehearsal = this.machine.runner.rehearse(job);
    if (rehearsal.answers.length === 0) return false;
    this.#begun.add({ job, startedAt: this.org.now, rehearsal, metadata: this.org.metadata });
    return true;
  }

  #end({ job, startedAt, rehearsal, metadata }: BegunJob): Step {
    const deployed = this.org.metadata;
    this.org.metadata = metadata;
    this.org.now = startedAt;
    const step = this.machine.runner.run(job, false, rehearsal.earlyReads);
    this.org.now = rehearsal.endsAt;
    this.org.metadata = deployed;
    if (step.outcome.endedAt !== rehearsal.endsAt) {
      throw new Error(`A ${job.className} took another time than in its rehearsal`);
    }
    return step;
  }

  #runSchedule(schedule: Schedule): Step {
    const job = this.machine.async.scheduledJob(schedule);
    schedule.nextAt = nextFireTime(schedule.cron, this.org.now);
    return this.machine.runner.run(job, false);
  }

  /**
   * Runs everything that is due up to a time, and sets the clock there.
   *
   * @param visit - sees each step
   * @param most - jobs after which a run that does not end is given up
   * @returns how many jobs ran
   */
  runUntil(until: number, visit: (step: Step) => void = () => undefined, most = 1_000_000): number {
    let count = 0;
    for (let step = this.step(until); step; step = this.step(until)) {
      visit(step);
      if (++count >= most) throw new Error(`The org did not come to rest within ${most} jobs`);
    }
    this.org.now = Math.max(this.org.now, until);
    return count;
  }
}
