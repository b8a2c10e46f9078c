import { writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CsvRecord } from '../model/load/csv-record.ts';
import { DELIMITERS, LINE_ENDINGS } from '../model/load/dialect.ts';
import { LINE_BYTES } from './chunk-source.ts';
import { readRecords } from './csv-file.ts';
import { type SortedRow, SortRuns } from './external-sort.ts';
import { readHeader } from './header.ts';
import type { UpsertOptions } from './options.ts';
import type { LoadDeps } from './ports.ts';
import { openSource, type Preflight, sortColumn, withSkipped } from './preflight.ts';
import { runPaths, writeWhole } from './run-directory.ts';
import { surveyFile } from './survey.ts';
import type { LoadFile } from './upsert.ts';

/** Whether a row has the same value in a column as the row before it; never, for column -1. */
export function sameValueAsBefore(column: number): (bytes: Buffer, record: CsvRecord) => boolean {
  let before: Buffer | null = null;
  return (bytes, record) => {
    if (column === -1) return false;
    const value = bytes.subarray(record.starts[column], record.ends[column]);
    const same = before?.equals(value) ?? false;
    if (!same) before = Buffer.from(value);
    return same;
  };
}

async function gather(checked: Preflight, column: number, runs: SortRuns): Promise<void> {
  const { handle, header, survey } = checked;
  const part = { handle, from: header.dataStart, to: survey.bytes, firstLine: header.dataLine };
  await readRecords(part, DELIMITERS[header.delimiter].charCodeAt(0), {
    visit: (bytes, start, record, offset, line) => {
      if (record.end === start) return;
      const [keyStart, keyEnd] = [record.starts[column] as number, record.ends[column] as number];
      runs.add(bytes, { start, end: record.end, keyStart, keyEnd }, offset, line);
    },
  });
}

const OUTPUT_BYTES = 1_000_000;

/** Gathers small writes into large ones, in one piece of memory. */
class Output {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
  #used = 0;
  written = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  add(bytes: Uint8Array): void {
    if (this.#used + bytes.length > OUTPUT_BYTES) this.flush();
    if (bytes.length > OUTPUT_BYTES) writeFileSync(this.#file.fd, bytes);
    else this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length > OUTPUT_BYTES ? 0 : bytes.length;
    this.written += bytes.length;
  }

  flush(): void {
    writeFileSync(this.#file.fd, this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** @returns new offset of each row that is skipped, by its old one */
async function writeSorted(
  deps: LoadDeps,
  runDir: string,
  checked: Preflight,
  rows: Iterable<SortedRow>,
): Promise<Map<number, number>> {
  const { header, duplicates } = checked;
  const skipped = new Set(duplicates.map(({ offset }) => offset));
  const moved = new Map<number, number>();
  const lineEnd = Buffer.from(LINE_ENDINGS[header.lineEnding]);
  const paths = runPaths(runDir);
  await writeWhole(paths.sortedLines, deps.sync, (linesFile) =>
    writeWhole(paths.sorted, deps.sync, async (file) => {
      const [lines, output] = [new Output(linesFile), new Output(file)];
      const line = Buffer.alloc(LINE_BYTES);
      output.add(Buffer.from(header.text));
      output.add(lineEnd);
      for (const row of rows) {
        if (skipped.has(row.offset)) moved.set(row.offset, output.written);
        output.add(row.bytes);
        output.add(lineEnd);
        line.writeUInt32LE(row.line);
        lines.add(line);
      }
      output.flush();
      lines.flush();
    }),
  );
  return moved;
}

/**
 * Writes a copy of the source, sorted by a column, into the run directory, so that rows of one parent travel in one job and
 * do not lock it against each other. Line numbers of the source are kept beside it.
 */
export async function sortSource(
  deps: LoadDeps,
  options: UpsertOptions,
  sortBy: string,
  checked: Preflight,
): Promise<LoadFile> {
  const { runDir, chunkRows, chunkBytes } = options;
  const column = sortColumn(checked.header, sortBy);
  const runs = new SortRuns(runDir);
  try {
    await gather(checked, column, runs);
    const moved = await writeSorted(deps, runDir, checked, runs.sorted());
    const path = runPaths(runDir).sorted;
    const handle = await openSource(path);
    try {
      const header = await readHeader(handle, path, checked.header);
      const { size } = await handle.stat();
      const survey = await surveyFile(
        { path, handle, size, header },
        { rows: chunkRows, bytes: chunkBytes },
        { sameGroup: sameValueAsBefore(column) },
      );
      const offsets = checked.duplicates.map(({ offset }) => moved.get(offset) ?? -1);
      const chunks = withSkipped(survey.chunks, Float64Array.from(offsets).sort());
      const { bytes, sha256 } = survey;
      return { loadFile: { path: basename(path), sorted: true, bytes, sha256 }, chunks, offsets };
    } finally {
      await handle.close();
    }
  } finally {
    runs.remove();
  }
}
