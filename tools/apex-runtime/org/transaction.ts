import type { EarlyReads } from './early-reads.ts';
import { ceilings, noUsage, type TransactionKind, type Usage } from './limits.ts';

/** A change of the database that can be taken back. */
export type Undo = () => void;

/** One thing that a transaction did to the world outside it. */
export type Deed =
  | {
      readonly kind: 'callout';
      readonly endpoint: string;
      readonly at: number;
      readonly answer: number | string;
    }
  | {
      readonly kind: 'write';
      readonly operation: string;
      readonly object: string;
      readonly id: string | null;
      /** Null where the row was written, else why not. */
      readonly error: string | null;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'enqueue';
      readonly jobId: string;
      readonly className: string;
      readonly delayMinutes: number | null;
      readonly runAt: number;
    }
  | { readonly kind: 'publish'; readonly object: string; readonly values: Readonly<Record<string, unknown>> };

/** Work that is done if the transaction commits: enqueued jobs, events published after commit. */
export type OnCommit = () => void;

/** Where a rollback goes back to. */
export interface SavepointEntry {
  readonly undo: number;
  readonly commits: number;
  readonly deeds: number;
  released: boolean;
}

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
  readonly savepoints: SavepointEntry[] = [];
  /** What it did; kept only where the org keeps a trace. */
  deeds: Deed[] = [];
  /** Signatures of the jobs that it enqueues when it commits. */
  readonly signatures = new Set<string>();
  /** An exception that nobody can catch has been thrown. */
  doomed = false;
  /** The clock of the transaction, ms since 1970. */
  now: number;
  /** The finalizer that the job attached. */
  finalizer: object | null = null;
  /** Of a job that overlaps with others. */
  earlyReads: EarlyReads | null = null;
  /** Nothing of it will last. */
  isRehearsal = false;
  /** When its callouts were answered, ms since 1970. */
  readonly answers: number[] = [];
  /** It dies while it waits for an answer. */
  diesAtAnswer = false;
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

  /** Goes back to a savepoint. Callouts stay made. */
  rollbackToSavepoint(entry: Omit<SavepointEntry, 'released'>): void {
    this.rollbackTo(entry.undo);
    this.onCommit.length = entry.commits;
    this.deeds = this.deeds.filter((deed, i) => i < entry.deeds || deed.kind === 'callout');
  }

  /** Ends the transaction as if nothing had happened, but for its callouts. */
  rollback(): void {
    this.rollbackToSavepoint({ undo: 0, commits: 0, deeds: 0 });
  }

  commit(): void {
    this.undo.length = 0;
    for (const work of this.onCommit.splice(0)) work();
  }
}
