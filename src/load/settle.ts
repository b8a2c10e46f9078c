import type { Chunk } from '../model/load/chunk.ts';
import { stopReasonOf } from '../model/load/job-error.ts';
import type { JournalLine, NextPiece } from '../model/load/journal-line.ts';
import type { Piece } from '../model/load/piece.ts';
import type { ChunkState } from '../model/load/run-state.ts';
import { type DeadRow, halves, type NextRows, sortRows } from '../model/load/sorting.ts';
import type { PieceRows } from './chunk-source.ts';
import { writeDeadLetters } from './dead-letters.ts';
import type { Journal } from './journal.ts';
import { Stop } from './retry-engine.ts';
import type { Run } from './run.ts';
import { runPaths, writeWhole } from './run-directory.ts';
import type { Verdicts } from './verdicts.ts';

/** Writes down which rows each next piece carries. */
async function writePieces(
  run: Run,
  piece: Piece,
  next: readonly NextRows[],
  rows: PieceRows,
): Promise<NextPiece[]> {
  const pieces: NextPiece[] = [];
  for (const [index, { rows: numbers, ...rest }] of next.entries()) {
    const id = `${piece.piece}.${index + 1}`;
    const text = numbers.map((number) => `${rows.records[number]}\n`).join('');
    await writeWhole(runPaths(run.runDir).pieceRows(id), run.deps.sync, (file) => file.writeFile(text));
    pieces.push({ piece: id, rows: numbers.length, ...rest });
  }
  return pieces;
}

async function writeDead(
  run: Run,
  chunk: Chunk,
  piece: Piece,
  dead: readonly DeadRow[],
  rows: PieceRows,
): Promise<void> {
  if (dead.length === 0) return;
  const lines = await run.source.sourceLines(chunk, rows);
  const letters = dead.map(({ row, ...reason }) => ({
    bytes: rows.bytes.subarray(rows.starts[row], rows.ends[row]),
    line: lines[row] ?? 0,
    ...reason,
  }));
  const origin = {
    piece: piece.piece,
    chunk: chunk.chunk,
    job: piece.job ?? '',
    attempt: piece.round + 1,
  };
  await writeDeadLetters(run.runDir, run.manifest, run.deps.sync, origin, letters);
}

type Counts = Pick<ChunkState, 'loaded' | 'created' | 'deadLettered'>;

function chunkDone({ plan, loaded, created, deadLettered }: ChunkState, more: Counts = NOTHING): JournalLine {
  return {
    t: 'chunk.done',
    chunk: plan.chunk,
    loaded: loaded + more.loaded,
    created: created + more.created,
    deadLettered: deadLettered + more.deadLettered,
    skipped: plan.skipped,
  };
}

const NOTHING: Counts = { loaded: 0, created: 0, deadLettered: 0 };

/** Ends a piece in the journal, and its chunk with it if nothing of that is left. */
async function end(
  run: Run,
  chunk: Chunk,
  piece: Piece,
  counts: Counts,
  next: readonly NextPiece[],
): Promise<void> {
  const done = { t: 'piece.done', piece: piece.piece, ...counts, next } as const;
  const state = run.journal.state.chunks.get(chunk.chunk);
  if (state && next.length === 0 && state.open.size === 1) {
    return run.journal.append(done, chunkDone(state, counts));
  }
  await run.journal.append(done);
  await endChunks(run.journal);
}

/** Ends the chunks in the journal of which nothing is left. */
export async function endChunks(journal: Journal): Promise<void> {
  const ended = [...journal.state.chunks.values()].filter((chunk) => !chunk.done && chunk.open.size === 0);
  if (ended.length > 0) await journal.append(...ended.map((chunk) => chunkDone(chunk)));
}

/**
 * Sorts the rows of a finished job: loaded, dead-lettered, or carried on by other pieces. Files first, then the journal: a
 * crash in between makes the same files again.
 *
 * @throws {Stop} where the job's own failure makes more jobs useless
 */
export async function settle(run: Run, chunk: Chunk, piece: Piece, verdicts: Verdicts): Promise<void> {
  const failed = piece.final?.state !== 'JobComplete';
  const jobError = piece.final?.error ?? null;
  const sorted = sortRows({
    rows: piece.rows,
    verdict: (row) => verdicts.of(row),
    error: (row) => verdicts.errors.get(row) ?? '',
    round: piece.round,
    failures: piece.failures + (failed ? 1 : 0),
    jobError,
  });
  const { loaded, created, dead, next } = sorted;
  let pieces: readonly NextPiece[] = [];
  if (dead.length > 0 || next.length > 0) {
    const rows = await run.source.rows(chunk, piece);
    await writeDead(run, chunk, piece, dead, rows);
    pieces = await writePieces(run, piece, next, rows);
    run.source.release(rows.bytes);
  }
  await end(run, chunk, piece, { loaded, created, deadLettered: dead.length }, pieces);
  const progress = !failed || loaded + dead.length > 0;
  if (failed && !progress) {
    const reason = stopReasonOf(jobError);
    if (reason !== null) throw new Stop(reason, jobError ?? '');
  }
  run.noticeJob(progress, jobError);
}

/** Cuts a piece that is too large for one job in half; none of its rows was sent. */
export async function split(run: Run, chunk: Chunk, piece: Piece): Promise<void> {
  const rows = await run.source.rows(chunk, piece);
  const numbers = Array.from(rows.records.keys());
  const { round, failures } = piece;
  const next = halves(numbers).map((half) => ({ rows: half, round, failures }));
  const pieces = await writePieces(run, piece, next, rows);
  await end(run, chunk, piece, { loaded: 0, created: 0, deadLettered: 0 }, pieces);
}
