import type { Job } from '../../../tools/apex-runtime/org/jobs.ts';
import type { TransactionKind } from '../../../tools/apex-runtime/org/limits.ts';
import type { Row } from '../../../tools/apex-runtime/org/store.ts';
import { placesOf } from './places.ts';

/** What a transaction did that counts only if it commits. */
interface Pending {
  readonly what: 'accepted' | 'read' | 'told';
  readonly kind: TransactionKind;
  readonly key: string;
}

/** How a transaction and its Finalizer ended. */
export interface Ending {
  /** The kinds of transactions that were rolled back. */
  readonly rolledBack: ReadonlySet<TransactionKind>;
  /** Keys that a job carried whose Finalizer did not do its work, because it was struck; else none. */
  readonly abandoned: readonly string[];
}

/** Rows whose request is where it stays. */
const RESTS: ReadonlySet<unknown> = new Set(['Dead Letter', 'Handler Failed', 'Resolved']);

/** Keeps the books of a run, and says which rule it breaks. */
export class Rules {
  readonly violations: string[] = [];
  /** Requests that were lost with a Finalizer that did not do its work. */
  readonly lost = new Set<string>();
  readonly #accepted = new Set<string>();
  readonly #delivered = new Set<string>();
  readonly #told = new Set<string>();
  readonly #calls = new Map<string, number>();
  #pending: Pending[] = [];
  readonly #unwanted: string | null;

  /** @param unwanted - key of the request that neither the queue nor the log takes, so that it may be lost */
  constructor(unwanted: string | null) {
    this.#unwanted = unwanted;
  }

  note(what: Pending['what'], kind: TransactionKind, key: string): void {
    this.#pending.push({ what, kind, key });
  }

  breaks(rule: string): void {
    if (!this.violations.includes(rule)) this.violations.push(rule);
  }

  /** A request arrives at the endpoint. @returns the number of the attempt, from 0 */
  called(key: string): number {
    const before = this.#calls.get(key) ?? 0;
    this.#calls.set(key, before + 1);
    const isRead = this.#pending.some((each) => each.what === 'read' && each.key === key);
    if (isRead || this.#delivered.has(key)) this.breaks(`${key} is sent again after it was delivered`);
    return before;
  }

  /** A transaction and its Finalizer have ended. */
  ended({ rolledBack, abandoned }: Ending, jobs: readonly Job[], rows: readonly Row[]): void {
    for (const { what, kind, key } of this.#pending) {
      // An answer that was read lives in the Finalizer: the rollback of its job does not take it back.
      const stays = what === 'read' ? !abandoned.includes(key) : !rolledBack.has(kind);
      if (stays) this.#booked(what).add(key);
    }
    this.#pending = [];
    this.#look(placesOf(jobs, rows), abandoned);
  }

  #look(places: ReadonlyMap<string, readonly string[]>, abandoned: readonly string[]): void {
    const isNowhere = (key: string): boolean =>
      this.#accepted.has(key) && !places.has(key) && !this.#delivered.has(key);
    for (const key of abandoned.filter(isNowhere)) this.lost.add(key);
    if (this.#unwanted !== null && isNowhere(this.#unwanted)) this.lost.add(this.#unwanted);
    for (const key of this.#accepted)
      if (isNowhere(key) && !this.lost.has(key)) this.breaks(`${key} is lost`);
    for (const [key, found] of places) {
      if (!this.#accepted.has(key)) this.breaks(`${key}, which nobody submitted, is in ${found.join(', ')}`);
      else if (found.length > 1) this.breaks(`${key} is in ${found.length} places: ${found.join(', ')}`);
    }
  }

  #booked(what: Pending['what']): Set<string> {
    if (what === 'accepted') return this.#accepted;
    return what === 'read' ? this.#delivered : this.#told;
  }

  /** @param maxRetries - of the policy @param hasHandler - whether every end is to be told */
  atRest(rows: readonly Row[], maxRetries: number, hasHandler: boolean): void {
    const byKey = new Map(rows.map((row) => [String(row['Idempotency_Key__c']), row]));
    for (const key of this.#accepted) {
      const row = byKey.get(key);
      const status = row?.['Status__c'];
      if (row && !RESTS.has(status)) this.breaks(`${key} rests as ${status}`);
      if (this.#delivered.has(key) && status === 'Dead Letter')
        this.breaks(`${key} is delivered, and a dead letter`);
      const redrives = Number(String(row?.['Redrive_Count__c'] ?? 0));
      const most = (1 + maxRetries) * (1 + redrives);
      const calls = this.#calls.get(key) ?? 0;
      if (calls > most) this.breaks(`${key} is sent ${calls} times, which may be ${most}`);
      const isOver = status !== 'Handler Failed' && !this.lost.has(key);
      if (hasHandler && isOver && !this.#told.has(key)) this.breaks(`the handler is not told of ${key}`);
    }
  }
}
