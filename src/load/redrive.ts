import { writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DELIMITERS, LINE_ENDINGS } from '../model/load/dialect.ts';
import { fieldText } from '../model/load/field-text.ts';
import { UserError } from '../model/user-error.ts';
import { type RecordVisitor, readRecords } from './csv-file.ts';
import { type Header, readHeader } from './header.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { LoadDeps } from './ports.ts';
import { openSource } from './preflight.ts';
import { deadLetterLines, redrivenLines } from './redriven.ts';
import type { LoadResult } from './result.ts';
import { checkOrg } from './resume.ts';
import { fileError, RowCheck, withCsvErrors } from './row-check.ts';
import { runPaths, writeWhole } from './run-directory.ts';
import { runUpsert } from './upsert.ts';

const DEAD_LETTER_COLUMN = /^dlq_/i;

export interface RedriveOptions {
  /** The run whose dead letters are loaded. */
  readonly runDir: string;
  /** A directory that does not exist yet, and the id of the new run. */
  readonly childDir: string;
  readonly runId: string;
  /** The corrected dead-letter file. */
  readonly file: string;
  readonly waitMs: number | null;
  readonly onPlanned?: () => Promise<void>;
}

/** Which columns of a corrected file are the source's own, and which one names the line. */
interface Layout {
  readonly own: readonly number[];
  readonly line: number;
}

function layoutOf(file: string, header: Header, parent: Manifest): Layout {
  const lower = header.columns.map((name) => name.toLowerCase());
  const line = lower.indexOf('dlq_line');
  if (line === -1) throw new UserError({ area: 'load', code: 'NotDeadLetters', values: [file] });
  const own = [...lower.keys()].filter((i) => !DEAD_LETTER_COLUMN.test(lower[i] as string));
  const delimiter = DELIMITERS[header.delimiter];
  const text = own.map((i) => header.columns[i]).join(delimiter);
  const wanted = parent.header.replaceAll('"', '');
  if (text.toLowerCase() !== wanted.toLowerCase()) {
    throw new UserError({ area: 'load', code: 'RedriveHeader', values: [file, text, wanted] });
  }
  return { own, line };
}

function parentLine(
  file: string,
  text: string,
  line: number,
  letters: ReadonlySet<number>,
  done: ReadonlySet<number>,
): number {
  const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : 0;
  if (!letters.has(value)) throw fileError('RedriveLine', file, line, text);
  if (done.has(value)) throw fileError('RedrivenBefore', file, line, text);
  return value;
}

/** Copies the rows without the reason columns, and writes down which line of the parent each of them was. */
async function strip(
  deps: LoadDeps,
  { runDir, childDir, file }: RedriveOptions,
  parent: Manifest,
  handle: FileHandle,
): Promise<void> {
  const header = await readHeader(handle, file, { delimiter: parent.delimiter, lineEnding: null });
  const { own, line: lineColumn } = layoutOf(file, header, parent);
  const [letters, done] = [await deadLetterLines(runDir, parent), await redrivenLines(runDir)];
  const [delimiter, lineEnd] = [DELIMITERS[header.delimiter], LINE_ENDINGS[header.lineEnding]];
  const check = new RowCheck(file, header);
  let rows = [Buffer.from(parent.header + lineEnd)];
  const lines: string[] = ['line,parent_line\n'];
  const { size } = await handle.stat();
  const part = { handle, from: header.dataStart, to: size, firstLine: header.dataLine };
  const flush = (target: FileHandle): undefined => {
    writeFileSync(target.fd, Buffer.concat(rows));
    rows = [];
  };
  const copy = (target: FileHandle): RecordVisitor => ({
    visit: (bytes, start, record, _, line) => {
      if (!check.isRow(bytes, start, record, line)) return;
      const [from, to] = [record.starts[lineColumn] as number, record.ends[lineColumn] as number];
      lines.push(`${line},${parentLine(file, fieldText(bytes, from, to), line, letters, done)}\n`);
      const cells = own.map((i) => bytes.subarray(record.starts[i], record.ends[i]));
      for (const [i, cell] of cells.entries())
        rows.push(Buffer.from(i === 0 ? '' : delimiter), Buffer.from(cell));
      rows.push(Buffer.from(lineEnd));
    },
    windowDone: () => flush(target),
  });
  const paths = runPaths(childDir);
  await writeWhole(paths.redriveSource, deps.sync, (target) => {
    flush(target);
    return withCsvErrors(file, () => readRecords(part, delimiter.charCodeAt(0), copy(target)));
  });
  await writeWhole(paths.redriveLines, deps.sync, (target) => target.writeFile(lines.join('')));
}

async function prepare(deps: LoadDeps, options: RedriveOptions, parent: Manifest): Promise<void> {
  const handle = await openSource(options.file);
  try {
    await strip(deps, options, parent, handle);
  } finally {
    await handle.close();
  }
}

/**
 * Loads a corrected dead-letter file as a child of the run that it came from: same object, external id and chunking. The
 * parent then knows which of its dead letters are loaded.
 *
 * @throws UserError - no such run, another org, a file that is not this run's dead letters
 */
export async function redriveUpsert(deps: LoadDeps, options: RedriveOptions): Promise<LoadResult> {
  const parent = await readManifest(options.runDir);
  checkOrg(parent, deps, options.runDir);
  const { chunkRows, chunkBytes, parallel, abortOrphans } = parent.options;
  const child = {
    file: runPaths(options.childDir).redriveSource,
    runDir: options.childDir,
    runId: options.runId,
    object: parent.object,
    externalId: parent.key.name,
    chunkRows,
    chunkBytes,
    parallel,
    onDuplicate: 'fail',
    sortBy: null,
    columnDelimiter: parent.delimiter,
    lineEnding: null,
    abortOrphans,
    waitMs: options.waitMs,
    dryRun: false,
    ...(options.onPlanned && { onPlanned: options.onPlanned }),
  } as const;
  return runUpsert(deps, child, {
    parent: { runId: parent.runId, runDir: resolve(options.runDir) },
    prepare: () => prepare(deps, options, parent),
  });
}
