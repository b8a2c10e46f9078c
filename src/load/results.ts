import { readJournal } from './journal.ts';
import { readManifest } from './manifest.ts';
import { redrivenLines } from './redriven.ts';
import { type LoadResult, makeResult, rowCounts } from './result.ts';
import { readIfThere, runPaths } from './run-directory.ts';

/** What became of a run, from its directory alone; also while it is under way. */
export async function readResults(runDir: string): Promise<LoadResult> {
  const manifest = await readManifest(runDir);
  const paths = runPaths(runDir);
  const { state, firstAt, lastAt } = await readJournal(paths.journal, manifest.runId);
  const elapsedMs = firstAt === null || lastAt === null ? 0 : Date.parse(lastAt) - Date.parse(firstAt);
  const { loaded } = rowCounts(state, manifest.source.rows);
  const deadLetter = (await readIfThere(paths.deadLetters)) === null ? null : paths.deadLetters;
  return makeResult({
    runDir,
    manifest,
    state,
    stop: state.stopped,
    elapsedMs,
    loadedRows: loaded,
    retries: state.retries,
    redriven: (await redrivenLines(runDir)).size,
    deadLetter,
    warnings: [],
  });
}
