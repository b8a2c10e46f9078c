import { comparePieces, type Piece } from '../model/load/piece.ts';
import { PieceDriver } from './piece-driver.ts';
import type { Run } from './run.ts';

/** Pieces that wait for a job, in the order of the file. */
function waiting(run: Run, busy: ReadonlySet<string>): Piece | null {
  let first: Piece | null = null;
  for (const chunk of run.journal.state.chunks.values()) {
    if (chunk.done) continue;
    for (const piece of chunk.open.values()) {
      if (piece.held || busy.has(piece.piece)) continue;
      if (first === null || comparePieces(piece.piece, first.piece) < 0) first = piece;
    }
    if (first !== null) return first;
  }
  return first;
}

/** How many pieces may fetch their results beside the jobs that are allowed: each one takes memory. */
const FETCHING = 1;

/**
 * Drives all open pieces, as many jobs at a time as the run allows at the moment. A job whose results arrive has ended, and the
 * next one begins meanwhile. Returns when all are done or the run stops; lanes under way then come to their next step first, so
 * that nothing goes on behind the caller's back.
 */
export async function runLanes(run: Run): Promise<void> {
  const busy = new Set<string>();
  const lanes = new Map<string, Promise<void>>();
  const ended = new Set<string>();
  let wake: () => void = () => undefined;
  const start = (piece: Piece): void => {
    busy.add(piece.piece);
    const jobEnded = (): void => {
      ended.add(piece.piece);
      wake();
    };
    const lane = new PieceDriver(run, piece, jobEnded)
      .drive()
      .catch((error: unknown) => run.stop(error))
      .finally(() => {
        busy.delete(piece.piece);
        ended.delete(piece.piece);
        lanes.delete(piece.piece);
      });
    lanes.set(piece.piece, lane);
  };
  for (;;) {
    const room = () => lanes.size - ended.size < run.allowed && lanes.size < run.allowed + FETCHING;
    while (run.stopping === null && room()) {
      const piece = waiting(run, busy);
      if (piece === null) break;
      start(piece);
    }
    if (lanes.size === 0) return;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([...lanes.values(), woken]);
  }
}
