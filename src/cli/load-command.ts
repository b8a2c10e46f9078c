import { Org } from '@salesforce/core';
import type { LoadDeps } from '../load/ports.ts';
import type { LoadResult } from '../model/load/load-result.ts';
import { loadLines } from '../report/text/load.ts';
import { withUserErrors } from './errors.ts';
import { exitOnInterrupt } from './interrupt.ts';
import { loadDeps } from './load-deps.ts';
import { showProgress } from './load-progress.ts';
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
}

/** Connects, loads, reports: what the commands that load have in common. */
export async function loadWith(
  command: LoadCommand,
  org: Org,
  apiVersion: string | undefined,
  load: (deps: LoadDeps) => Promise<LoadResult>,
): Promise<LoadResult> {
  exitOnInterrupt(command.farewell);
  const progress = showProgress(process.stderr, Date.now, command.quiet);
  const { connectBulk } = await import('../org/connect.ts');
  const { api, close } = await connectBulk(org, apiVersion);
  if (command.bytes > LARGE_BYTES) tidyHeap();
  try {
    const result = await withUserErrors(() => load(loadDeps(api, progress.update)));
    progress.end();
    report(command, result);
    return result;
  } finally {
    progress.end();
    await close();
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
