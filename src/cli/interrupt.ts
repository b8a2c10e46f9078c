/** What a shell expects of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Ends the process with 130 on Ctrl-C or a polite kill. SfCommand's own handler throws inside the event, which ends with a stack
 * trace and 1; every writer of this plugin leaves whole files behind at any moment, so ending at once is safe.
 *
 * @param farewell - printed to stderr: what is known, how to go on
 */
export function exitOnInterrupt(farewell: () => string): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.prependOnceListener(signal, () => {
      process.stderr.write(`${farewell()}\n`);
      process.exit(INTERRUPTED);
    });
  }
}
