import type { JobFinal, NextPiece, PieceEvent, ResultCounts } from './journal-line.ts';

/**
 * How far the journal has seen a piece. A phase that ends in -ing says that a step was announced and its outcome is not
 * known: what comes next is to find out, not to repeat it.
 */
export type Phase =
  | 'new'
  | 'creating'
  | 'created'
  | 'uploading'
  | 'uploaded'
  | 'closing'
  | 'closed'
  | 'final'
  | 'saved'
  | 'done';

/** Rows of one chunk that travel together: what one job carries. */
export interface Piece extends NextPiece {
  readonly chunk: number;
  readonly phase: Phase;
  /** The job under way; null before one is created. */
  readonly job: string | null;
  /** Jobs that were created for this piece. */
  readonly jobs: number;
  readonly final: JobFinal | null;
  /** The results of its job did not add up, however often they were fetched: it waits for a `resume`, which asks again. */
  readonly held: boolean;
  /** Whether that has happened before. */
  readonly short: boolean;
  readonly saved: ResultCounts | null;
}

/**
 * The one thing to do next with a piece.
 *
 * - `create`: make a job. Repeating it is safe: an open job runs nothing.
 * - `upload`: send the rows, once per job.
 * - `drop`: the upload's outcome is unknown, so the job is spoilt: abort it and begin again.
 * - `close`: tell the job to run. - `check-close`: ask whether it was told.
 * - `poll`, `download`, `settle`: wait for its end, fetch the verdicts, sort the rows.
 */
export type Step = 'create' | 'upload' | 'drop' | 'close' | 'check-close' | 'poll' | 'download' | 'settle';

const STEPS: Readonly<Record<Phase, Step | null>> = {
  new: 'create',
  creating: 'create',
  created: 'upload',
  uploading: 'drop',
  uploaded: 'close',
  closing: 'check-close',
  closed: 'poll',
  final: 'download',
  saved: 'settle',
  done: null,
};

/** What to do next with a piece; null if it is done. */
export function nextStep(piece: Piece): Step | null {
  return STEPS[piece.phase];
}

/** A piece nothing has happened to. */
export function newPiece(chunk: number, next: NextPiece): Piece {
  return {
    ...next,
    chunk,
    phase: 'new',
    job: null,
    jobs: 0,
    final: null,
    held: false,
    short: false,
    saved: null,
  };
}

/** The piece after an event: one line of the journal. */
export function applyToPiece(piece: Piece, event: PieceEvent): Piece {
  switch (event.t) {
    case 'job.creating':
      return { ...piece, phase: 'creating', job: null, final: null, saved: null };
    case 'job.created':
      return { ...piece, phase: 'created', job: event.job, jobs: piece.jobs + 1 };
    case 'upload.begin':
      return { ...piece, phase: 'uploading' };
    case 'upload.done':
      return { ...piece, phase: 'uploaded' };
    case 'job.closing':
      return { ...piece, phase: 'closing' };
    case 'job.closed':
      return { ...piece, phase: 'closed' };
    case 'job.dropped':
      return { ...piece, phase: 'new', job: null, final: null, held: false, short: false };
    case 'job.final': {
      const { state, processed, failed, error } = event;
      return { ...piece, phase: 'final', final: { state, processed, failed, error } };
    }
    case 'results.short':
      return { ...piece, held: true, short: true };
    case 'results.saved': {
      const { ok, created, failed, unprocessed } = event;
      return { ...piece, phase: 'saved', saved: { ok, created, failed, unprocessed } };
    }
    case 'piece.done':
      return { ...piece, phase: 'done' };
  }
}

/** Order of pieces in the file: 2 before 12, 12 before 12.1. */
export function comparePieces(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
