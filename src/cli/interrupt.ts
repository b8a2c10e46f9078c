/** What a shell expects of a program that was stopped with Ctrl-C. */
export const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends the process with 130 on Ctrl-C or a polite kill. SfCommand's own handler throws inside the event, which ends with a stack
 * trace and 1; every writer of this plugin leaves whole files behind at any moment, so ending at once is safe.
 *
 * @param farewell - printed to stderr: what is known, how to go on
 */
export function exitOnInterrupt(farewell: () => string): void {
  for (const signal of SIGNALS) {
    process.prependOnceListener(signal, () => {
      process.stderr.write(`${farewell()}\n`);
      process.exit(INTERRUPTED);
    });
  }
}

/**
 * Asks a long run to come to an end on Ctrl-C or a polite kill; a second one ends the process at once. The command then says
 * what it knows, and ends with {@link INTERRUPTED}.
 *
 * @param notice - printed to stderr: that it will take a moment
 */
export function abortOnInterrupt(notice: () => string): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) {
    // SfCommand's own handlers would throw inside the event.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(INTERRUPTED);
      process.stderr.write(`${notice()}\n`);
      controller.abort();
    });
  }
  return controller.signal;
}
