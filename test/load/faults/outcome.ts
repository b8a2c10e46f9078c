import { existsSync, readFileSync } from 'node:fs';
import type { LoadResult } from '../../../src/load/result.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { type ExpectedRows, judge, type Verdict } from '../double/account.ts';
import type { Rig } from './rig.ts';

/** How a load came to its end, with every stop on the way. */
export interface Outcome {
  readonly result: LoadResult;
  /** Reasons of the stops, in order; each was resumed. */
  readonly stops: string[];
  readonly verdict: Verdict;
}

/** More stops than any fault script of the tests can cause. */
const MOST_STOPS = 60;

/** Every source row has one end. The loader says so of itself; here it is said to its face. */
export function equationHolds({ rows }: LoadResult): boolean {
  const ends = rows.loaded + rows.deadLettered + rows.skippedDuplicates + rows.unknown + rows.remaining;
  return rows.source === ends && rows.loaded === rows.created + rows.updated;
}

/** What a command came to: a result, or an error before there was a run, which leaves nothing behind. */
async function attempt(rig: Rig, command: Command): Promise<LoadResult | string> {
  try {
    return await command(rig);
  } catch (error) {
    const before = error instanceof UserError && ['PreflightFailed', 'NotLoggedIn'].includes(error.text.code);
    if (!before || existsSync(rig.runDir)) throw error;
    return error.text.code;
  }
}

type Command = (rig: Rig) => Promise<LoadResult>;

/**
 * Gives a command, again after a new log-in where it found no org to work with; then resumes until the run is done.
 *
 * @param check - what must hold at each stop
 * @param goesOn - whether a result is one that a user would resume
 */
export async function toTheEnd(
  rig: Rig,
  command: Command,
  expected: ExpectedRows,
  check: (result: LoadResult) => void = () => undefined,
  goesOn: (result: LoadResult) => boolean = ({ state }) => state === 'stopped',
): Promise<Outcome> {
  const stops: string[] = [];
  let begun = await attempt(rig, command);
  for (; typeof begun === 'string'; begun = await attempt(rig, command)) {
    stops.push(begun);
    if (stops.length > MOST_STOPS) throw new Error(`Never begun: ${begun}`);
    rig.logIn();
  }
  let result = begun;
  while (goesOn(result)) {
    if (!equationHolds(result)) throw new Error(`Rows do not add up: ${JSON.stringify(result.rows)}`);
    check(result);
    stops.push(result.stop?.reason ?? 'no reason given');
    if (stops.length > MOST_STOPS) throw new Error(`Never done: ${JSON.stringify(result.stop)}`);
    rig.logIn();
    result = await rig.resume();
  }
  return { result, stops, verdict: judge(rig.double, expected) };
}

/** Lines of the dead-letter file, header first. Only for rows without line breaks in their values. */
export function deadLetterLines(result: LoadResult): string[] {
  if (result.files.deadLetter === null) return [];
  return readFileSync(result.files.deadLetter, 'utf8').trimEnd().split('\n');
}
