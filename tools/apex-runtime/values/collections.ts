import type { Type } from '../compiler/types/type.ts';
import { keyOf, keyText } from './equality.ts';
import { Fault } from './fault.ts';

/** Apex List. `type` is the List type itself. */
export class ApexList {
  readonly type: Type;
  items: unknown[];

  constructor(type: Type, items: unknown[] = []) {
    this.type = type;
    this.items = items;
  }

  get(index: number): unknown {
    return this.items[this.#checked(index)];
  }

  set(index: number, value: unknown): void {
    this.items[this.#checked(index)] = value;
  }

  #checked(index: number): number {
    if (index < 0 || index >= this.items.length) {
      throw new Fault('ListException', `List index out of bounds: ${index}`);
    }
    return index;
  }

  apexKey(): string {
    return `\0L[${this.items.map(keyText).join(',')}]`;
  }
}

/** Apex Set, in the order in which values were added: assumption `insertion-order`. */
export class ApexSet {
  readonly type: Type;
  readonly entries = new Map<unknown, unknown>();

  constructor(type: Type, items: Iterable<unknown> = []) {
    this.type = type;
    for (const item of items) this.add(item);
  }

  add(value: unknown): boolean {
    const key = keyOf(value);
    if (this.entries.has(key)) return false;
    this.entries.set(key, value);
    return true;
  }

  has(value: unknown): boolean {
    return this.entries.has(keyOf(value));
  }

  delete(value: unknown): boolean {
    return this.entries.delete(keyOf(value));
  }

  values(): unknown[] {
    return [...this.entries.values()];
  }

  apexKey(): string {
    return `\0S{${this.values().map(keyText).sort().join(',')}}`;
  }
}

/** Apex Map, in the order in which keys were added: assumption `insertion-order`. */
export class ApexMap {
  readonly type: Type;
  readonly entries = new Map<unknown, { readonly key: unknown; value: unknown }>();

  constructor(type: Type) {
    this.type = type;
  }

  get(key: unknown): unknown {
    return this.entries.get(keyOf(key))?.value ?? null;
  }

  has(key: unknown): boolean {
    return this.entries.has(keyOf(key));
  }

  /** @returns the value that the key had before, or null */
  put(key: unknown, value: unknown): unknown {
    const id = keyOf(key);
    const entry = this.entries.get(id);
    if (!entry) {
      this.entries.set(id, { key, value });
      return null;
    }
    const before = entry.value;
    entry.value = value;
    return before;
  }

  /** @returns the value that the key had, or null */
  remove(key: unknown): unknown {
    const id = keyOf(key);
    const before = this.entries.get(id)?.value ?? null;
    this.entries.delete(id);
    return before;
  }

  keys(): unknown[] {
    return [...this.entries.values()].map((entry) => entry.key);
  }

  values(): unknown[] {
    return [...this.entries.values()].map((entry) => entry.value);
  }

  apexKey(): string {
    const parts = [...this.entries.values()].map(({ key, value }) => `${keyText(key)}=${keyText(value)}`);
    return `\0M{${parts.sort().join(',')}}`;
  }
}
