import { idSuffix } from '../values/convert.ts';
import type { FieldSchema, ObjectSchema } from './schema.ts';
import type { Undo } from './transaction.ts';

/** The stored values of a record, by field name. Rows are replaced, never changed. */
export type Row = Readonly<Record<string, unknown>>;

class Table {
  readonly rows = new Map<string, Row>();
  readonly #unique = new Map<string, Map<unknown, string>>();
  lastNumber = 0;

  constructor(object: ObjectSchema) {
    for (const field of object.fields) if (field.unique) this.#unique.set(field.name, new Map());
  }

  put(id: string, row: Row | null): void {
    const before = this.rows.get(id);
    for (const [name, index] of this.#unique) {
      const old = before?.[name];
      if (old !== null && old !== undefined) index.delete(indexKey(old));
      const value = row?.[name];
      if (value !== null && value !== undefined) index.set(indexKey(value), id);
    }
    if (row === null) this.rows.delete(id);
    else this.rows.set(id, row);
  }

  owner(field: FieldSchema, value: unknown): string | undefined {
    const index = this.#unique.get(field.name);
    if (index === undefined) return undefined;
    const id = index.get(indexKey(value));
    if (id === undefined || !field.caseSensitive || typeof value !== 'string') return id;
    return this.rows.get(id)?.[field.name] === value ? id : this.#exact(field.name, value);
  }

  /** Values that differ in letter case alone share an index key. */
  #exact(name: string, value: string): string | undefined {
    for (const [id, row] of this.rows) if (row[name] === value) return id;
    return undefined;
  }
}

function indexKey(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** The rows of the org. Every change gives a way to take it back. */
export class Store {
  readonly #tables = new Map<string, Table>();
  /** Rows that another transaction holds locked: set by whoever scripts the org. */
  readonly lockedElsewhere = new Set<string>();
  #lastId = 0;

  table(object: ObjectSchema): ReadonlyMap<string, Row> {
    return this.#table(object).rows;
  }

  #table(object: ObjectSchema): Table {
    let table = this.#tables.get(object.name);
    if (!table) {
      table = new Table(object);
      this.#tables.set(object.name, table);
    }
    return table;
  }

  /** A fresh Id of 18 characters. */
  newId(prefix: string): string {
    const id15 = prefix + (++this.#lastId).toString(36).toUpperCase().padStart(12, '0');
    return id15 + idSuffix(id15);
  }

  /** The next number of an AutoNumber. Numbers are used up even where the transaction rolls back. */
  nextNumber(object: ObjectSchema): number {
    return ++this.#table(object).lastNumber;
  }

  get(object: ObjectSchema, id: string): Row | undefined {
    return this.#table(object).rows.get(id);
  }

  /** The row that holds a value of a unique field. */
  ownerOf(object: ObjectSchema, field: FieldSchema, value: unknown): string | undefined {
    return this.#table(object).owner(field, value);
  }

  /** Writes or, with null, deletes a row. */
  put(object: ObjectSchema, id: string, row: Row | null): Undo {
    const table = this.#table(object);
    const before = table.rows.get(id) ?? null;
    table.put(id, row);
    return () => table.put(id, before);
  }
}
