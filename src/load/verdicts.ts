import type { CsvRecord } from '../model/load/csv-record.ts';
import { fieldText } from '../model/load/field-text.ts';
import type { ResultCounts } from '../model/load/journal-line.ts';
import type { KeyIndex } from '../model/load/key-index.ts';
import type { RecordVisitor } from './csv-file.ts';
import type { ResultList } from './ports.ts';

export type Verdict = 'updated' | 'created' | 'failed' | 'unprocessed';

/** A verdict as a byte; 0 for none. */
const CODES = { updated: 1, created: 2, failed: 3, unprocessed: 4 } as const satisfies Record<
  Verdict,
  number
>;
const VERDICTS: readonly (Verdict | null)[] = [null, 'updated', 'created', 'failed', 'unprocessed'];

/** What one list of results says of the rows of a piece. It takes the records of the list, in any order. */
export class ListVerdicts implements RecordVisitor {
  readonly #list: ResultList;
  readonly #key: string;
  readonly #index: KeyIndex;
  #columns: ResultColumns | null = null;
  /** A code for each row. */
  readonly codes: Uint8Array;
  /** Number of the row -> text of its error. */
  readonly errors = new Map<number, string>();
  /** Records that are no row of the piece, or one that stood in the list before. */
  foreign = 0;

  /** @param index - finds the rows of the piece by their keys */
  constructor(list: ResultList, key: string, index: KeyIndex) {
    this.#list = list;
    this.#key = key;
    this.#index = index;
    this.codes = new Uint8Array(index.rows);
  }

  visit(bytes: Buffer, start: number, record: CsvRecord): void {
    if (this.#columns === null) this.#columns = resultColumns(bytes, record, this.#list, this.#key);
    else if (record.end > start) this.#row(bytes, record, this.#columns);
  }

  /** The list is no CSV from here on. */
  breaksOff(): void {
    this.foreign++;
  }

  #row(bytes: Buffer, record: CsvRecord, { key, detail, fields }: ResultColumns): void {
    const known = key !== -1 && record.fields === fields;
    const row = known
      ? this.#index.find(bytes, record.starts[key] as number, record.ends[key] as number)
      : -1;
    if (row === -1 || this.codes[row] !== 0) {
      this.foreign++;
      return;
    }
    const code = codeOf(this.#list, bytes, record, detail);
    this.codes[row] = code;
    if (code === CODES.failed) this.errors.set(row, textOf(bytes, record, detail));
  }
}

/** What the results of a job say of each row of its piece. */
export class Verdicts {
  readonly #codes: Uint8Array;
  readonly #perCode = new Uint32Array(VERDICTS.length);
  /** Number of the row -> text of its error. */
  readonly errors: ReadonlyMap<number, string>;
  #foreign = 0;

  constructor(rows: number, lists: readonly ListVerdicts[]) {
    this.#codes = new Uint8Array(rows);
    this.errors = new Map(lists.flatMap(({ errors }) => [...errors]));
    for (const list of lists) this.#add(list);
  }

  #add({ codes, foreign }: ListVerdicts): void {
    this.#foreign += foreign;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      if (code === 0) continue;
      if (this.#codes[row] !== 0) {
        this.#foreign++;
        continue;
      }
      this.#codes[row] = code;
      this.#perCode[code] = (this.#perCode[code] as number) + 1;
    }
  }

  of(row: number): Verdict | null {
    return VERDICTS[this.#codes[row] ?? 0] ?? null;
  }

  get counts(): ResultCounts {
    const count = (verdict: Verdict): number => this.#perCode[CODES[verdict]] ?? 0;
    const created = count('created');
    return {
      ok: count('updated') + created,
      created,
      failed: count('failed'),
      unprocessed: count('unprocessed'),
    };
  }

  /** Whether every row has exactly one verdict. */
  get whole(): boolean {
    const { ok, failed, unprocessed } = this.counts;
    return this.#foreign === 0 && ok + failed + unprocessed === this.#codes.length;
  }
}

interface ResultColumns {
  readonly key: number;
  readonly detail: number;
  readonly fields: number;
}

function resultColumns(bytes: Buffer, record: CsvRecord, list: ResultList, key: string): ResultColumns {
  const names = Array.from({ length: record.fields }, (_, i) => textOf(bytes, record, i).toLowerCase());
  const detail = list === 'successfulResults' ? 'sf__created' : 'sf__error';
  return { key: names.indexOf(key.toLowerCase()), detail: names.indexOf(detail), fields: record.fields };
}

const QUOTE = 0x22;
const SMALL_T = 0x74;

function codeOf(list: ResultList, bytes: Buffer, record: CsvRecord, detail: number): number {
  if (list === 'failedResults') return CODES.failed;
  if (list === 'unprocessedrecords') return CODES.unprocessed;
  const start = record.starts[detail] ?? 0;
  const first = bytes[start] === QUOTE ? bytes[start + 1] : bytes[start];
  return detail !== -1 && first === SMALL_T ? CODES.created : CODES.updated;
}

function textOf(bytes: Buffer, record: CsvRecord, column: number): string {
  return column === -1
    ? ''
    : fieldText(bytes, record.starts[column] as number, record.ends[column] as number);
}
