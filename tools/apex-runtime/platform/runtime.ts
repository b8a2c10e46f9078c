import type { Type, TypeDef } from '../compiler/types/type.ts';
import type { Universe } from '../compiler/types/universe.ts';
import { type LimitName, limitText, type TransactionKind } from '../org/limits.ts';
import type { Org } from '../org/org.ts';
import { type Deed, Transaction } from '../org/transaction.ts';
import { EnumValue } from '../values/boxed.ts';
import type { ApexList, ApexMap } from '../values/collections.ts';
import { ApexException, type DmlFailure } from '../values/exception.ts';
import { Fault, NULL_MESSAGE, notNull } from '../values/fault.ts';
import { SObject } from '../values/sobject.ts';
import { InternalError } from './platform-object.ts';
import { Tokens } from './tokens.ts';

/** A JavaScript function that makes the objects of an Apex class. */
export interface ApexClass {
  new (): object;
  prototype: object;
  readonly def: TypeDef;
  /** Static fields of the running transaction; null before their first use. */
  $s: Record<string, unknown> | null;
  $new(): Record<string, unknown>;
  $run(statics: Record<string, unknown>): void;
}

/** A trigger of the project. */
export interface TriggerEntry {
  readonly object: string;
  /** `before insert`, ... */
  readonly events: ReadonlySet<string>;
  readonly run: () => void;
}

/** What a running trigger sees. */
export interface TriggerContext {
  readonly when: 'before' | 'after';
  readonly operation: 'insert' | 'update' | 'delete';
  readonly records: ApexList | null;
  readonly old: ApexList | null;
  readonly byId: ApexMap | null;
  readonly oldById: ApexMap | null;
  readonly size: number;
}

/** What the platform library and the compiled program work with: the org, the running transaction, the classes. */
export class Runtime {
  readonly universe: Universe;
  /** Classes of the project by JavaScript name. */
  readonly classes: Record<string, ApexClass> = {};
  org: Org;
  tx: Transaction;
  /** Where `System.debug` writes to. */
  debug: (text: string) => void = () => undefined;
  /** The triggers of the project. */
  readonly triggers: TriggerEntry[] = [];
  /** The context of the trigger that runs. */
  trigger: TriggerContext | null = null;
  /** Tests: the mock that answers callouts, the window between startTest and stopTest. */
  test: { mock: object | null; window: 'before' | 'open' | 'closed' } | null = null;
  /** Constants of the platform's enums, as `RoundingMode.HALF_UP`. */
  readonly constants = new Map<string, EnumValue>();
  readonly #exceptions = new Map<string, new () => ApexException>();
  readonly #initialized: ApexClass[] = [];
  readonly tokens: Tokens;

  constructor(universe: Universe, org: Org) {
    this.universe = universe;
    this.org = org;
    this.tokens = new Tokens(org.schema);
    this.tx = new Transaction('sync', org.now);
  }

  /** Makes the constants of the platform's enums. */
  addConstants(type: string, names: readonly string[]): void {
    for (const [i, name] of names.entries())
      this.constants.set(`${type}.${name}`, new EnumValue(type, name, i));
  }

  /** Ends what was, and begins a transaction with fresh statics. */
  begin(kind: TransactionKind, job: { readonly id: string } | null = null, keepStatics = false): Transaction {
    this.tx = new Transaction(kind, this.org.now, job);
    if (!keepStatics) this.resetStatics();
    return this.tx;
  }

  resetStatics(): void {
    for (const each of this.#initialized) each.$s = null;
    this.#initialized.length = 0;
  }

  /** Makes the static fields of a class. */
  initialize(target: ApexClass): Record<string, unknown> {
    const statics = target.$new();
    target.$s = statics;
    this.#initialized.push(target);
    target.$run(statics);
    return statics;
  }

  /** Remembers what the transaction did, where the org keeps a trace. */
  did(deed: () => Deed): void {
    if (this.org.settings.trace) this.tx.deeds.push(deed());
  }

  /** Takes from a limit of the transaction. @throws the LimitException that nobody can catch */
  use(name: LimitName, amount = 1): void {
    const { usage } = this.tx;
    usage[name] += amount;
    if (usage[name] > this.tx.limit(name)) throw this.fatal('LimitException', limitText(name, usage[name]));
  }

  /** An exception of the platform, made here. */
  exception(
    name: string,
    message: string | null,
    rows: readonly DmlFailure[] = [],
    origin: Error = new Error(),
  ): ApexException {
    const Made = this.exceptionClass(name);
    const made = new Made();
    made.message = message;
    made.rows = rows;
    made.origin = origin;
    return made;
  }

  /** An exception that no `catch` sees; the transaction is lost from here on. */
  fatal(name: string, message: string): ApexException {
    const made = this.exception(name, message);
    made.fatal = true;
    this.tx.doomed = true;
    return made;
  }

  exceptionClass(name: string): new () => ApexException {
    const known = this.#exceptions.get(name);
    if (known) return known;
    const { def } = this.universe.platform(name);
    const parent =
      def.superType && def.superType.def.name !== 'Object'
        ? this.exceptionClass(def.superType.def.name)
        : ApexException;
    const made = class extends parent {};
    Object.defineProperty(made.prototype, 'apexName', { value: def.name });
    Object.defineProperty(made.prototype, 'def', { value: def });
    this.#exceptions.set(name, made);
    return made;
  }

  /** What a `catch` sees of something thrown; what none may see goes on upwards. */
  caught(thrown: unknown): ApexException {
    const exception = this.asException(thrown);
    if (exception.fatal) throw exception;
    return exception;
  }

  /** Anything thrown as an exception of Apex. @throws InternalError for what is a fault of this runtime */
  asException(thrown: unknown): ApexException {
    if (thrown instanceof ApexException) return thrown;
    if (thrown instanceof Fault) return this.#from(thrown.exception, thrown.message, thrown);
    if (thrown instanceof TypeError && / of null|null \(/.test(thrown.message)) {
      return this.#from('NullPointerException', NULL_MESSAGE, thrown);
    }
    if (thrown instanceof RangeError && thrown.message.includes('call stack')) {
      const exception = this.fatal('LimitException', 'Maximum stack depth reached: 1001');
      exception.origin = thrown;
      return exception;
    }
    throw thrown instanceof InternalError ? thrown : new InternalError(String(thrown), { cause: thrown });
  }

  #from(name: string, message: string, thrown: Error): ApexException {
    return this.exception(name, message, [], thrown);
  }

  /** Calls a method of an object of the project by its mangled name. */
  invoke(target: object, method: string, ...args: readonly unknown[]): unknown {
    const found = (target as Record<string, unknown>)[method];
    if (typeof found !== 'function') throw new InternalError(`No method ${method}`);
    return found.apply(target, args);
  }

  /** The constants of an enum, in order. */
  enumValues(def: TypeDef): readonly EnumValue[] {
    if (def.origin === 'platform') {
      return [...this.constants.values()].filter((value) => value.type === def.name);
    }
    const made = this.classes[def.name.replaceAll('.', '$')] as unknown as { values$: readonly EnumValue[] };
    return made.values$;
  }

  /** `valueOf` of an enum. @throws Fault where there is no such constant */
  enumValue(def: TypeDef, name: string): EnumValue {
    const found = this.enumValues(def).find(
      (value) => value.name.toLowerCase() === notNull(name).toLowerCase(),
    );
    if (!found) throw new Fault('NoSuchElementException', `No enum constant ${def.name}.${name}`);
    return found;
  }

  /** An object whose constructor has not run, as JSON makes them. */
  bare(def: TypeDef): object {
    const Made = this.classes[def.name.replaceAll('.', '$')];
    if (!Made) throw new InternalError(`No class ${def.name}`);
    return new Made();
  }

  /** `Type.newInstance()`: the constructor without parameters. */
  newInstance(type: Type): object {
    if (type.def.kind === 'sobject') {
      const object = this.org.schema.object(type.def.name);
      if (object) return new SObject(object);
    }
    if (type.def.origin !== 'user' || type.def.kind !== 'class' || type.def.isAbstract) {
      throw new Fault('TypeException', `Cannot construct ${type.def.name} by name`);
    }
    const made = this.bare(type.def);
    return this.invoke(made, 'new$') as object;
  }

  typeNamed(name: string): Type | null {
    const def = this.universe.lookup(name.split('.'), null);
    return def ? { def, args: [] } : null;
  }
}
