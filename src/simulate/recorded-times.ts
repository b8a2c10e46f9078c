import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigScenario, RetryConfig } from '../config/types.ts';
import type { RecordedTransaction, SubmitContext } from '../model/simulation/scenario.ts';
import { UserError } from '../model/user-error.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_TRANSACTIONS = 1_000_000;
const MOST_REQUESTS = 10_000;
const COLUMNS = ['minute', 'time', 'requests', 'context'];
const NUMBER = /^[0-9]{1,9}(?:\.[0-9]{1,9})?$/;
const TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)(Z|[+-][0-9]{2}:?[0-9]{2})?$/;
const MINUTE_MS = 60_000;

/** Where in a file something is wrong, for messages. */
class Row {
  readonly #file: string;
  readonly #line: number;
  readonly #cells: Readonly<Record<string, string>>;

  constructor(file: string, line: number, cells: Readonly<Record<string, string>>) {
    this.#file = file;
    this.#line = line;
    this.#cells = cells;
  }

  get(column: string): string {
    return this.#cells[column] ?? '';
  }

  bad(column: string, expected: string): UserError {
    return badTimes(this.#file, this.#line, `${column} is "${this.get(column)}"`, expected);
  }
}

function badTimes(file: string, line: number, what: string, expected: string): UserError {
  const values = [file, String(line), printable(what), expected];
  return new UserError({ area: 'simulate', code: 'BadTimes', values });
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?').slice(0, 120);
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function atMs(row: Row): number {
  const minute = row.get('minute');
  if (minute !== '') {
    if (!NUMBER.test(minute)) throw row.bad('minute', 'a number of minutes, such as 12.5');
    return Math.round(Number(minute) * MINUTE_MS);
  }
  const parts = TIME.exec(row.get('time'));
  const time = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]}${zoneOf(parts[3])}`);
  if (Number.isNaN(time)) throw row.bad('time', 'a time such as 2026-01-31T08:15:00Z');
  return time;
}

/** As ISO 8601 wants it; a time without a zone is one of UTC. */
function zoneOf(zone: string | undefined): string {
  return zone === undefined ? 'Z' : zone.replace(/^([+-][0-9]{2})([0-9]{2})$/, '$1:$2');
}

function requestsOf(row: Row): number {
  const text = row.get('requests');
  const requests = text === '' ? 1 : Number(text);
  if (Number.isInteger(requests) && requests >= 1 && requests <= MOST_REQUESTS) return requests;
  throw row.bad('requests', `a whole number from 1 to ${MOST_REQUESTS}`);
}

function contextOf(row: Row): SubmitContext {
  const text = row.get('context');
  if (text === '' || text === 'sync') return 'sync';
  if (text === 'async') return 'async';
  throw row.bad('context', 'sync or async');
}

function columnsOf(file: string, header: string): string[] {
  const columns = cellsOf(header).map((name) => name.toLowerCase());
  const unknown = columns.find((name, index) => !COLUMNS.includes(name) || columns.indexOf(name) < index);
  if (unknown !== undefined) {
    throw badTimes(file, 1, `there is a column "${unknown}"`, `each of ${COLUMNS.join(', ')} at most once`);
  }
  if (columns.includes('minute') === columns.includes('time')) {
    throw badTimes(file, 1, `the columns are ${columns.join(', ')}`, 'either minute or time among them');
  }
  return columns;
}

/**
 * The transactions of a CSV text: the first line names the columns, each other one is a transaction. Times of `time` count
 * from the earliest one.
 *
 * @throws UserError `BadTimes`, with the line
 */
export function recordedTimes(text: string, file: string): RecordedTransaction[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = columnsOf(file, header);
  const transactions: RecordedTransaction[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = cellsOf(line);
    if (cells.length !== columns.length) {
      throw badTimes(
        file,
        index + 2,
        `there are ${cells.length} values`,
        `${columns.length}, one for each column`,
      );
    }
    const row = new Row(
      file,
      index + 2,
      Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])),
    );
    transactions.push({ atMs: atMs(row), requests: requestsOf(row), context: contextOf(row) });
    if (transactions.length > MOST_TRANSACTIONS) {
      throw badTimes(file, index + 2, 'there are more transactions', `${MOST_TRANSACTIONS} at most`);
    }
  });
  if (transactions.length === 0) throw badTimes(file, 2, 'there is no transaction', 'at least one');
  const startMs = columns.includes('time')
    ? transactions.reduce((least, each) => Math.min(least, each.atMs), Number.POSITIVE_INFINITY)
    : 0;
  return transactions.map((each) => ({ ...each, atMs: each.atMs - startMs }));
}

async function textOf(path: string, file: string): Promise<string> {
  const refuse = (code: string, cause?: unknown): UserError =>
    new UserError({ area: 'simulate', code, values: [file], actionValues: [file], cause });
  try {
    // Asked before opening: opening a named pipe would wait for a writer.
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > MOST_BYTES) throw refuse('TimesNotReadable');
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw error instanceof UserError ? error : refuse('TimesNotReadable', error);
  }
}

async function withTimes(scenario: ConfigScenario, directory: string): Promise<ConfigScenario> {
  const { timesFile, workload } = scenario;
  if (timesFile === null) return scenario;
  const text = await textOf(resolve(directory, timesFile), timesFile);
  return { ...scenario, workload: { ...workload, recorded: recordedTimes(text, timesFile) } };
}

/**
 * A config whose scenarios have the transactions of their `timesFile`.
 *
 * @param directory - of the config file
 * @throws UserError `TimesNotReadable`, `BadTimes`
 */
export async function withRecordedTimes(config: RetryConfig, directory: string): Promise<RetryConfig> {
  const scenarios = await Promise.all(config.scenarios.map((scenario) => withTimes(scenario, directory)));
  return { ...config, scenarios };
}
