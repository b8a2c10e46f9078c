import { basename, relative, resolve } from 'node:path';
import type { Chunk } from '../model/load/chunk.ts';
import { applyLine, newRunState, type RunState } from '../model/load/run-state.ts';
import { execute } from './execute.ts';
import { Journal, planLines } from './journal.ts';
import { lockRun } from './lock.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import type { UpsertOptions } from './options.ts';
import type { LoadDeps } from './ports.ts';
import { type Preflight, preflight } from './preflight.ts';
import { type LoadResult, makeResult } from './result.ts';
import { createRunDirectory, runPaths } from './run-directory.ts';
import { writeSkipped } from './skipped.ts';
import { sortSource } from './sort-source.ts';

export type { UpsertOptions } from './options.ts';

/** Where a run came from, if it loads the dead letters of another. */
export interface UpsertOrigin {
  readonly parent: Manifest['parent'];
  /** Runs in the new run directory before anything is read. */
  readonly prepare: () => Promise<void>;
}

/** What the manifest says of the file that chunks are ranges of. */
export interface LoadFile {
  readonly loadFile: Manifest['loadFile'];
  readonly chunks: readonly Chunk[];
  /** Offsets of the skipped rows in it, in the order of `duplicates`. */
  readonly offsets: readonly number[];
}

function manifestOf(
  deps: LoadDeps,
  options: UpsertOptions,
  checked: Preflight,
  loadFile: Manifest['loadFile'],
  parent: Manifest['parent'],
): Manifest {
  const { identity } = deps.api;
  const { chunkRows, chunkBytes, parallel, onDuplicate, sortBy, abortOrphans } = options;
  const { bytes, sha256, rows } = checked.survey;
  return {
    version: 1,
    runId: options.runId,
    createdAt: new Date(deps.clock()).toISOString(),
    parent,
    org: {
      id: identity.orgId,
      username: identity.username,
      instanceUrl: identity.instanceUrl,
      apiVersion: identity.apiVersion,
    },
    object: options.object,
    operation: 'upsert',
    key: checked.key,
    source: { path: resolve(options.file), bytes, sha256, rows },
    loadFile,
    header: checked.header.text,
    columns: checked.header.columns.length,
    delimiter: checked.header.delimiter,
    lineEnding: checked.header.lineEnding,
    options: { chunkRows, chunkBytes, parallel, onDuplicate, sortBy, abortOrphans },
  };
}

/** The source of a redrive lies in its own run directory, and may be moved with it. */
function loadPath({ file, runDir }: UpsertOptions): string {
  const inside = relative(runDir, file);
  return inside === basename(file) ? inside : resolve(file);
}

async function loadFileOf(deps: LoadDeps, options: UpsertOptions, checked: Preflight): Promise<LoadFile> {
  const { survey, chunks, duplicates } = checked;
  if (options.sortBy !== null) return sortSource(deps, options, options.sortBy, checked);
  const { bytes, sha256 } = survey;
  const offsets = duplicates.map(({ offset }) => offset);
  return { loadFile: { path: loadPath(options), sorted: false, bytes, sha256 }, chunks, offsets };
}

/** The state of a run whose plan stands and nothing else. */
function plannedState(chunks: readonly Chunk[]): RunState {
  const state = newRunState();
  for (const chunk of chunks) applyLine(state, { t: 'chunk.planned', ...chunk });
  return state;
}

function plannedResult(
  deps: LoadDeps,
  options: UpsertOptions,
  checked: Preflight,
  startedAt: number,
): LoadResult {
  const loadFile = {
    path: options.file,
    sorted: false,
    bytes: checked.survey.bytes,
    sha256: checked.survey.sha256,
  };
  const result = makeResult({
    runDir: options.runDir,
    manifest: manifestOf(deps, options, checked, loadFile, null),
    state: plannedState(checked.chunks),
    stop: null,
    elapsedMs: deps.clock() - startedAt,
    loadedRows: 0,
    retries: 0,
    redriven: 0,
    deadLetter: null,
    warnings: checked.warnings,
  });
  return { ...result, state: 'planned' };
}

async function begin(
  deps: LoadDeps,
  options: UpsertOptions,
  checked: Preflight,
  parent: Manifest['parent'],
  startedAt: number,
): Promise<LoadResult> {
  const { runDir, runId } = options;
  const { loadFile, chunks, offsets } = await loadFileOf(deps, options, checked);
  await writeSkipped(runDir, checked.duplicates, offsets, deps.sync);
  const manifest = manifestOf(deps, options, checked, loadFile, parent);
  await writeManifest(runDir, manifest, deps.sync);
  const path = runPaths(runDir).journal;
  const journal = new Journal(await deps.openJournal(path), path, deps.clock, newRunState());
  try {
    await journal.append(...planLines(runId, chunks));
    await options.onPlanned?.();
    const { waitMs } = options;
    return await execute({ deps, runDir, manifest, journal, startedAt, waitMs, warnings: checked.warnings });
  } finally {
    await journal.close();
  }
}

/**
 * Loads a file: checks, plans, then sends chunk by chunk, with every step in a journal first.
 *
 * @throws UserError - wrong input, before the first row moves; or a disk that fails, with a run that can be resumed
 */
export async function runUpsert(
  deps: LoadDeps,
  options: UpsertOptions,
  origin: UpsertOrigin | null = null,
): Promise<LoadResult> {
  const startedAt = deps.clock();
  if (origin === null) {
    const checked = await preflight(deps, options);
    try {
      if (options.dryRun) return plannedResult(deps, options, checked, startedAt);
      await createRunDirectory(options.runDir);
      return await locked(deps, options, () => begin(deps, options, checked, null, startedAt));
    } finally {
      await checked.handle.close();
    }
  }
  await createRunDirectory(options.runDir);
  return locked(deps, options, async () => {
    await origin.prepare();
    const checked = await preflight(deps, options);
    try {
      return await begin(deps, options, checked, origin.parent, startedAt);
    } finally {
      await checked.handle.close();
    }
  });
}

async function locked<Result>(
  deps: LoadDeps,
  { runDir }: UpsertOptions,
  body: () => Promise<Result>,
): Promise<Result> {
  const release = await lockRun(runDir, deps.process);
  try {
    return await body();
  } finally {
    await release();
  }
}
