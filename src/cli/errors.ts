import { Messages, type SfError } from '@salesforce/core';
import { UserError } from '../model/user-error.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

function toSfError({ text, cause }: UserError): SfError {
  const messages = Messages.loadMessages('sf-plugin-retry', text.area);
  const error = messages.createError(
    `error.${text.code}`,
    [...(text.values ?? [])],
    [...(text.actionValues ?? [])],
    cause instanceof Error ? cause : undefined,
  );
  error.name = text.code;
  if (text.data) error.setData(text.data);
  return error;
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
