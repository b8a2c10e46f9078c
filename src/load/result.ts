import type { LoadResult, RowCounts } from '../model/load/load-result.ts';
import { openRows, type RunState } from '../model/load/run-state.ts';
import type { Manifest } from './manifest.ts';
import { runPaths } from './run-directory.ts';

export type { LoadResult } from '../model/load/load-result.ts';

/** The equation of a run, from its journal. */
export function rowCounts(state: RunState, source: number): RowCounts {
  const counts = { loaded: 0, created: 0, deadLettered: 0, skippedDuplicates: 0, unknown: 0 };
  for (const chunk of state.chunks.values()) {
    counts.loaded += chunk.loaded;
    counts.created += chunk.created;
    counts.deadLettered += chunk.deadLettered;
    counts.skippedDuplicates += chunk.plan.skipped;
    counts.unknown += openRows(chunk, true);
  }
  const ended = counts.loaded + counts.deadLettered + counts.skippedDuplicates + counts.unknown;
  const updated = counts.loaded - counts.created;
  return { source, ...counts, updated, remaining: source - ended };
}

/** What a result is made of beside the journal. */
export interface ResultInput {
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly state: RunState;
  readonly stop: LoadResult['stop'];
  readonly elapsedMs: number;
  /** Rows loaded within that time. */
  readonly loadedRows: number;
  readonly retries: number;
  readonly redriven: number;
  readonly deadLetter: string | null;
  readonly warnings: readonly string[];
}

function stateOf(rows: RowCounts, stop: LoadResult['stop']): LoadResult['state'] {
  if (stop !== null) return 'stopped';
  if (rows.remaining > 0) return 'running';
  if (rows.unknown > 0) return 'unreconciled';
  return rows.deadLettered > 0 ? 'doneWithFailures' : 'done';
}

export function makeResult(input: ResultInput): LoadResult {
  const { runDir, manifest, state, stop, elapsedMs, redriven, warnings } = input;
  const rows = rowCounts(state, manifest.source.rows);
  const done = [...state.chunks.values()].filter((chunk) => chunk.done).length;
  const seconds = elapsedMs / 1000;
  return {
    runId: manifest.runId,
    runDir,
    state: stateOf(rows, stop),
    stop,
    rows,
    chunks: { total: state.chunks.size, done },
    jobs: state.jobs,
    orphans: state.orphans,
    retries: input.retries,
    elapsedSeconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: seconds > 0 ? Math.round(input.loadedRows / seconds) : 0,
    redriven,
    files: { deadLetter: input.deadLetter, journal: runPaths(runDir).journal },
    warnings,
  };
}
