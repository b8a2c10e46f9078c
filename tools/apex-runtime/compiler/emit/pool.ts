import { type Type, typeText } from '../types/type.ts';

/** What one file's JavaScript takes from the runtime: constants of its first line. */
export class Pool {
  readonly #functions = new Map<string, string>();
  readonly #types = new Map<string, { readonly name: string; readonly type: Type }>();
  readonly #values: unknown[] = [];
  readonly #coverage: boolean;

  constructor(coverage: boolean) {
    this.#coverage = coverage;
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
    return this.#coverage ? `K[${line}]=1;` : '';
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
