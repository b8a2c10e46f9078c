import { Messages, SfError } from '@salesforce/core';
import { UserError } from '../model/user-error.ts';
import { tolerateClosedPipe } from './closed-pipe.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** What SfCommand takes for a failure of the program (exit code 10) or of the server (20), wherever an error says it. */
const TAKEN_FOR_A_FAULT = [/Type(?=Error)/gu, /\d{8}(?=\d-\d{3,} \(-?\d{7,}\))/gu];

/** Joins two letters: nothing is seen of it, and a file that speaks of such an error is not taken for one. */
const JOINER = '\u2060';

function harmless(text: string): string {
  return TAKEN_FOR_A_FAULT.reduce((changed, pattern) => changed.replaceAll(pattern, `$&${JOINER}`), text);
}

/** The chain of causes as SfCommand may read it. Node's `fetch` says "TypeError" of every network failure. */
function harmlessCause(cause: Error): Error {
  const copy = new Error(harmless(cause.message), {
    ...(cause.cause instanceof Error && { cause: harmlessCause(cause.cause) }),
  });
  copy.name = harmless(cause.name);
  copy.stack = harmless(cause.stack ?? '');
  return Object.assign(copy, 'code' in cause ? { code: cause.code } : {});
}

function toSfError({ text, cause }: UserError): SfError {
  const messages = Messages.loadMessages('sf-plugin-retry', text.area);
  const key = `error.${text.code}`;
  return SfError.create({
    name: text.code,
    message: harmless(messages.getMessage(key, [...(text.values ?? [])])),
    actions: messages.getMessages(`${key}.actions`, [...(text.actionValues ?? [])]),
    exitCode: 1,
    ...(cause instanceof Error && { cause: harmlessCause(cause) }),
    ...(text.data && { data: text.data }),
  });
}

/**
 * Runs the body of a command. What the rooms throw as {@link UserError} leaves as an SfError with its text, its actions
 * and exit code 1; everything else passes unchanged.
 */
export async function withUserErrors<Result>(body: () => Promise<Result>): Promise<Result> {
  tolerateClosedPipe();
  try {
    return await body();
  } catch (error) {
    throw error instanceof UserError ? toSfError(error) : error;
  }
}
