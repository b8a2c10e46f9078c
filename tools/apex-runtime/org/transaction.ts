import { ceilings, noUsage, type TransactionKind, type Usage } from './limits.ts';

/** A change of the database that can be taken back. */
export type Undo = () => void;

/** Work that is done if the transaction commits: enqueued jobs, events published after commit. */
export type OnCommit = () => void;

/** One transaction: its limits, its uncommitted work, its clock. */
export class Transaction {
  readonly kind: TransactionKind;
  usage: Usage = noUsage();
  readonly #ceilings: Readonly<Usage>;
  /** Changes so far, in order. */
  readonly undo: Undo[] = [];
  readonly onCommit: OnCommit[] = [];
  /** DML, an enqueued job or an event: a callout is not allowed any more. */
  uncommitted = false;
  readonly savepoints: { readonly mark: number; readonly commits: number; released: boolean }[] = [];
  /** An exception that nobody can catch has been thrown. */
  doomed = false;
  /** The clock of the transaction, ms since 1970. */
  now: number;
  /** The finalizer that the job attached. */
  finalizer: object | null = null;
  /** Whether a job may attach one. */
  readonly job: { readonly id: string } | null;
  /** Loop rounds left: stands in for the CPU limit, which is not simulated. */
  rounds = 200_000_000;

  constructor(kind: TransactionKind, now: number, job: { readonly id: string } | null = null) {
    this.kind = kind;
    this.now = now;
    this.job = job;
    this.#ceilings = ceilings(kind);
  }

  limit(name: keyof Usage): number {
    return this.#ceilings[name];
  }

  /** Takes changes back down to a mark. */
  rollbackTo(mark: number): void {
    while (this.undo.length > mark) this.undo.pop()?.();
  }

  /** Ends the transaction as if nothing had happened. */
  rollback(): void {
    this.rollbackTo(0);
    this.onCommit.length = 0;
  }

  commit(): void {
    this.undo.length = 0;
    for (const work of this.onCommit.splice(0)) work();
  }
}
