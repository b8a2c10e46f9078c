import type { StopReason } from './call-retry.ts';
import type { Chunk } from './chunk.ts';
import type { JournalLine, PieceCounts, PieceEvent } from './journal-line.ts';
import { applyToPiece, newPiece, type Piece } from './piece.ts';

/** A chunk and what has become of its rows so far. */
export interface ChunkState extends PieceCounts {
  readonly plan: Chunk;
  readonly done: boolean;
  /** Pieces that are not done, by id. */
  readonly open: ReadonlyMap<string, Piece>;
}

/** Everything that the journal of a run says. */
export interface RunState {
  readonly chunks: Map<number, ChunkState>;
  /** Whether the plan is whole: before that, nothing was sent. */
  planned: boolean;
  /** Why the run is not under way; null while it is, or once it has come to its end. */
  stopped: { readonly reason: StopReason; readonly message: string } | null;
  jobs: number;
  retries: number;
  /** Every job that the journal knows, and whether a creation is on record whose answer is not. */
  readonly jobIds: Set<string>;
  createUnknown: boolean;
  orphans: readonly string[];
}

export function newRunState(): RunState {
  return {
    chunks: new Map(),
    planned: false,
    stopped: null,
    jobs: 0,
    retries: 0,
    jobIds: new Set(),
    createUnknown: false,
    orphans: [],
  };
}

/** The number of the chunk that a piece belongs to: `12.1.3` -> 12. */
export function chunkOf(piece: string): number {
  return Number.parseInt(piece, 10);
}

const NOTHING: PieceCounts = { loaded: 0, created: 0, deadLettered: 0 };

function planChunk(state: RunState, line: Chunk): void {
  const { chunk, start, end, firstRecord, firstLine, skipped, sha256 } = line;
  const plan = { chunk, start, end, firstRecord, firstLine, rows: line.rows, skipped, sha256 };
  const rows = plan.rows - plan.skipped;
  const first = newPiece(plan.chunk, { piece: String(plan.chunk), rows, round: 0, failures: 0 });
  const open = rows > 0 ? new Map([[first.piece, first]]) : new Map<string, Piece>();
  state.chunks.set(plan.chunk, { ...NOTHING, plan, done: false, open });
}

/** What {@link applyLine} keeps true: rows = loaded + dead-lettered + skipped + rows of open pieces. */
export function openRows(chunk: ChunkState, held: boolean): number {
  let rows = 0;
  for (const piece of chunk.open.values()) if (piece.held === held) rows += piece.rows;
  return rows;
}

function pieceDone(chunk: ChunkState, event: PieceEvent & { t: 'piece.done' }): ChunkState {
  const open = new Map(chunk.open);
  open.delete(event.piece);
  for (const next of event.next) open.set(next.piece, newPiece(chunk.plan.chunk, next));
  return {
    ...chunk,
    open,
    loaded: chunk.loaded + event.loaded,
    created: chunk.created + event.created,
    deadLettered: chunk.deadLettered + event.deadLettered,
  };
}

/** The equation: every row of a piece is loaded, dead-lettered, or carried on by another piece. */
function isWhole(piece: Piece, event: PieceEvent & { t: 'piece.done' }): boolean {
  const carriedOn = event.next.reduce((sum, next) => sum + next.rows, 0);
  return piece.rows === event.loaded + event.deadLettered + carriedOn;
}

/** Pieces that were held go on: their jobs are asked again. */
function release(chunk: ChunkState): ChunkState {
  const open = [...chunk.open].map(([id, piece]) => [id, { ...piece, held: false }] as const);
  return { ...chunk, open: new Map(open) };
}

function applyPieceEvent(state: RunState, event: PieceEvent): boolean {
  const chunk = state.chunks.get(chunkOf(event.piece));
  const piece = chunk?.open.get(event.piece);
  if (!chunk || !piece) return false;
  if (event.t === 'piece.done' && !isWhole(piece, event)) return false;
  if (event.t === 'job.creating' && piece.phase === 'creating') state.createUnknown = true;
  if (event.t === 'job.created') {
    state.jobs++;
    state.jobIds.add(event.job);
  }
  const after =
    event.t === 'piece.done'
      ? pieceDone(chunk, event)
      : { ...chunk, open: new Map(chunk.open).set(piece.piece, applyToPiece(piece, event)) };
  state.chunks.set(chunk.plan.chunk, after);
  return true;
}

/**
 * Takes one line of the journal into the state.
 *
 * @returns false if the line makes no sense at this place, so that the journal cannot be trusted
 */
export function applyLine(state: RunState, line: JournalLine): boolean {
  switch (line.t) {
    case 'run.started':
      return true;
    case 'run.resumed':
      for (const [number, chunk] of state.chunks) if (!chunk.done) state.chunks.set(number, release(chunk));
      state.stopped = null;
      return true;
    case 'chunk.planned':
      if (state.planned || line.chunk !== state.chunks.size + 1) return false;
      planChunk(state, line);
      return true;
    case 'plan.done':
      state.planned = line.chunks === state.chunks.size;
      return state.planned;
    case 'chunk.done': {
      const chunk = state.chunks.get(line.chunk);
      if (!chunk || chunk.open.size > 0) return false;
      state.chunks.set(line.chunk, { ...chunk, done: true });
      return true;
    }
    case 'orphans.found':
      state.orphans = line.aborted ? [] : line.jobs;
      return true;
    case 'run.stopped':
      state.stopped = { reason: line.reason, message: line.message };
      state.retries += line.retries;
      return true;
    case 'run.done':
      state.retries += line.retries;
      return true;
    default:
      return applyPieceEvent(state, line);
  }
}

/** How far a run is, in rows and chunks. Rows count as done when loaded, dead-lettered or skipped. */
export function chunkProgress(state: RunState): {
  rowsDone: number;
  deadLettered: number;
  chunks: number;
  chunksDone: number;
} {
  const progress = { rowsDone: 0, deadLettered: 0, chunks: state.chunks.size, chunksDone: 0 };
  for (const chunk of state.chunks.values()) {
    progress.rowsDone += chunk.loaded + chunk.deadLettered + chunk.plan.skipped;
    progress.deadLettered += chunk.deadLettered;
    if (chunk.done) progress.chunksDone++;
  }
  return progress;
}
