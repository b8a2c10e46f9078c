import type { Transaction } from '../../../tools/apex-runtime/org/transaction.ts';
import type { VirtualOrg } from '../../../tools/apex-runtime/runner/virtual-org.ts';
import type { ApexList } from '../../../tools/apex-runtime/values/collections.ts';
import type { SObject } from '../../../tools/apex-runtime/values/sobject.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

/** What a run wants to know. */
export interface Listener {
  /** The handler is called; what this throws it throws. */
  handled(keys: readonly string[]): void;
  /** An answer has been read: the statement that sends has come to its end. */
  read(key: string, status: number | null): void;
  /** Rows are about to be locked or written. */
  locks(): void;
  /** Rows are about to be read without a lock. */
  reads?(): void;
}

interface AttemptObject {
  readonly _request: { readonly _key: string };
  readonly _outcome: { readonly _status: number | null };
}
interface CallObject {
  readonly _request: { readonly _key: string };
}

/** Listens in on the compiled kit and its database; put up once for each program. */
export class Probes {
  listener: Listener | null = null;
  /** Where the rows go that a transaction has locked. */
  holds: WeakMap<Transaction, Set<string>> = new WeakMap();
  readonly #org: VirtualOrg;

  constructor(org: VirtualOrg) {
    this.#org = org;
    const { listenerOf } = this;
    for (const name of ['onsuccess', 'ondeadletter'])
      this.#wrap('ProofHandler', name, (_, __, [calls]) => {
        const list = (calls as ApexList).items as readonly CallObject[];
        listenerOf().handled(list.map((call) => call._request._key));
      });
    this.#wrap('RetryAttempt', 'send', (method, self, args) => {
      method.apply(self, args);
      const { _request, _outcome } = self as AttemptObject;
      listenerOf().read(_request._key, _outcome._status);
    });
    this.#watchLocks();
  }

  readonly listenerOf = (): Listener => {
    if (!this.listener) throw new Error('Nobody listens');
    return this.listener;
  };

  #watchLocks(): void {
    const { database, runtime } = this.#org.machine;
    const query = database.query.bind(database);
    database.query = (type, plan, binds) => {
      if (plan.forUpdate) this.listener?.locks();
      else this.listener?.reads?.();
      const found = query(type, plan, binds);
      if (plan.forUpdate) this.#hold(runtime.tx, found.items as SObject[]);
      return found;
    };
    const dml = database.dml.bind(database);
    database.dml = (operation, records, ...rest) => {
      if (operation === 'insert') this.listener?.reads?.();
      else this.listener?.locks();
      return dml(operation, records, ...rest);
    };
  }

  #hold(tx: Transaction, records: readonly SObject[]): void {
    const held = this.holds.get(tx) ?? new Set();
    for (const record of records) held.add(String(record.fields['Id']));
    this.holds.set(tx, held);
  }

  #wrap(
    className: string,
    method: string,
    around: (method: Method, self: object, args: unknown[]) => unknown,
  ): void {
    const prototype = this.#org.machine.runtime.classes[className]?.prototype as
      | Record<string, Method>
      | undefined;
    const name = Object.keys(prototype ?? {}).find((key) => key.split('$')[0] === method);
    const original = name ? prototype?.[name] : undefined;
    if (!prototype || !name || !original) throw new Error(`No ${className}.${method}`);
    prototype[name] = function (this: object, ...args: unknown[]) {
      return around(original, this, args);
    };
  }
}
