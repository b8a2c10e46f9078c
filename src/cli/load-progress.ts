import type { Progress } from '../model/load/progress.ts';
import { progressLine } from '../report/text/load.ts';

const TERMINAL_MS = 200;
const PLAIN_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** Where progress is written. */
interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows how far a run is, on stderr: one line that changes on a terminal; elsewhere, a plain line every ten seconds.
 *
 * @param quiet - shows nothing: the command speaks JSON
 * @returns takes in each change, and clears the line in the end
 */
export function showProgress(screen: Screen, clock: () => number, quiet: boolean) {
  const startedAt = clock();
  const every = screen.isTTY ? TERMINAL_MS : PLAIN_MS;
  let shownAt = screen.isTTY ? 0 : startedAt;
  return {
    update(progress: Progress): void {
      const now = clock();
      if (quiet || now - shownAt < every) return;
      shownAt = now;
      const line = progressLine(progress, now - startedAt);
      screen.write(screen.isTTY ? `${CLEAR_LINE}${line}` : `${line}\n`);
    },
    end(): void {
      if (!quiet && screen.isTTY) screen.write(CLEAR_LINE);
    },
  };
}
