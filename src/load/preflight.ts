import { type FileHandle, open } from 'node:fs/promises';
import { CallError } from '../model/failure/call-failure.ts';
import type { Chunk } from '../model/load/chunk.ts';
import { UserError } from '../model/user-error.ts';
import { checkAllowances } from './allowances.ts';
import { checkColumns } from './columns.ts';
import type { Duplicate } from './duplicate-finder.ts';
import { type Header, readHeader } from './header.ts';
import type { KeyColumn } from './key-check.ts';
import { keepLedger, type LedgerKeeper } from './ledger-thread.ts';
import type { UpsertOptions } from './options.ts';
import type { LoadDeps, ObjectDescribe } from './ports.ts';
import { describeFailure, RetryEngine, Stop } from './retry-engine.ts';
import { type Survey, surveyFile } from './survey.ts';

/** What is known before the first row moves. */
export interface Preflight {
  readonly handle: FileHandle;
  readonly header: Header;
  readonly key: KeyColumn;
  readonly survey: Survey;
  readonly chunks: readonly Chunk[];
  readonly duplicates: readonly Duplicate[];
  readonly warnings: readonly string[];
}

/** Opens the file to load. */
export async function openSource(path: string): Promise<FileHandle> {
  const handle = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    const code = cause.code === 'ENOENT' ? 'FileNotFound' : 'FileNotReadable';
    throw new UserError({ area: 'load', code, values: [path], cause });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new UserError({ area: 'load', code: 'NotAFile', values: [path] });
}

/** Calls before the run exists: what cannot be had now is an error, for there is nothing to resume. */
function preflightEngine(
  deps: LoadDeps,
): <Result>(what: string, call: () => Promise<Result>) => Promise<Result> {
  const pause = (ms: number) => deps.sleep(ms, new AbortController().signal);
  const engine = new RetryEngine({ ...deps, pause }, () => undefined);
  return async (what, call) => {
    try {
      return await engine.call(what, call, { isHandled: ({ status }) => status === 404 });
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      const code = error.reason === 'auth' ? 'NotLoggedIn' : 'PreflightFailed';
      throw new UserError({ area: 'load', code, values: [error.message], cause: error });
    }
  };
}

function describer(deps: LoadDeps): (object: string) => Promise<ObjectDescribe> {
  const call = preflightEngine(deps);
  return async (object) => {
    try {
      return await call(`describe ${object}`, () => deps.api.describe(object));
    } catch (cause) {
      if (!(cause instanceof CallError)) throw cause;
      const values = [object, describeFailure('describe', cause.failure)];
      throw new UserError({ area: 'load', code: 'NoSuchObject', values, cause });
    }
  };
}

const SHOWN = 5;

function refuseDuplicates(file: string, key: KeyColumn, duplicates: readonly Duplicate[]): void {
  const shown = duplicates.slice(0, SHOWN).map(({ line, keptLine }) => `${line} and ${keptLine}`);
  const more = duplicates.length > SHOWN ? ', ...' : '';
  throw new UserError({
    area: 'load',
    code: 'DuplicateKeys',
    values: [file, String(duplicates.length), key.name, shown.join(', ') + more],
    data: { duplicates: duplicates.length },
  });
}

/** How many of the rows of each chunk are not sent. */
export function withSkipped(chunks: Survey['chunks'], offsets: Float64Array): Chunk[] {
  let at = 0;
  return chunks.map((chunk) => {
    const from = at;
    while (at < offsets.length && (offsets[at] as number) < chunk.end) at++;
    return { ...chunk, skipped: at - from };
  });
}

async function surveySource(
  deps: LoadDeps,
  options: UpsertOptions,
  handle: FileHandle,
  header: Header,
  key: KeyColumn,
  keeper: LedgerKeeper,
): Promise<Survey> {
  const { size } = await handle.stat();
  const survey = await surveyFile(
    { path: options.file, handle, size, header },
    { rows: options.chunkRows, bytes: options.chunkBytes },
    {
      keys: { key, policy: options.onDuplicate },
      onBytes: (bytes) => deps.checking?.(bytes, size),
      keeper,
    },
  );
  if (survey.rows === 0) throw new UserError({ area: 'load', code: 'NoRows', values: [options.file] });
  if (options.onDuplicate === 'fail' && survey.duplicates.length > 0)
    refuseDuplicates(options.file, key, survey.duplicates);
  return survey;
}

/**
 * Checks everything that can be checked before the first row moves: file, object, columns, external id, keys, allowances.
 *
 * @throws UserError - the first thing that is wrong
 */
export async function preflight(deps: LoadDeps, options: UpsertOptions): Promise<Preflight> {
  const handle = await openSource(options.file);
  // Its thread, if it takes one, starts while the org is asked.
  const keeper = keepLedger((await handle.stat()).size);
  try {
    const header = await readHeader(handle, options.file, {
      delimiter: options.columnDelimiter,
      lineEnding: options.lineEnding,
    });
    const describe = describer(deps);
    const object = await describe(options.object);
    if (!object.createable || !object.updateable) {
      throw new UserError({ area: 'load', code: 'ObjectReadOnly', values: [object.name] });
    }
    const key = await checkColumns(object, header, options.externalId, describe);
    if (options.sortBy !== null && sortColumn(header, options.sortBy) === -1) {
      throw new UserError({ area: 'load', code: 'NoSortColumn', values: [options.sortBy, options.file] });
    }
    const survey = await surveySource(deps, options, handle, header, key, keeper);
    const { duplicates } = survey;
    const offsets = Float64Array.from(duplicates, ({ offset }) => offset).sort();
    const chunks = withSkipped(survey.chunks, offsets);
    const warnings = await checkAllowances(deps, chunks, preflightEngine(deps));
    return { handle, header, key, survey, chunks, duplicates, warnings };
  } catch (error) {
    await handle.close();
    throw error;
  } finally {
    await keeper.close();
  }
}

/** Index of the column to sort by; -1 if the file has none of that name. */
export function sortColumn(header: Header, name: string): number {
  return header.columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
}
