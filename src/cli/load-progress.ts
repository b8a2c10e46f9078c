import type { Progress } from '../model/load/progress.ts';
import { checkingLine, progressLine } from '../report/text/load.ts';
import { type Screen, statusLine } from './status-line.ts';

/**
 * Shows how far a load is.
 *
 * @param quiet - shows nothing: the command speaks JSON
 * @returns takes in each change, and clears the line in the end
 */
export function showProgress(screen: Screen, clock: () => number, quiet: boolean) {
  const status = statusLine(screen, clock, quiet);
  return {
    update: (progress: Progress): void => status.show((elapsedMs) => progressLine(progress, elapsedMs)),
    checking: (bytes: number, of: number): void => status.show(() => checkingLine(bytes, of)),
    end: status.clear,
  };
}
