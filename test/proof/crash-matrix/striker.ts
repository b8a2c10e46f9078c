import type { Faults, StatementPlace } from '../../../tools/apex-runtime/org/faults.ts';
import type { Job } from '../../../tools/apex-runtime/org/jobs.ts';
import type { TransactionKind } from '../../../tools/apex-runtime/org/limits.ts';
import type { Transaction } from '../../../tools/apex-runtime/org/transaction.ts';
import type { VirtualOrg } from '../../../tools/apex-runtime/runner/virtual-org.ts';
import { DRIVING_OBJECT, TRIGGER_FILE } from './crash-org.ts';
import type { Moment, Strike, Visit, Waiting } from './faults.ts';
import type { Trouble, Workload } from './workload.ts';

const MINUTE_MS = 60_000;
const REFUSED_MS = 3 * 3_600_000;
/** A Finalizer that is struck dies at one of its first so many statements, if it has as many. */
const FINALIZER_STATEMENTS = 60;
/** The Finalizer is attached by the second statement of a job. */
const BEFORE_ATTACHED = 2;

const LOCKS: Readonly<Record<string, readonly string[]>> = {
  'row of the log locked': ['Failed_Integration_Log__c'],
  'row of the circuit and driving record locked': ['Circuit_Breaker_State__c', DRIVING_OBJECT],
};

/** Counts the statements of a run, and strikes at one of them. */
export class Striker {
  readonly faults: Faults;
  readonly visits: Visit[] = [];
  readonly waitings: Waiting[] = [];
  struck: Visit | null = null;
  /** Rows that a transaction has locked: nobody else can hold them then. */
  readonly holds = new WeakMap<Transaction, Set<string>>();
  readonly #org: VirtualOrg;
  readonly #strike: Strike | null;
  readonly #records: boolean;
  readonly #workload: Workload;
  #isWatching = false;
  #count = 0;
  #step = 0;
  /** Rows that were committed before the step. */
  #committed = new Set<string>();
  #statements: { tx: Transaction | null; count: number } = { tx: null, count: 0 };
  /** Kinds of the step's transactions that were killed. */
  readonly #killed = new Set<TransactionKind>();
  #finalizer: 'lives' | 'throws' | 'never runs' = 'lives';
  #isNotAttached = false;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  #slotStep = -1;
  #handlerStep = -1;

  constructor(org: VirtualOrg, workload: Workload, strike: Strike | null, records: boolean) {
    this.#org = org;
    this.#strike = strike;
    this.#records = records;
    this.#workload = workload;
    this.faults = {
      statement: (place, tx) => this.#statement(place, tx),
      refusesJob: (_, tx) => {
        this.comesTo('enqueue');
        return tx.now < this.#refusedUntilMs || this.#isIn('refused', tx);
      },
      skipsFinalizer: () => this.#finalizer === 'never runs',
    };
  }

  /** From here on statements count: what an administrator sets up goes before. */
  start(): void {
    this.#isWatching = true;
  }

  /** What a fault waits for happens. @returns what a handler is to do */
  comesTo(moment: Moment): 'throws' | 'submits' | null {
    if (this.#records) this.waitings.push({ moment, at: this.#count });
    if (moment !== 'handler' || this.#handlerStep !== this.#step) return null;
    return this.#strike?.fault === 'handler throws' ? 'throws' : 'submits';
  }

  /** Whether a transaction of the step was killed by us. */
  hasKilled(kind: TransactionKind): boolean {
    return this.#killed.has(kind);
  }

  /** Whether the Finalizer of the step's job did not do its work, because of us. */
  hasStruckFinalizerOf(_job: Job, hasFailed: boolean): boolean {
    if (this.#isNotAttached || this.#finalizer === 'never runs') return true;
    return hasFailed && this.hasKilled('finalizer');
  }

  endStep(): void {
    const { store } = this.#org.org;
    store.lockedElsewhere.clear();
    this.#step++;
    this.#killed.clear();
    this.#finalizer = 'lives';
    this.#isNotAttached = false;
    this.#committed = new Set(this.#lockable());
  }

  /** The job dies while it calls, of the workload's own. */
  kill(finalizerRuns: boolean): never {
    if (!finalizerRuns) this.#finalizer = 'never runs';
    throw this.#die('It dies while it sends');
  }

  #die(message: string) {
    const { runtime } = this.#org.machine;
    this.#killed.add(runtime.tx.kind);
    return runtime.fatal('LimitException', message);
  }

  #statement({ file, line }: StatementPlace, tx: Transaction): void {
    if (file.startsWith(TRIGGER_FILE)) this.#trigger(tx);
    if (!this.#isWatching || !file.includes('/')) return;
    const at = this.#count++;
    if (this.#statements.tx !== tx) this.#statements = { tx, count: 0 };
    if (this.#statements.count++ === 0 && this.#isIn('locked', tx))
      this.#lock(Object.values(LOCKS).flat(), tx);
    if (this.#records) this.visits.push(this.#visit(at, file, line, tx));
    if (at === this.#strike?.at) this.#begin(this.#strike, this.#visit(at, file, line, tx), tx);
    else if (this.#finalizer === 'throws' && tx.kind === 'finalizer') this.#throwIn(tx);
  }

  #isIn(trouble: Trouble, { now }: Transaction): boolean {
    const [from, to] = this.#workload.troubles?.[trouble] ?? [0, 0];
    return now >= from * MINUTE_MS && now < to * MINUTE_MS;
  }

  #visit(at: number, file: string, line: number, tx: Transaction): Visit {
    const { currentJob } = this.#org.machine.async;
    const context = `${tx.kind} ${currentJob?.className ?? 'of a caller'}`;
    return { at, file, line, context, step: this.#step };
  }

  #begin({ fault }: Strike, visit: Visit, tx: Transaction): void {
    this.struck = visit;
    const isBeforeAttached = tx.kind === 'queueable' && this.#statements.count <= BEFORE_ATTACHED;
    switch (fault) {
      case 'unhandled exception':
        this.#killed.add(tx.kind);
        this.#isNotAttached = isBeforeAttached;
        throw this.#org.machine.runtime.exception('NullPointerException', 'Struck');
      case 'enqueue refused by the daily limit':
        this.#refusedUntilMs = tx.now + REFUSED_MS;
        break;
      case 'enqueue slot already taken by a trigger':
        this.#slotStep = this.#step;
        break;
      case 'handler throws':
      case 'handler submits again':
        this.#handlerStep = this.#step;
        break;
      case 'Finalizer throws':
        this.#finalizer = 'throws';
        break;
      case 'Finalizer never runs':
        this.#finalizer = 'never runs';
        break;
      case 'LimitException':
        break;
      default:
        this.#lock(LOCKS[fault] ?? [], tx);
    }
    if (!fault.includes('xception') && !fault.startsWith('Finalizer')) return;
    this.#isNotAttached = isBeforeAttached;
    throw this.#die('Struck');
  }

  #throwIn(tx: Transaction): void {
    const target = ((this.#strike?.at ?? 0) % FINALIZER_STATEMENTS) + 1;
    if (this.#statements.tx === tx && this.#statements.count === target)
      throw this.#die('Struck in its Finalizer');
  }

  #lock(objects: readonly string[], tx: Transaction): void {
    for (const object of objects) {
      for (const row of this.#org.rows(object)) {
        const id = String(row['Id']);
        if (this.#committed.has(id) && !this.holds.get(tx)?.has(id))
          this.#org.org.store.lockedElsewhere.add(id);
      }
    }
  }

  #lockable(): readonly string[] {
    return Object.values(LOCKS)
      .flat()
      .flatMap((object) => this.#org.rows(object).map((row) => String(row['Id'])));
  }

  /** A trigger of the customer starts as many jobs as its transaction may. */
  #trigger(tx: Transaction): void {
    this.comesTo('trigger');
    if (!this.#isIn('slot taken', tx) && this.#slotStep !== this.#step) return;
    tx.usage.queueableJobs = tx.limit('queueableJobs');
  }
}
