import type { StopReason } from './call-retry.ts';
import type { Chunk } from './chunk.ts';

/** Rows that have found their end. */
export interface PieceCounts {
  readonly loaded: number;
  /** Of the loaded ones, how many were inserted. */
  readonly created: number;
  readonly deadLettered: number;
}

/** A piece that carries on rows of another one. */
export interface NextPiece {
  readonly piece: string;
  readonly rows: number;
  /** Rounds of row retries that these rows have behind them, the coming one included. */
  readonly round: number;
  /** Failed jobs that these rows have behind them. */
  readonly failures: number;
}

/** The end of a job, as the API tells it. */
export interface JobFinal {
  readonly state: 'JobComplete' | 'Failed' | 'Aborted';
  readonly processed: number;
  readonly failed: number;
  readonly error: string | null;
}

/** Rows in the three result lists of a job. */
export interface ResultCounts {
  readonly ok: number;
  readonly created: number;
  readonly failed: number;
  readonly unprocessed: number;
}

type PieceLine<Type extends string> = { readonly t: Type; readonly piece: string };
type JobLine<Type extends string> = PieceLine<Type> & { readonly job: string };

/** What the journal says of one piece; also the events of its state machine. */
export type PieceEvent =
  | PieceLine<'job.creating'>
  | JobLine<'job.created'>
  | JobLine<'upload.begin'>
  | JobLine<'upload.done'>
  | JobLine<'job.closing'>
  | JobLine<'job.closed'>
  | (JobLine<'job.dropped'> & { readonly reason: string })
  | (JobLine<'job.final'> & JobFinal)
  | (PieceLine<'results.short' | 'results.saved'> & ResultCounts)
  | (PieceLine<'piece.done'> & PieceCounts & { readonly next: readonly NextPiece[] });

/** One line of `journal.jsonl`, without its time. */
export type JournalLine =
  | PieceEvent
  | { readonly t: 'run.started' | 'run.resumed'; readonly run: string }
  | {
      readonly t: 'run.stopped';
      readonly reason: StopReason;
      readonly message: string;
      readonly retries: number;
    }
  | { readonly t: 'run.done'; readonly retries: number }
  | { readonly t: 'orphans.found'; readonly jobs: readonly string[]; readonly aborted: boolean }
  | ({ readonly t: 'chunk.planned' } & Chunk)
  | { readonly t: 'plan.done'; readonly chunks: number; readonly rows: number }
  | ({ readonly t: 'chunk.done'; readonly chunk: number; readonly skipped: number } & PieceCounts);

const COUNTS = { loaded: 'number', created: 'number', deadLettered: 'number' } as const;
const RESULTS = {
  piece: 'string',
  ok: 'number',
  created: 'number',
  failed: 'number',
  unprocessed: 'number',
} as const;
const JOB = { piece: 'string', job: 'string' } as const;

const SHAPES: Readonly<Record<JournalLine['t'], Readonly<Record<string, string>>>> = {
  'run.started': { run: 'string' },
  'run.resumed': { run: 'string' },
  'run.stopped': { reason: 'string', message: 'string', retries: 'number' },
  'run.done': { retries: 'number' },
  'orphans.found': { jobs: 'object', aborted: 'boolean' },
  'chunk.planned': {
    chunk: 'number',
    start: 'number',
    end: 'number',
    firstRecord: 'number',
    firstLine: 'number',
    rows: 'number',
    skipped: 'number',
    sha256: 'string',
  },
  'plan.done': { chunks: 'number', rows: 'number' },
  'job.creating': { piece: 'string' },
  'job.created': JOB,
  'upload.begin': JOB,
  'upload.done': JOB,
  'job.closing': JOB,
  'job.closed': JOB,
  'job.dropped': { ...JOB, reason: 'string' },
  'job.final': { ...JOB, state: 'string', processed: 'number', failed: 'number' },
  'results.short': RESULTS,
  'results.saved': RESULTS,
  'piece.done': { piece: 'string', ...COUNTS, next: 'object' },
  'chunk.done': { chunk: 'number', skipped: 'number', ...COUNTS },
};

function isShape(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Readonly<Record<string, unknown>>;
  const type = line['t'];
  if (typeof type !== 'string' || !Object.hasOwn(SHAPES, type)) return false;
  const shape = SHAPES[type as JournalLine['t']];
  return Object.entries(shape).every(([name, kind]) => typeof line[name] === kind && line[name] !== null);
}

/** Reads one line of a journal; null if it is none. */
export function parseJournalLine(text: string): JournalLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return isShape(value) ? value : null;
  } catch {
    return null;
  }
}
