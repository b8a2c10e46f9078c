import { open } from 'node:fs/promises';
import type { CsvRecord } from '../model/load/csv-record.ts';
import { DELIMITERS } from '../model/load/dialect.ts';
import { fieldText } from '../model/load/field-text.ts';
import type { ResultCounts } from '../model/load/journal-line.ts';
import { KeyIndex } from '../model/load/key-index.ts';
import type { PieceRows } from './chunk-source.ts';
import { CsvFileError, type RecordVisitor, readRecords } from './csv-file.ts';
import type { Manifest } from './manifest.ts';
import type { ResultList } from './ports.ts';

export type Verdict = 'updated' | 'created' | 'failed' | 'unprocessed';

const VERDICTS: readonly (Verdict | null)[] = [null, 'updated', 'created', 'failed', 'unprocessed'];

/** What the results of a job say of each row of its piece. */
export class Verdicts {
  readonly #key: Manifest['key'];
  readonly #delimiter: number;
  readonly #index: KeyIndex;
  /** Index into {@link VERDICTS} for each row. */
  readonly #verdicts: Uint8Array;
  /** Number of the row -> text of its error. */
  readonly errors = new Map<number, string>();
  readonly #counts = { updated: 0, created: 0, failed: 0, unprocessed: 0 };
  /** Rows of the results that are no row of the piece, or one that has its verdict. */
  #foreign = 0;

  constructor(manifest: Manifest, rows: PieceRows) {
    this.#key = manifest.key;
    this.#delimiter = DELIMITERS[manifest.delimiter].charCodeAt(0);
    this.#index = new KeyIndex(manifest.key.rule, rows.starts.length);
    for (let i = 0; i < rows.starts.length; i++) {
      this.#index.add(rows.bytes, rows.keyStarts[i] as number, rows.keyEnds[i] as number);
    }
    this.#verdicts = new Uint8Array(rows.starts.length);
  }

  of(row: number): Verdict | null {
    return VERDICTS[this.#verdicts[row] ?? 0] ?? null;
  }

  get counts(): ResultCounts {
    const { updated, created, failed, unprocessed } = this.#counts;
    return { ok: updated + created, created, failed, unprocessed };
  }

  /** Whether every row has exactly one verdict. */
  get whole(): boolean {
    const { ok, failed, unprocessed } = this.counts;
    return this.#foreign === 0 && ok + failed + unprocessed === this.#verdicts.length;
  }

  /** Takes in one list of results. A list that breaks off gives what it holds. */
  async read(path: string, list: ResultList): Promise<void> {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const part = { handle, from: 0, to: size, firstLine: 1 };
      await readRecords(part, this.#delimiter, this.#visitor(list));
    } catch (error) {
      if (!(error instanceof CsvFileError)) throw error;
      this.#foreign++;
    } finally {
      await handle.close();
    }
  }

  #visitor(list: ResultList): RecordVisitor {
    let columns: ResultColumns | null = null;
    return {
      visit: (bytes, start, record) => {
        if (columns === null) columns = resultColumns(bytes, record, list, this.#key.name);
        else if (record.end > start) this.#row(bytes, record, list, columns);
      },
    };
  }

  #row(bytes: Buffer, record: CsvRecord, list: ResultList, { key, detail, fields }: ResultColumns): void {
    if (key === -1 || record.fields !== fields) {
      this.#foreign++;
      return;
    }
    const row = this.#index.find(bytes, record.starts[key] as number, record.ends[key] as number);
    if (row === -1 || this.#verdicts[row] !== 0) {
      this.#foreign++;
      return;
    }
    const verdict = verdictOf(list, bytes, record, detail);
    this.#verdicts[row] = VERDICTS.indexOf(verdict);
    this.#counts[verdict]++;
    if (verdict === 'failed') this.errors.set(row, textOf(bytes, record, detail));
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

function verdictOf(list: ResultList, bytes: Buffer, record: CsvRecord, detail: number): Verdict {
  if (list === 'failedResults') return 'failed';
  if (list === 'unprocessedrecords') return 'unprocessed';
  const start = record.starts[detail] ?? 0;
  const first = bytes[start] === QUOTE ? bytes[start + 1] : bytes[start];
  return detail !== -1 && first === SMALL_T ? 'created' : 'updated';
}

function textOf(bytes: Buffer, record: CsvRecord, column: number): string {
  return column === -1
    ? ''
    : fieldText(bytes, record.starts[column] as number, record.ends[column] as number);
}
