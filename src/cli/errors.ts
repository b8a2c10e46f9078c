import { Messages, SfError } from '@salesforce/core';
import { UserError } from '../model/user-error.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

function toSfError({ text, cause }: UserError): SfError {
  const messages = Messages.loadMessages('sf-plugin-retry', text.area);
  const key = `error.${text.code}`;
  return SfError.create({
    name: text.code,
    message: messages.getMessage(key, [...(text.values ?? [])]),
    actions: messages.getMessages(`${key}.actions`, [...(text.actionValues ?? [])]),
    exitCode: 1,
    ...(cause instanceof Error && { cause }),
    ...(text.data && { data: text.data }),
  });
}

/**
 * Runs the body of a command. What the rooms throw as {@link UserError} leaves as an SfError with its text, its actions
 * and exit code 1; everything else passes unchanged.
 */
export async function withUserErrors<Result>(body: () => Promise<Result>): Promise<Result> {
  try {
    return await body();
  } catch (error) {
    throw error instanceof UserError ? toSfError(error) : error;
  }
}
