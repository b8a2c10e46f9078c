import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../model/failure/call-failure.ts';
import { backoffMs, MAX_ATTEMPTS } from '../model/load/call-retry.ts';
import type { Chunk } from '../model/load/chunk.ts';
import type { Piece } from '../model/load/piece.ts';
import type { ResultList } from './ports.ts';
import type { Run } from './run.ts';
import { runPaths, writeWhole } from './run-directory.ts';
import { Verdicts } from './verdicts.ts';

const LIST_FILES: Readonly<Record<ResultList, string>> = {
  successfulResults: 'ok',
  failedResults: 'failed',
  unprocessedrecords: 'unprocessed',
};

const ALL_LISTS: readonly ResultList[] = ['successfulResults', 'failedResults', 'unprocessedrecords'];

/** A job that came to its end has no unprocessed rows, and no list of failed ones if it counted none. */
function listsOf(piece: Piece): readonly ResultList[] {
  if (piece.final?.state !== 'JobComplete') return ALL_LISTS;
  return piece.final.failed > 0 ? ['successfulResults', 'failedResults'] : ['successfulResults'];
}

async function saveList(run: Run, piece: Piece, list: ResultList): Promise<void> {
  const path = runPaths(run.runDir).results(piece.piece, LIST_FILES[list]);
  const { api, sync } = run.deps;
  const download = () =>
    writeWhole(path, sync, async (file) => {
      for await (const bytes of await api.results(piece.job ?? '', list)) await file.write(bytes);
    });
  await run.engine.call(`fetch ${list}`, download, { isHandled: ({ status }) => status === 404 });
}

async function readLists(
  run: Run,
  chunk: Chunk,
  piece: Piece,
  lists: readonly ResultList[],
): Promise<Verdicts> {
  const rows = await run.source.rows(chunk, piece);
  const verdicts = new Verdicts(run.manifest, rows);
  run.source.release(rows.bytes);
  for (const list of lists) {
    await verdicts.read(runPaths(run.runDir).results(piece.piece, LIST_FILES[list]), list);
  }
  return verdicts;
}

/**
 * Fetches the results of a job until each row of the piece has exactly one verdict, seven times at most.
 *
 * @returns null if the org has no such job any more
 */
export async function fetchVerdicts(run: Run, chunk: Chunk, piece: Piece): Promise<Verdicts | null> {
  for (let attempt = 1; ; attempt++) {
    // Counters may be wrong, too: from the second time on, every list is asked for.
    const lists = attempt === 1 ? listsOf(piece) : ALL_LISTS;
    try {
      for (const list of lists) await saveList(run, piece, list);
    } catch (error) {
      if (error instanceof CallError) return null;
      throw error;
    }
    const verdicts = await readLists(run, chunk, piece, lists);
    if (verdicts.whole || attempt === MAX_ATTEMPTS) return verdicts;
    run.engine.retries++;
    await run.sleep(backoffMs(attempt, run.deps.draw()));
  }
}

/** The verdicts of lists that an earlier process fetched; null if the files are not what they were. */
export async function readSavedVerdicts(run: Run, chunk: Chunk, piece: Piece): Promise<Verdicts | null> {
  try {
    const verdicts = await readLists(run, chunk, piece, listsOf(piece));
    return isDeepStrictEqual(verdicts.counts, piece.saved) ? verdicts : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
