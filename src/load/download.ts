import { type FileHandle, open } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../model/failure/call-failure.ts';
import { backoffMs, MAX_ATTEMPTS } from '../model/load/call-retry.ts';
import { DELIMITERS } from '../model/load/dialect.ts';
import type { KeyIndex } from '../model/load/key-index.ts';
import type { Piece } from '../model/load/piece.ts';
import { BLOCK_BYTES, CsvFileError, type ReadBytes, readPart, readRecordsFrom } from './csv-file.ts';
import type { ResultList } from './ports.ts';
import type { Run } from './run.ts';
import { runPaths, writeWhole } from './run-directory.ts';
import { ListVerdicts, Verdicts } from './verdicts.ts';

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

/** Reads what a network sends in blocks as large as the reader likes: large ones are what disks like. */
function blocksOf(pieces: AsyncIterator<Uint8Array>): ReadBytes {
  let rest: Uint8Array = new Uint8Array(0);
  return async (target, at, room) => {
    let filled = 0;
    while (filled < room) {
      if (rest.length === 0) {
        const { done, value } = await pieces.next();
        if (done) break;
        rest = value;
      }
      const part = rest.subarray(0, room - filled);
      target.set(part, at + filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
    return filled;
  };
}

/** What comes from the network lives in buffers of its own until it is copied. */
const SWEEP_BYTES = 2_000_000;

/** Writes all that is read to a file before anybody looks at it. */
function copying(read: ReadBytes, file: FileHandle, sweep: () => void): ReadBytes {
  let unswept = 0;
  return async (target, at, room) => {
    const bytesRead = await read(target, at, room);
    if (bytesRead > 0) await file.writeFile(target.subarray(at, at + bytesRead));
    unswept += bytesRead;
    if (unswept >= SWEEP_BYTES) {
      unswept = 0;
      sweep();
    }
    return bytesRead;
  };
}

/** Takes a list in. One that breaks off is read to its end all the same, and gives what it holds. */
async function takeIn(read: ReadBytes, verdicts: ListVerdicts, delimiter: number): Promise<void> {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  try {
    await readRecordsFrom(read, block, { from: 0, firstLine: 1 }, delimiter, verdicts);
  } catch (error) {
    if (!(error instanceof CsvFileError)) throw error;
    verdicts.breaksOff();
    while ((await read(block, 0, block.length)) > 0);
  }
}

function delimiterOf(run: Run): number {
  return DELIMITERS[run.manifest.delimiter].charCodeAt(0);
}

/** Fetches one list: to the disk as it is, and into verdicts at the same time. */
async function fetchList(
  run: Run,
  piece: Piece,
  list: ResultList,
  keys: KeyIndex,
  onAnswer: () => void,
): Promise<ListVerdicts> {
  const path = runPaths(run.runDir).results(piece.piece, LIST_FILES[list]);
  const { api, sync, sweep = () => undefined } = run.deps;
  const download = () =>
    writeWhole(path, sync, async (file) => {
      const verdicts = new ListVerdicts(list, run.manifest.key.name, keys);
      const pieces = (await api.results(piece.job ?? '', list))[Symbol.asyncIterator]();
      onAnswer();
      try {
        await takeIn(copying(blocksOf(pieces), file, sweep), verdicts, delimiterOf(run));
      } finally {
        // Where the disk was full, the rest of the answer would hold its connection for ever.
        await pieces.return?.().catch(() => undefined);
      }
      return verdicts;
    });
  return run.engine.call(`fetch ${list}`, download, { isHandled: ({ status }) => status === 404 });
}

/**
 * Fetches the results of a job until each row of the piece has exactly one verdict, seven times at most.
 *
 * @param keys - finds the rows of the piece
 * @param onAnswer - called when a list begins to arrive
 * @returns null if the org has no such job any more
 */
export async function fetchVerdicts(
  run: Run,
  piece: Piece,
  keys: KeyIndex,
  onAnswer: () => void,
): Promise<Verdicts | null> {
  for (let attempt = 1; ; attempt++) {
    // Counters may be wrong, too: from the second time on, every list is asked for.
    const lists = attempt === 1 ? listsOf(piece) : ALL_LISTS;
    const fetched: ListVerdicts[] = [];
    try {
      for (const list of lists) fetched.push(await fetchList(run, piece, list, keys, onAnswer));
    } catch (error) {
      if (error instanceof CallError) return null;
      throw error;
    }
    const verdicts = new Verdicts(piece.rows, fetched);
    if (verdicts.whole || attempt === MAX_ATTEMPTS) return verdicts;
    run.engine.retries++;
    await run.sleep(backoffMs(attempt, run.deps.draw()));
  }
}

async function readList(run: Run, piece: Piece, list: ResultList, keys: KeyIndex): Promise<ListVerdicts> {
  const handle = await open(runPaths(run.runDir).results(piece.piece, LIST_FILES[list]), 'r');
  try {
    const verdicts = new ListVerdicts(list, run.manifest.key.name, keys);
    const part = { handle, from: 0, to: (await handle.stat()).size, firstLine: 1 };
    await takeIn(readPart(part), verdicts, delimiterOf(run));
    return verdicts;
  } finally {
    await handle.close();
  }
}

/** The verdicts of lists that an earlier process fetched; null if the files are not what they were. */
export async function readSavedVerdicts(run: Run, piece: Piece, keys: KeyIndex): Promise<Verdicts | null> {
  try {
    const lists: ListVerdicts[] = [];
    for (const list of listsOf(piece)) lists.push(await readList(run, piece, list, keys));
    const verdicts = new Verdicts(piece.rows, lists);
    return isDeepStrictEqual(verdicts.counts, piece.saved) ? verdicts : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
