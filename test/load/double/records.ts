import { fieldsOf } from './csv.ts';

/** Bytes of one committed row, and how to read them. */
export interface CommittedRow {
  readonly body: Buffer;
  readonly start: number;
  readonly end: number;
  readonly columns: readonly string[];
  readonly delimiter: string;
}

interface StoredRecord {
  readonly number: number;
  last: CommittedRow;
  /** Rows committed before the last; most records have none. */
  earlier: CommittedRow[] | undefined;
}

/** Records get ids that only their number decides. */
export function recordId(number: number): string {
  return `a00${String(number).padStart(12, '0')}AAA`;
}

/** The org's one table: records by key, each with every row that was committed to it. */
export class Records {
  readonly #byKey = new Map<string, StoredRecord>();
  readonly #caseSensitive: boolean;
  #count = 0;

  /** @param caseSensitive - the external id's own rule; a field that is not case-sensitive matches `a` with `A` */
  constructor(caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** The form under which two keys are one. */
  fold(key: string): string {
    return this.#caseSensitive ? key : key.toLowerCase();
  }

  /** Writes a row under its key. Returns the record's number and whether this made it. */
  upsert(key: string, row: CommittedRow): { number: number; created: boolean } {
    const folded = this.fold(key);
    const known = this.#byKey.get(folded);
    if (known === undefined) {
      this.#count += 1;
      this.#byKey.set(folded, { number: this.#count, last: row, earlier: undefined });
      return { number: this.#count, created: true };
    }
    known.earlier = [...(known.earlier ?? []), known.last];
    known.last = row;
    return { number: known.number, created: false };
  }

  /** How often a row was committed under this key. */
  commits(key: string): number {
    const record = this.#byKey.get(this.fold(key));
    return record === undefined ? 0 : 1 + (record.earlier?.length ?? 0);
  }

  /** How often a row was committed, over all records. */
  totalCommits(): number {
    let total = 0;
    for (const record of this.#byKey.values()) total += 1 + (record.earlier?.length ?? 0);
    return total;
  }

  /**
   * The record's values now: each committed row over the one before; an empty field leaves the value, `#N/A` sets it to
   * null (Bulk API 2.0 guide, "Prepare CSV files").
   */
  values(key: string): ReadonlyMap<string, string | null> | undefined {
    const record = this.#byKey.get(this.fold(key));
    if (record === undefined) return undefined;
    const values = new Map<string, string | null>();
    for (const row of [...(record.earlier ?? []), record.last]) {
      const fields = fieldsOf(row.body.subarray(row.start, row.end), row.delimiter);
      for (const [index, column] of row.columns.entries()) {
        const field = fields[index] ?? '';
        if (field !== '') values.set(column, field === '#N/A' ? null : field);
      }
    }
    return values;
  }
}
