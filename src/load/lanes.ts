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

/**
 * Drives all open pieces, as many at a time as the run allows at the moment. Returns when all are done or the run stops;
 * lanes under way then come to their next step first, so that nothing goes on behind the caller's back.
 */
export async function runLanes(run: Run): Promise<void> {
  const busy = new Set<string>();
  const lanes = new Map<string, Promise<void>>();
  const start = (piece: Piece): void => {
    busy.add(piece.piece);
    const lane = new PieceDriver(run, piece)
      .drive()
      .catch((error: unknown) => run.stop(error))
      .finally(() => {
        busy.delete(piece.piece);
        lanes.delete(piece.piece);
      });
    lanes.set(piece.piece, lane);
  };
  for (;;) {
    while (run.stopping === null && lanes.size < run.allowed) {
      const piece = waiting(run, busy);
      if (piece === null) break;
      start(piece);
    }
    if (lanes.size === 0) return;
    await Promise.race(lanes.values());
  }
}
