import { fieldsOf } from './csv.ts';
import { delimiterOf, type Job, rowBytes } from './jobs.ts';

interface CommittedRow {
  readonly job: Job;
  readonly row: number;
}

interface StoredRecord {
  readonly number: number;
  job: Job;
  row: number;
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

  /** Writes a row under its folded key. Returns the record's number, negative where the record was there. */
  upsert(folded: string, job: Job, row: number): number {
    const known = this.#byKey.get(folded);
    if (known === undefined) {
      const number = this.#byKey.size + 1;
      this.#byKey.set(folded, { number, job, row, earlier: undefined });
      return number;
    }
    known.earlier = [...(known.earlier ?? []), { job: known.job, row: known.row }];
    known.job = job;
    known.row = row;
    return -known.number;
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
    for (const { job, row } of [...(record.earlier ?? []), record]) {
      const fields = fieldsOf(rowBytes(job, row), delimiterOf(job));
      for (const [index, column] of job.columns.entries()) {
        const field = fields[index] ?? '';
        if (field !== '') values.set(column, field === '#N/A' ? null : field);
      }
    }
    return values;
  }
}
