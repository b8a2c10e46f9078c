import { CallError } from '../model/failure/call-failure.ts';
import { chunkProgress } from '../model/load/run-state.ts';
import { ChunkSource } from './chunk-source.ts';
import { mergeDeadLetters } from './dead-letters.ts';
import type { Journal } from './journal.ts';
import { runLanes } from './lanes.ts';
import type { Manifest } from './manifest.ts';
import { findOrphans } from './orphans.ts';
import type { LoadDeps } from './ports.ts';
import { markRedriven, redrivenLines } from './redriven.ts';
import { type LoadResult, makeResult } from './result.ts';
import { describeFailure, Stop } from './retry-engine.ts';
import { Run } from './run.ts';
import { endChunks } from './settle.ts';
import { readSkipped } from './skipped.ts';

/** A run whose plan stands in its journal. */
export interface Execution {
  readonly deps: LoadDeps;
  readonly runDir: string;
  readonly manifest: Manifest;
  readonly journal: Journal;
  /** When this process took the run up, ms since 1970. */
  readonly startedAt: number;
  readonly waitMs: number | null;
  readonly warnings: readonly string[];
}

/** Merges the dead letters of a run into its view; only pieces that are at their end count. */
function mergedDeadLetters({ deps, runDir, manifest, journal }: Execution): Promise<string | null> {
  const isDone = (piece: string): boolean => {
    for (const chunk of journal.state.chunks.values()) if (chunk.open.has(piece)) return false;
    return true;
  };
  return mergeDeadLetters(runDir, manifest, deps.sync, isDone);
}

function stopOf(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (error instanceof CallError) return new Stop('request', describeFailure('call', error.failure), error);
  throw error;
}

async function drive(run: Run): Promise<{ stop: Stop | null; warnings: readonly string[] }> {
  run.report();
  await endChunks(run.journal);
  await runLanes(run);
  const stop = run.stopping === null ? null : stopOf(run.stopping);
  return { stop, warnings: stop === null ? await findOrphans(run) : [] };
}

/** Loads all that is left of a run, and says what became of every row. */
export async function execute(execution: Execution): Promise<LoadResult> {
  const { deps, runDir, manifest, journal, startedAt, waitMs, warnings } = execution;
  const source = await ChunkSource.open(manifest, runDir, await readSkipped(runDir));
  const deadline = waitMs === null ? null : startedAt + waitMs;
  const run = new Run({ deps, runDir, manifest, journal, source, deadline });
  const before = chunkProgress(journal.state);
  try {
    const { stop, warnings: found } = await drive(run);
    const { retries } = run.engine;
    const deadLetter = await mergedDeadLetters(execution);
    await markRedriven(runDir, manifest, journal.state, deps.sync);
    await journal.append(
      stop === null
        ? { t: 'run.done', retries }
        : { t: 'run.stopped', reason: stop.reason, message: stop.message, retries },
    );
    const after = chunkProgress(journal.state);
    return makeResult({
      runDir,
      manifest,
      state: journal.state,
      stop: journal.state.stopped,
      elapsedMs: deps.clock() - startedAt,
      loadedRows: after.rowsDone - after.deadLettered - (before.rowsDone - before.deadLettered),
      retries: journal.state.retries,
      redriven: (await redrivenLines(runDir)).size,
      deadLetter,
      warnings: [...warnings, ...found],
    });
  } finally {
    await source.close();
  }
}
