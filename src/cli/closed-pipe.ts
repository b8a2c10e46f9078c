function onError(error: NodeJS.ErrnoException): void {
  // Nothing is left to do once the loop is empty, whatever still waits.
  if (error.code === 'EPIPE') process.once('beforeExit', () => process.exit());
}

/**
 * A reader that has seen enough, such as `head`, is no failure. oclif waits for an answer of stdout that then never comes, and
 * the process would end with 13, for an await that does not settle.
 */
export function tolerateClosedPipe(): void {
  if (!process.stdout.listeners('error').includes(onError)) process.stdout.on('error', onError);
}
