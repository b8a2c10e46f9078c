import type { Place } from '../compile-error.ts';
import { type Type, typeText } from '../types/type.ts';

/** What the emitted code reports while it runs. */
export interface Probes {
  /** The lines that run. */
  readonly lines: boolean;
  /** Which way each decision went. */
  readonly branches: boolean;
  /** Each statement, before it runs: a fault may be put there. */
  readonly statements: boolean;
}

/** A decision of the program: a condition, a case of a switch, a `catch`, the right side of a `??`. */
export interface Branch {
  readonly line: number;
  readonly column: number;
  readonly what: 'condition' | 'case' | 'catch' | 'fallback';
}

/** What one file's JavaScript takes from the runtime: constants of its first line. */
export class Pool {
  readonly #functions = new Map<string, string>();
  readonly #types = new Map<string, { readonly name: string; readonly type: Type }>();
  readonly #values: unknown[] = [];
  readonly #file: string;
  readonly #probes: Probes;
  readonly branches: Branch[] = [];

  constructor(file: string, probes: Probes) {
    this.#file = file;
    this.#probes = probes;
  }

  /** The name of a platform function in the emitted code. */
  function(key: string): string {
    return entry(this.#functions, key, () => `F${this.#functions.size}`);
  }

  /** The name of a type in the emitted code. */
  type(type: Type): string {
    return entry(this.#types, typeText(type), () => ({ name: `Y${this.#types.size}`, type })).name;
  }

  /** Hands any value over to the emitted code. */
  value(value: unknown): string {
    return `V[${this.#values.push(value) - 1}]`;
  }

  cover(line: number): string {
    const counted = this.#probes.lines ? `K[${line}]=1;` : '';
    return this.#probes.statements ? `${counted}$.at(${JSON.stringify(this.#file)},${line});` : counted;
  }

  /** A condition that leaves a mark at the way it goes. */
  decided(place: Place, code: string): string {
    if (!this.#probes.branches) return code;
    const id = this.#branch(place, 'condition');
    return `(${code}?(B[${id}]=1,true):(B[${id + 1}]=1,false))`;
  }

  /** What leaves a mark where the program gets there. */
  reached(place: Place, what: Exclude<Branch['what'], 'condition'>): string {
    return this.#probes.branches ? `B[${this.#branch(place, what)}]=1` : '';
  }

  /** @returns where its two marks stand: the way taken, and for a condition the other way */
  #branch({ line, column }: Place, what: Branch['what']): number {
    return 2 * (this.branches.push({ line, column, what }) - 1);
  }

  get values(): readonly unknown[] {
    return this.#values;
  }
  get types(): readonly Type[] {
    return [...this.#types.values()].map((found) => found.type);
  }
  get functionKeys(): readonly string[] {
    return [...this.#functions.keys()];
  }
  /** Declarations for the start of the file. */
  header(): string {
    const functions = [...this.#functions.entries()].map(
      ([key, name]) => `${name}=F[${JSON.stringify(key)}]`,
    );
    const types = [...this.#types.values()].map((found, i) => `${found.name}=Y[${i}]`);
    const all = [...functions, ...types];
    return all.length === 0 ? '' : `const ${all.join(',')};`;
  }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
