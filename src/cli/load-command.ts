import { Org } from '@salesforce/core';
import type { LoadResult } from '../model/load/load-result.ts';
import { loginOf } from '../org/connect.ts';
import { loadLines } from '../report/text/load.ts';
import { withUserErrors } from './errors.ts';
import { exitOnInterrupt } from './interrupt.ts';
import type { LoadOrder } from './load-order.ts';
import { showProgress } from './load-progress.ts';
import type { LoadThread } from './load-thread.ts';
import { tidyHeap } from './tidy-heap.ts';

/** Done in part, as the Salesforce CLI has it. */
const IN_PART = 68;
/** Not at its end, and resumable. */
const RESUMABLE = 69;

const LARGE_BYTES = 5_000_000;

/** Stops that no time heals: somebody has to change something first. */
const NEEDS_A_PERSON: readonly string[] = ['request', 'jobs'];

/** The exit code that a result stands for. */
export function exitCodeOf({ state, stop }: LoadResult): number {
  if (stop !== null) return NEEDS_A_PERSON.includes(stop.reason) ? 1 : RESUMABLE;
  if (state === 'running') return RESUMABLE;
  return state === 'doneWithFailures' || state === 'unreconciled' ? IN_PART : 0;
}

/** The sides of a command that loads. */
export interface LoadCommand {
  readonly log: (line: string) => void;
  readonly warn: (text: string) => unknown;
  readonly quiet: boolean;
  /** Size of the file to load: a large one is worth some care for memory first. */
  readonly bytes: number;
  /** Printed when the user interrupts. */
  readonly farewell: () => string;
  /** Called when the run can be resumed, before the first row moves. */
  readonly planned?: () => Promise<void>;
}

/**
 * Connects, loads, reports: what the commands that load have in common.
 *
 * @param thread - where the loader runs; it is ended with the command
 */
export async function loadWith(
  command: LoadCommand,
  thread: LoadThread,
  org: Org,
  apiVersion: string | undefined,
  order: LoadOrder,
): Promise<LoadResult> {
  exitOnInterrupt(command.farewell);
  const progress = showProgress(process.stderr, Date.now, command.quiet);
  const planned = command.planned ?? (() => Promise.resolve());
  try {
    const login = await loginOf(org, apiVersion);
    const loading = withUserErrors(() =>
      thread.run(order, login, {
        progress: progress.update,
        checking: progress.checking,
        planned,
      }),
    );
    if (command.bytes > LARGE_BYTES) tidyHeap();
    const result = await loading;
    progress.end();
    report(command, result);
    return result;
  } finally {
    progress.end();
    await thread.close();
  }
}

/** Prints a result and sets the exit code. */
export function report({ log, warn }: Pick<LoadCommand, 'log' | 'warn'>, result: LoadResult): void {
  for (const warning of result.warnings) warn(warning);
  for (const line of loadLines(result)) log(line);
  process.exitCode = exitCodeOf(result);
}

/** The org of a run: the one named, or the one it began in, or the default one for a run that began with a bare token. */
export function orgOfRun(named: string | undefined, username: string | null): Promise<Org> {
  const aliasOrUsername = named ?? username ?? undefined;
  return Org.create(aliasOrUsername === undefined ? {} : { aliasOrUsername });
}
