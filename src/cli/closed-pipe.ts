function onError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exitCode ??= 0;
}

/**
 * A reader that has seen enough, such as `head`, is no failure. oclif waits for an answer of stdout that then never comes, and
 * the process would end with 13, for an await that does not settle; an exit code of its own keeps it from that.
 */
export function tolerateClosedPipe(): void {
  if (!process.stdout.listeners('error').includes(onError)) process.stdout.on('error', onError);
}
