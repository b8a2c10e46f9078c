import { quotedRecord } from './csv.ts';
import { delimiterOf, type Job } from './jobs.ts';
import { rowBytes } from './processing.ts';
import { shuffledIndexes } from './random.ts';
import { recordId } from './records.ts';

/** Rows turned into text at a time. */
const PIECE_ROWS = 5_000;

export type ResultList = 'successful' | 'failed' | 'unprocessed';
export type ResultOrder = 'as-sent' | 'shuffled';

const EXTRA_COLUMNS: Readonly<Record<ResultList, readonly string[]>> = {
  successful: ['sf__Id', 'sf__Created'],
  failed: ['sf__Id', 'sf__Error'],
  unprocessed: [],
};

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function extraValues(job: Job, row: number): readonly string[] {
  const outcome = job.outcomes[row];
  if (outcome?.kind === 'ok') return [recordId(outcome.record), String(outcome.created)];
  if (outcome?.kind === 'failed') return ['', outcome.error];
  return [];
}

function rowsOf(job: Job, list: ResultList): number[] {
  const kind = { successful: 'ok', failed: 'failed', unprocessed: undefined }[list];
  const rows: number[] = [];
  for (let row = 0; row < job.rows.starts.length; row += 1) {
    if (job.outcomes[row]?.kind === kind) rows.push(row);
  }
  return rows;
}

/**
 * One of the three result lists of a job, as CSV. Documented: the extra columns, the uploaded columns after them, that
 * the order is not guaranteed. Assumption: every value is quoted, line ending and delimiter are the job's.
 */
export function* resultList(job: Job, list: ResultList, order: ResultOrder): Iterable<Buffer> {
  const delimiter = delimiterOf(job);
  const ending = job.request.lineEnding === 'CRLF' ? '\r\n' : '\n';
  yield Buffer.from([...EXTRA_COLUMNS[list], ...job.columns].map(quoted).join(delimiter) + ending);
  const rows = rowsOf(job, list);
  const turns = order === 'shuffled' ? shuffledIndexes(rows.length, job.number) : [...rows.keys()];
  for (let start = 0; start < turns.length; start += PIECE_ROWS) {
    let text = '';
    for (const turn of turns.slice(start, start + PIECE_ROWS)) {
      const row = rows[turn] ?? 0;
      for (const value of extraValues(job, row)) text += quoted(value) + delimiter;
      text += quotedRecord(rowBytes(job, row), delimiter) + ending;
    }
    yield Buffer.from(text);
  }
}
