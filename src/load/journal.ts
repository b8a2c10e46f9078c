import { open, readFile } from 'node:fs/promises';
import type { Chunk } from '../model/load/chunk.ts';
import { type JournalLine, parseJournalLine } from '../model/load/journal-line.ts';
import { applyLine, newRunState, type RunState } from '../model/load/run-state.ts';
import { UserError } from '../model/user-error.ts';
import type { JournalFile } from './ports.ts';

/** What a journal's file holds. */
export interface ReadJournal {
  readonly state: RunState;
  /** Bytes of the whole lines; behind them there may be a torn one. */
  readonly wholeBytes: number;
  readonly bytes: number;
  /** Times of the first and the last line, ISO; null in an empty journal. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

function broken(path: string, line: number): UserError {
  return new UserError({ area: 'load', code: 'JournalBroken', values: [path, String(line)], data: { line } });
}

function timeOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const { at } = JSON.parse(text) as { at?: unknown };
  return typeof at === 'string' ? at : null;
}

/**
 * Reads a journal. A last line without its line end was being written when the process died: what it announces was not
 * begun, so it is left out. Any other line that makes no sense ends the reading.
 *
 * @param runId - the run it must belong to
 */
export async function readJournal(path: string, runId: string): Promise<ReadJournal> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const wholeBytes = bytes.lastIndexOf(10) + 1;
  const whole = bytes.toString('utf8', 0, wholeBytes);
  const lines = whole.split('\n').slice(0, -1);
  const state = newRunState();
  for (const [index, raw] of lines.entries()) {
    const line = parseJournalLine(raw);
    const foreign = line !== null && 'run' in line && line.run !== runId;
    if (line === null || foreign || !applyLine(state, line)) throw broken(path, index + 1);
  }
  return { state, wholeBytes, bytes: bytes.length, firstAt: timeOf(lines[0]), lastAt: timeOf(lines.at(-1)) };
}

/** Cuts a journal after so many bytes: a torn last line off, or a plan that never became whole. */
export async function cutJournal(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The journal of a run under way: what is durable, and the state that follows from it. */
export class Journal {
  readonly state: RunState;
  readonly #file: JournalFile;
  readonly #path: string;
  readonly #clock: () => number;

  constructor(file: JournalFile, path: string, clock: () => number, state: RunState) {
    this.#file = file;
    this.#path = path;
    this.#clock = clock;
    this.state = state;
  }

  /** Resolves when the lines are on the disk; only then are they part of the state. */
  async append(...lines: readonly JournalLine[]): Promise<void> {
    const at = new Date(this.#clock()).toISOString();
    const texts = lines.map((line) => JSON.stringify({ at, ...line }));
    // A line that cannot be read back would lock the run out of its own journal.
    const bad = texts.find((text) => parseJournalLine(text) === null);
    if (bad !== undefined) throw new Error(`not a journal line: ${bad}`);
    try {
      await this.#file.append(texts);
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
      throw new UserError({ area: 'load', code: 'JournalWriteFailed', values: [this.#path, reason], cause });
    }
    for (const line of lines) {
      if (!applyLine(this.state, line))
        throw new Error(`the journal line ${line.t} does not follow from the ones before`);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The first lines of a journal: which run, and its whole plan. */
export function planLines(run: string, chunks: readonly Chunk[]): JournalLine[] {
  return [
    { t: 'run.started', run },
    ...chunks.map((chunk) => ({ t: 'chunk.planned', ...chunk }) as const),
    { t: 'plan.done', chunks: chunks.length, rows: chunks.reduce((sum, { rows }) => sum + rows, 0) },
  ];
}
