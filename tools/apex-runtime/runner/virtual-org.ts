import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { nextFireTime } from '../org/cron.ts';
import type { JobOutcome } from '../org/jobs.ts';
import { Org, type OrgSettings, orgSettings } from '../org/org.ts';
import type { Row } from '../org/store.ts';
import type { Deed } from '../org/transaction.ts';
import { nextUpTo } from '../org/virtual-clock.ts';
import { createMachine, type Machine } from '../platform/machine.ts';
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
  /** Files that were parsed before; see CompileOptions. */
  readonly parsed?: Map<string, TypeDeclaration>;
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

  /** @throws CompileErrors */
  constructor(project: Project, script: VirtualOrgScript) {
    this.#project = project;
    this.#script = script;
    this.machine = createMachine(project.sources, this.#newOrg(script.settings), {
      coverage: false,
      ...(script.parsed ? { parsed: script.parsed } : {}),
    });
  }

  #newOrg(settings: Partial<OrgSettings>): Org {
    return new Org(this.#project.schema, this.#project.metadata, orgSettings(settings), this.#script.startAt);
  }

  /** Starts again with an empty org: the compiled program stays. */
  reset(settings: Partial<OrgSettings> = this.#script.settings): void {
    const { runtime } = this.machine;
    runtime.org = this.#newOrg(settings);
    runtime.test = null;
    runtime.begin('sync');
  }

  get org(): Org {
    return this.machine.runtime.org;
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
    const { runtime } = this.machine;
    const tx = runtime.begin('sync');
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

  /** Runs the next job or schedule up to a time; null where nothing is due by then. */
  step(until: number): Step | null {
    const next = nextUpTo(this.org, until);
    if (!next) return null;
    const { org } = this;
    org.now = next.at;
    if (next.kind === 'job') {
      org.queue.pop();
      return this.machine.runner.run(next.job, false);
    }
    const job = this.machine.async.scheduledJob(next.schedule);
    next.schedule.nextAt = nextFireTime(next.schedule.cron, next.at);
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
