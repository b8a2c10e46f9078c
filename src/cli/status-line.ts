const TERMINAL_MS = 200;
const PLAIN_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** Where a status line is written. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Says how far something is, on stderr: one line that changes on a terminal; elsewhere, a plain line every ten seconds.
 *
 * @param quiet - shows nothing: the command speaks JSON
 */
export function statusLine(screen: Screen, clock: () => number, quiet: boolean) {
  const startedAt = clock();
  const every = screen.isTTY ? TERMINAL_MS : PLAIN_MS;
  let shownAt = screen.isTTY ? 0 : startedAt;
  return {
    /** @param line - is asked for only when it is time for one */
    show(line: (elapsedMs: number) => string): void {
      const now = clock();
      if (quiet || now - shownAt < every) return;
      shownAt = now;
      const text = line(now - startedAt);
      screen.write(screen.isTTY ? `${CLEAR_LINE}${text}` : `${text}\n`);
    },
    /** Makes room for other text. */
    clear(): void {
      if (!quiet && screen.isTTY) screen.write(CLEAR_LINE);
    },
  };
}
