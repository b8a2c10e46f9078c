import type { Schema } from '../../org/schema.ts';
import { CompileError, type Place } from '../compile-error.ts';
import type { TypeNode } from '../syntax/ast.ts';
import { newTypeDef, type Type, type TypeDef } from './type.ts';

/** Namespaces that may stand before a platform type and say nothing. */
const TRANSPARENT = new Set(['system', 'schema']);

/** Finds what names stand for. Names are the same in any letter case. */
export class Universe {
  readonly schema: Schema;
  /** Platform types without arguments, by the name asked for. */
  readonly #plain = new Map<string, Type>();
  readonly #platform = new Map<string, TypeDef>();
  readonly #schema = new Map<string, TypeDef>();
  readonly #user = new Map<string, TypeDef>();
  /** The type of `null`. */
  readonly nullType: Type = {
    def: newTypeDef({ name: 'null', kind: 'primitive', origin: 'platform' }),
    args: [],
  };
  readonly voidType: Type = {
    def: newTypeDef({ name: 'void', kind: 'primitive', origin: 'platform' }),
    args: [],
  };

  constructor(schema: Schema) {
    this.schema = schema;
  }

  add(def: TypeDef): void {
    const map = { platform: this.#platform, schema: this.#schema, user: this.#user }[def.origin];
    if (def.outer) def.outer.inner.set(def.name.slice(def.outer.name.length + 1).toLowerCase(), def);
    else map.set(def.name.toLowerCase(), def);
  }

  /** @throws Error where the runtime itself names a type that it does not have */
  platform(name: string, ...args: Type[]): Type {
    const known = args.length === 0 ? this.#plain.get(name) : undefined;
    if (known) return known;
    const def = this.#find(name.toLowerCase().split('.'), null);
    if (!def) throw new Error(`The platform library has no type ${name}`);
    const type = { def, args };
    if (args.length === 0) this.#plain.set(name, type);
    return type;
  }

  /** The type that a dotted name stands for, seen from inside `from`; null where there is none. */
  lookup(names: readonly string[], from: TypeDef | null): TypeDef | null {
    return this.#find(
      names.map((name) => name.toLowerCase()),
      from,
    );
  }

  isNamespace(name: string): boolean {
    return TRANSPARENT.has(name.toLowerCase());
  }

  #find(names: readonly string[], from: TypeDef | null): TypeDef | null {
    const [first, ...rest] = names;
    if (first === undefined) return null;
    const start = this.#first(first, from);
    if (start) return rest.reduce<TypeDef | null>((def, name) => (def ? innerOf(def, name) : null), start);
    if (!TRANSPARENT.has(first) || rest.length === 0) return null;
    return this.#findPlatform(rest);
  }

  #findPlatform(names: readonly string[]): TypeDef | null {
    const [first, ...rest] = names;
    const start = this.#platform.get(first ?? '') ?? this.#schema.get(first ?? '') ?? null;
    return rest.reduce<TypeDef | null>((def, name) => (def ? innerOf(def, name) : null), start);
  }

  #first(name: string, from: TypeDef | null): TypeDef | null {
    for (let scope = from; scope !== null; scope = scope.outer) {
      const inner = scope.name.toLowerCase().split('.').at(-1) === name ? scope : innerOf(scope, name);
      if (inner) return inner;
    }
    return this.#user.get(name) ?? this.#schema.get(name) ?? this.#platform.get(name) ?? null;
  }

  /** @throws CompileError where the type is unknown or has the wrong number of arguments */
  resolve(node: TypeNode, from: TypeDef | null): Type {
    const def = this.lookup(
      node.names.map((part) => part.name),
      from,
    );
    const written = node.names.map((part) => part.name).join('.');
    if (!def) throw new CompileError(node.place, `Invalid type: ${written}`);
    const args = (node.names.at(-1)?.args ?? []).map((arg) => this.resolve(arg, from));
    if (args.length !== def.params.length) {
      throw new CompileError(node.place, `${written} takes ${def.params.length} type arguments`);
    }
    checkVisible(def, from, node.place);
    let type: Type = { def, args };
    for (let i = 0; i < node.arrayDepth; i++) type = this.platform('List', type);
    return type;
  }

  /** All enums, of the platform and of the project. */
  get enums(): readonly TypeDef[] {
    const all = [...this.#platform.values(), ...this.#user.values()];
    return all.flatMap((def) => [def, ...def.inner.values()]).filter((def) => def.kind === 'enum');
  }

  get userTypes(): readonly TypeDef[] {
    return [...this.#user.values()];
  }
}

function innerOf(def: TypeDef, name: string): TypeDef | null {
  for (let at: TypeDef | null = def; at !== null; at = at.superType?.def ?? null) {
    const inner = at.inner.get(name);
    if (inner) return inner;
  }
  return null;
}

/** The outermost class that holds a type: the border of `private`. */
export function outermost(def: TypeDef): TypeDef {
  let at = def;
  while (at.outer) at = at.outer;
  return at;
}

function checkVisible(def: TypeDef, from: TypeDef | null, place: Place): void {
  if (def.origin !== 'user' || !def.outer || def.visibility !== 'private' || from === null) return;
  if (outermost(def) === outermost(from) || (def.testVisible && outermost(from).isTest)) return;
  throw new CompileError(place, `Type is not visible: ${def.name}`);
}
