import { CompileError, type Place } from '../compile-error.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import { distance, isNamed } from '../types/convert.ts';
import { type Type, type TypeDef, typeText } from '../types/type.ts';
import type { Universe } from '../types/universe.ts';
import type { Writer } from '../writer.ts';
import type { Pool } from './pool.ts';

/** JavaScript of an expression, with its Apex type. */
export interface Typed {
  readonly code: string;
  readonly type: Type;
  /** Known never to be null. */
  readonly sure?: boolean;
  /** Code that is true where a `?.` further left found null: the whole chain is null then. */
  readonly guard?: string;
  /** A parent record: reading a field of a missing one gives null. */
  readonly relation?: boolean;
}

export interface Local {
  readonly name: string;
  readonly js: string;
  readonly type: Type;
  readonly final: boolean;
}

export interface Handlers {
  expr(body: Body, node: Expr): Typed;
  /** @returns whether control can go on after the statement */
  stmt(body: Body, node: Stmt): boolean;
  convert(body: Body, value: Typed, to: Type): string;
}

export interface BodySettings {
  readonly universe: Universe;
  readonly pool: Pool;
  readonly handlers: Handlers;
  readonly out: Writer;
  readonly self: TypeDef;
  readonly isStatic: boolean;
  readonly returns: Type;
  /** Constructor or initialiser: may write final fields. */
  readonly initializes: boolean;
  /** The property whose accessor this is: inside, its name means the stored value. */
  readonly accessorOf: string | null;
  readonly covered: (line: number) => void;
}

/** Everything known while the body of one method is compiled. */
export class Body {
  readonly settings: BodySettings;
  readonly #scopes: Map<string, Local>[] = [new Map()];
  readonly #temps: string[] = [];
  #loops = 0;
  #unique = 0;

  constructor(settings: BodySettings) {
    this.settings = settings;
  }

  get universe(): Universe {
    return this.settings.universe;
  }
  get self(): TypeDef {
    return this.settings.self;
  }
  get out(): Writer {
    return this.settings.out;
  }
  get temps(): readonly string[] {
    return this.#temps;
  }
  get inLoop(): boolean {
    return this.#loops > 0;
  }

  fail(place: Place, reason: string): never {
    throw new CompileError(place, reason);
  }

  platform(name: string, ...args: Type[]): Type {
    return this.universe.platform(name, ...args);
  }

  /** A fresh JavaScript variable of the method. */
  temp(): string {
    const name = `$${this.#temps.length}`;
    this.#temps.push(name);
    return name;
  }

  unique(prefix: string): string {
    return `${prefix}${++this.#unique}`;
  }

  scoped<T>(work: () => T): T {
    this.#scopes.push(new Map());
    try {
      return work();
    } finally {
      this.#scopes.pop();
    }
  }

  loop<T>(work: () => T): T {
    this.#loops++;
    try {
      return this.scoped(work);
    } finally {
      this.#loops--;
    }
  }

  declare(place: Place, name: string, type: Type, final = false): Local {
    if (this.local(name)) this.fail(place, `Duplicate variable: ${name}`);
    if (!/^[A-Za-z](?!.*__)\w*(?<!_)$/.test(name)) this.fail(place, `Invalid identifier: ${name}`);
    const local = { name, js: `v_${name.toLowerCase()}`, type, final };
    this.#scopes.at(-1)?.set(name.toLowerCase(), local);
    return local;
  }

  local(name: string): Local | null {
    for (const scope of this.#scopes.toReversed()) {
      const local = scope.get(name.toLowerCase());
      if (local) return local;
    }
    return null;
  }

  /** An expression in the middle of a chain of members: its guard is still open. */
  link(node: Expr): Typed {
    return this.settings.handlers.expr(this, node);
  }

  /** The object before a field: a query there stands for its one record. */
  record(node: Expr): Typed {
    return this.#single(node, this.link(node), true);
  }

  /** An expression. Its type may be void. */
  effect(node: Expr): Typed {
    const typed = this.link(node);
    if (!typed.guard) return typed;
    return { code: `(${typed.guard} ? null : ${typed.code})`, type: typed.type };
  }

  /** An expression with a value. */
  expr(node: Expr): Typed {
    const typed = this.effect(node);
    if (typed.type.def.name === 'void') this.fail(node.place, 'A method without result has no value');
    return typed;
  }

  /** An expression as a value of a type. */
  value(node: Expr, to: Type): Typed {
    const typed = this.#single(node, this.expr(node), to.def.kind === 'sobject' || isNamed(to, 'SObject'));
    return { code: this.convert(node.place, typed, to), type: to, ...(typed.sure ? { sure: true } : {}) };
  }

  /** The one record of a query that stands where a record is wanted. */
  #single(node: Expr, typed: Typed, wanted: boolean): Typed {
    const [element] = typed.type.args;
    if (!wanted || node.kind !== 'soql' || !element) return typed;
    return { code: `$.single(${typed.code})`, type: element, sure: true };
  }

  convert(place: Place, typed: Typed, to: Type): string {
    if (distance(typed.type, to) === null) {
      this.fail(place, `Illegal assignment from ${typeText(typed.type)} to ${typeText(to)}`);
    }
    return this.settings.handlers.convert(this, typed, to);
  }

  /** A Boolean that is not null, or the program throws. */
  condition(node: Expr): string {
    const typed = this.expr(node);
    if (!isNamed(typed.type, 'Boolean'))
      this.fail(node.place, `Condition must be Boolean, not ${typeText(typed.type)}`);
    // What is made of conditions is decided by them.
    const made =
      (node.kind === 'binary' && ['&&', '||'].includes(node.operator)) ||
      (node.kind === 'unary' && node.operator === '!');
    return made ? this.solid(typed) : this.settings.pool.decided(node.place, this.solid(typed));
  }

  /** Code that throws where the value is null. */
  solid(typed: Typed): string {
    return typed.sure ? typed.code : `$.nn(${typed.code})`;
  }

  statement(node: Stmt): boolean {
    return this.settings.handlers.stmt(this, node);
  }

  /** Writes code on the line of a statement, and counts the line as coverable. */
  emit(place: Place, code: string): void {
    this.out.line(place.line);
    this.settings.covered(place.line);
    this.out.write(`${this.settings.pool.cover(place.line)}${code}`);
  }
}
