import { CsvError, fieldsOf, readUpload, unquoted } from './csv.ts';
import { Ints } from './ints.ts';
import { delimiterOf, type Job, rowBytes } from './jobs.ts';
import type { JobRule, RowRule } from './protocol.ts';
import type { Records } from './records.ts';

/** Documented: one internal batch per 10,000 records. */
const BATCH_ROWS = 10_000;
/** Documented for DML in chunks: a batch is written 200 rows at a time. */
const DML_ROWS = 200;

/** Runs closed jobs, a batch at a time, against the records and the scripted failures. */
export class Processor {
  readonly #records: Records;
  readonly #columns: ReadonlySet<string>;
  readonly #rowRules: readonly RowRule[];
  readonly #rowStrikes = new Map<string, number>();
  readonly #jobRules: { readonly rule: JobRule; passed: number; struck: number }[];
  /** The DML group in which a key was seen last, by the key's number; negative where it stands there twice. */
  readonly #lastGroup = new Ints();
  #groups = 0;
  readonly #plannedEnd = new Map<string, { rule: JobRule; afterRows: number }>();

  constructor(
    records: Records,
    columns: ReadonlySet<string>,
    rules: { rows: readonly RowRule[]; jobs: readonly JobRule[] },
  ) {
    this.#records = records;
    this.#columns = columns;
    this.#rowRules = rules.rows;
    this.#jobRules = rules.jobs.map((rule) => ({ rule, passed: 0, struck: 0 }));
  }

  /** One step of a job that was closed: first it starts, then each batch. No effect on a job that is done. */
  step(job: Job): void {
    if (job.state === 'UploadComplete') this.#start(job);
    else if (job.state === 'InProgress') this.#batch(job);
  }

  #start(job: Job): void {
    try {
      readContent(job);
      const unknown = job.columns.find((column) => !this.#columns.has(column));
      // Error text as published by users of the API; sf__ columns are refused by the same rule (assumption).
      if (unknown !== undefined) throw new CsvError(`InvalidBatch : Field name not found : ${unknown}`);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      job.state = 'Failed';
      job.errorMessage = error.message;
      return;
    }
    job.state = 'InProgress';
    const rule = this.#ruleFor(job);
    if (rule) {
      this.#plannedEnd.set(job.id, { rule, afterRows: Math.floor(rule.afterShare * job.rows.starts.length) });
    }
    if (job.rows.starts.length === 0) job.state = 'JobComplete';
  }

  #ruleFor(job: Job): JobRule | undefined {
    for (const entry of this.#jobRules) {
      const { rule } = entry;
      if (rule.withKey !== undefined && !this.#keys(job).includes(rule.withKey)) continue;
      if (entry.passed < (rule.skip ?? 0)) {
        entry.passed += 1;
        continue;
      }
      if (rule.times !== 'always' && entry.struck >= rule.times) continue;
      entry.struck += 1;
      return rule;
    }
    return undefined;
  }

  #keys(job: Job): string[] {
    return Array.from({ length: job.rows.starts.length }, (_, row) => keyText(job, row));
  }

  #batch(job: Job): void {
    const planned = this.#plannedEnd.get(job.id);
    const rows = Math.min(planned?.afterRows ?? Number.POSITIVE_INFINITY, job.rows.starts.length);
    const until = Math.min(job.outcomes.length + BATCH_ROWS, rows);
    while (job.outcomes.length < until) this.#group(job, Math.min(job.outcomes.length + DML_ROWS, until));
    if (job.outcomes.length < rows) return;
    if (planned) {
      job.state = planned.rule.end;
      if (job.state === 'Failed') {
        job.errorMessage = planned.rule.errorMessage ?? 'InternalServerError : A scripted end of the job';
      }
    } else job.state = 'JobComplete';
  }

  /** One DML group. Assumption: every row of a key that stands twice in the group fails with DUPLICATE_VALUE. */
  #group(job: Job, until: number): void {
    this.#groups += 1;
    const group = this.#groups;
    const first = job.outcomes.length;
    const keys = new Int32Array(until - first);
    const { keyStarts, keyEnds } = job.rows;
    const content = contentOf(job);
    for (let row = first; row < until; row += 1) {
      const key = this.#records.keys.add(content, keyStarts.at(row), keyEnds.at(row));
      keys[row - first] = key;
      this.#lastGroup.set(key, Math.abs(this.#lastGroup.at(key)) === group ? -group : group);
    }
    for (let row = first; row < until; row += 1) {
      const key = keys[row - first] ?? 0;
      const error = this.#rowError(job, row, key, this.#lastGroup.at(key) === -group);
      job.outcomes.push(error === undefined ? this.#records.upsert(key, job, row) : 0);
      if (error !== undefined) job.errors.set(row, error);
    }
  }

  #rowError(job: Job, row: number, key: number, twice: boolean): string | undefined {
    const column = job.request.externalIdFieldName;
    if (key === 0) return `MISSING_ARGUMENT:${column} not specified:--`;
    if (twice) {
      return `DUPLICATE_VALUE:Duplicate external id specified: ${keyText(job, row)}:${column} --`;
    }
    const values = job.rows.values.at(row);
    if (values !== job.columns.length) {
      return `INVALID_NUMBER_OF_FIELDS:${values} values for ${job.columns.length} columns:--`;
    }
    return this.#rowRules.length === 0 ? undefined : this.#scriptedError(job, row);
  }

  #scriptedError(job: Job, row: number): string | undefined {
    const fields = fieldsOf(rowBytes(job, row), delimiterOf(job));
    for (const [index, rule] of this.#rowRules.entries()) {
      const value = fields[job.columns.indexOf(rule.column)];
      if (!value?.includes(rule.contains)) continue;
      const struck = `${index} ${keyText(job, row)}`;
      const times = this.#rowStrikes.get(struck) ?? 0;
      if (rule.times !== 'always' && times >= rule.times) continue;
      this.#rowStrikes.set(struck, times + 1);
      return rule.error;
    }
    return undefined;
  }
}

function contentOf(job: Job): Buffer {
  return job.content ?? Buffer.alloc(0);
}

function keyText(job: Job, row: number): string {
  const { keyStarts, keyEnds } = job.rows;
  return unquoted(contentOf(job).toString('utf8', keyStarts.at(row), keyEnds.at(row)));
}

/** Reads the upload into rows. Throws {@link CsvError} where the API would fail the job. */
function readContent(job: Job): void {
  const { externalIdFieldName, lineEnding } = job.request;
  const shape = { delimiter: delimiterOf(job), lineEnding };
  Object.assign(job, readUpload(contentOf(job), shape, externalIdFieldName));
}

/** Reads the upload of a job that will not run, so that its rows can be listed; what cannot be read has none. */
export function readLeniently(job: Job): void {
  try {
    readContent(job);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
}
