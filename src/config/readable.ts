import type { Key } from './key.ts';
import type { Path } from './problem.ts';

/** The value of a key if it is right in itself, with defaults; null while it is wrong, which others report. */
export function readable<T>(key: Key<T>, value: unknown): T | null {
  const result = key.schema.safeParse(value);
  return result.success ? result.data : null;
}

/** The values of a section that are right in themselves, with defaults; what is wrong is missing. */
export function readableKeys<T>(section: Key<T>, value: unknown): Partial<T> {
  const entries = Object.entries(section.keys).flatMap(([name, key]) => {
    const result = key.schema.safeParse(entryOf(value, name));
    return result.success ? [[name, result.data]] : [];
  });
  return Object.fromEntries(entries) as Partial<T>;
}

/** A value of a section; undefined where there is no section or no such key. */
export function entryOf(section: unknown, name: string): unknown {
  return typeof section === 'object' && section !== null && Object.hasOwn(section, name)
    ? (section as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export interface Item {
  readonly path: Path;
  readonly value: unknown;
}

/** What a list under a section holds; nothing where there is no list. */
export function itemsOf(section: unknown, name: string, path: Path = []): Item[] {
  const value = entryOf(section, name);
  return Array.isArray(value) ? value.map((item, i) => ({ path: [...path, name, i], value: item })) : [];
}

/** The items whose text, case apart, an earlier one has already. */
export function repeated<T>(items: readonly T[], textOf: (item: T) => unknown): { item: T; earlier: T }[] {
  const first = new Map<string, T>();
  return items.flatMap((item) => {
    const text = textOf(item);
    if (typeof text !== 'string' && typeof text !== 'number') return [];
    const name = String(text).toLowerCase();
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, item);
    return earlier === undefined ? [] : [{ item, earlier }];
  });
}
