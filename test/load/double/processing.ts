import { CsvError, fieldsOf, isSimple, keyOf, recordRanges } from './csv.ts';
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
    const keyAt = job.columns.indexOf(job.request.externalIdFieldName);
    return job.rows.starts.map((_, row) => this.#fields(job, row)[keyAt] ?? '');
  }

  #fields(job: Job, row: number): string[] {
    return fieldsOf(rowBytes(job, row), delimiterOf(job));
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
    const first = job.outcomes.length;
    const keyAt = job.columns.indexOf(job.request.externalIdFieldName);
    const shape = { delimiter: delimiterOf(job), simple: job.simple, keyAt };
    const content = job.content ?? Buffer.alloc(0);
    const seen = new Set<string>();
    const twice = new Set<string>();
    const group = Array.from({ length: until - first }, (_, offset) => {
      const row = first + offset;
      const { key, values } = keyOf(content, job.rows.starts[row] ?? 0, job.rows.ends[row] ?? 0, shape);
      const folded = this.#records.fold(key);
      if (key !== '' && seen.size === seen.add(folded).size) twice.add(folded);
      return { key, folded, values };
    });
    for (const [offset, { key, folded, values }] of group.entries()) {
      const error = twice.has(folded)
        ? `DUPLICATE_VALUE:Duplicate external id specified: ${key}:${job.request.externalIdFieldName} --`
        : this.#rowError(job, first + offset, key, values);
      job.outcomes.push(error ?? this.#records.upsert(folded, job, first + offset));
      if (error !== undefined) job.failures += 1;
    }
  }

  #rowError(job: Job, row: number, key: string, values: number): string | undefined {
    if (key === '') return `MISSING_ARGUMENT:${job.request.externalIdFieldName} not specified:--`;
    if (values !== job.columns.length) {
      return `INVALID_NUMBER_OF_FIELDS:${values} values for ${job.columns.length} columns:--`;
    }
    if (this.#rowRules.length === 0) return undefined;
    const fields = this.#fields(job, row);
    for (const [index, rule] of this.#rowRules.entries()) {
      const value = fields[job.columns.indexOf(rule.column)];
      if (!value?.includes(rule.contains)) continue;
      const struck = `${index} ${key}`;
      const times = this.#rowStrikes.get(struck) ?? 0;
      if (rule.times !== 'always' && times >= rule.times) continue;
      this.#rowStrikes.set(struck, times + 1);
      return rule.error;
    }
    return undefined;
  }
}

/** Reads the upload into rows. Throws {@link CsvError} where the API would fail the job. */
function readContent(job: Job): void {
  const content = job.content ?? Buffer.alloc(0);
  const delimiter = delimiterOf(job);
  const { starts, ends } = recordRanges(content, { delimiter, lineEnding: job.request.lineEnding });
  if (starts.length === 0) throw new CsvError('InvalidBatch : The file holds no header');
  job.simple = isSimple(content);
  job.columns = fieldsOf(content.subarray(starts[0], ends[0]), delimiter);
  job.rows = { starts: starts.slice(1), ends: ends.slice(1) };
}

/** Reads the upload of a job that will not run, so that its rows can be listed; what cannot be read has none. */
export function readLeniently(job: Job): void {
  try {
    readContent(job);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
}
