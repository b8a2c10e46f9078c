import type { Job } from '../../../tools/apex-runtime/org/jobs.ts';
import type { Row } from '../../../tools/apex-runtime/org/store.ts';
import type { Transaction } from '../../../tools/apex-runtime/org/transaction.ts';
import type { VirtualOrg } from '../../../tools/apex-runtime/runner/virtual-org.ts';

const OBJECTS = ['Failed_Integration_Log__c', 'Circuit_Breaker_State__c'];

/**
 * Runs a whole job in the middle of another one, as the platform may. What the first has written is not committed, so the
 * second does not see it; what the first has locked or written, the second cannot lock.
 */
export class SecondJob {
  readonly #org: VirtualOrg;
  readonly #holds: WeakMap<Transaction, Set<string>>;

  /** @param holds - the rows that each transaction has locked */
  constructor(org: VirtualOrg, holds: WeakMap<Transaction, Set<string>>) {
    this.#org = org;
    this.#holds = holds;
  }

  #rows(): Map<string, { readonly object: string; readonly row: Row }> {
    return new Map(
      OBJECTS.flatMap((object) => this.#org.rows(object).map((row) => [String(row['Id']), { object, row }])),
    );
  }

  /** Takes a job out of the queue and runs it while the present transaction stands still. */
  run(job: Job): void {
    const { org } = this.#org;
    const { runtime, async, runner } = this.#org.machine;
    const { tx } = runtime;
    const { running } = async;
    const { now } = org;
    const statics = Object.entries(runtime.classes).map(([name, each]) => [name, each.$s] as const);
    const written = this.#rows();
    for (const undo of tx.undo.toReversed()) undo();
    const committed = this.#rows();
    const own = [...written].filter(([id, { row }]) => committed.get(id)?.row !== row);
    for (const id of [...own.map(([each]) => each), ...(this.#holds.get(tx) ?? [])])
      org.store.lockedElsewhere.add(id);

    org.queue.remove(job.id);
    org.now = Math.max(tx.now, job.runAt);
    const { outcome } = runner.run(job, false);

    org.store.lockedElsewhere.clear();
    for (const [id, { object, row }] of own) {
      const schema = org.schema.object(object);
      if (schema) org.store.put(schema, id, row);
    }
    // Deletions of the first are no part of what it has written so far: the kit deletes one row, last of all.
    for (const [name, before] of statics) {
      const holder = runtime.classes[name];
      if (holder) holder.$s = before;
    }
    async.running = running;
    runtime.tx = tx;
    tx.now = Math.max(tx.now, outcome.endedAt);
    org.now = now;
  }

  /** What a job left behind that another interrupted: its statics. */
  forget(): void {
    for (const each of Object.values(this.#org.machine.runtime.classes)) each.$s = null;
  }
}
