import { fieldsOf } from './csv.ts';
import { Ints } from './ints.ts';
import { delimiterOf, type Job, rowBytes } from './jobs.ts';
import { Keys } from './keys.ts';

/** The org's one table: records by key, each with every row that was committed to it. */
export class Records {
  readonly keys: Keys;
  readonly #jobs: readonly Job[];
  /** By the number of the key: the number of its record, from 1; 0 for a key whose rows were all refused. */
  readonly #recordOf = new Ints();
  /** By the number of the record: the last row committed to it, as its place among all commits. */
  readonly #lastCommit = new Ints();
  /** All commits in their order: job, row, and the commit before it to the same record, or -1. */
  readonly #commitJob = new Ints();
  readonly #commitRow = new Ints();
  readonly #commitBefore = new Ints();
  #size = 0;

  /** @param jobs - every job of the org in the order made: they keep the values, also when they are gone for the client */
  constructor(caseSensitive: boolean, jobs: readonly Job[]) {
    this.keys = new Keys(caseSensitive);
    this.#jobs = jobs;
  }

  get size(): number {
    return this.#size;
  }

  /** Writes a row under the number of its key. Returns the record's number, negative where the record was there. */
  upsert(key: number, job: Job, row: number): number {
    const known = this.#recordOf.at(key);
    const before = known === 0 ? -1 : this.#lastCommit.at(known);
    if (known === 0) {
      this.#size += 1;
      this.#recordOf.set(key, this.#size);
    }
    this.#lastCommit.set(known === 0 ? this.#size : known, this.#commitJob.length);
    this.#commitJob.push(job.number);
    this.#commitRow.push(row);
    this.#commitBefore.push(before);
    return known === 0 ? this.#size : -known;
  }

  /** How often a row was committed under this key. */
  commits(key: string): number {
    return this.#commitsOf(key).length;
  }

  /** How often a row was committed, over all records. */
  totalCommits(): number {
    return this.#commitJob.length;
  }

  /**
   * The record's values now: each committed row over the one before; an empty field leaves the value, `#N/A` sets it to
   * null (Bulk API 2.0 guide, "Prepare CSV files").
   */
  values(key: string): ReadonlyMap<string, string | null> | undefined {
    const commits = this.#commitsOf(key);
    if (commits.length === 0) return undefined;
    const values = new Map<string, string | null>();
    for (const commit of commits) {
      const job = this.#jobs[this.#commitJob.at(commit) - 1];
      if (job === undefined) throw new Error('A commit of no job');
      const fields = fieldsOf(rowBytes(job, this.#commitRow.at(commit)), delimiterOf(job));
      for (const [index, column] of job.columns.entries()) {
        const field = fields[index] ?? '';
        if (field !== '') values.set(column, field === '#N/A' ? null : field);
      }
    }
    return values;
  }

  /** The commits to the record of this key, first to last. */
  #commitsOf(key: string): number[] {
    const record = this.#recordOf.at(this.keys.find(key));
    const commits: number[] = [];
    if (record === 0) return commits;
    for (let at = this.#lastCommit.at(record); at !== -1; at = this.#commitBefore.at(at)) commits.push(at);
    return commits.reverse();
  }
}
