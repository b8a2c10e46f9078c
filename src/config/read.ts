import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../model/user-error.ts';
import { parseConfig } from './parse.ts';
import type { ConfigIssue, RetryConfig } from './types.ts';

/** A config file has a few kilobytes; far more is another file, picked by mistake. */
const MOST_BYTES = 256 * 1024;

/** A config file without errors, and what it warns of. */
export interface ReadConfig {
  readonly config: RetryConfig;
  readonly warnings: readonly ConfigIssue[];
}

/**
 * Reads and checks a config file.
 *
 * @param path - where it is
 * @param shownAs - its name in messages; project-relative with `/` by convention
 * @throws UserError `ConfigNotFound`, `ConfigNotReadable`, `ConfigNotAFile`, `ConfigTooLarge`, `ConfigNotUtf8`, or
 *   `InvalidConfig` with `data.issues`
 */
export async function readConfig(path: string, shownAs: string = path): Promise<ReadConfig> {
  return checkedConfig(decoded(await bytesOf(path, shownAs), shownAs), shownAs);
}

/**
 * The config that a text holds.
 *
 * @param shownAs - its name in messages
 * @throws UserError `InvalidConfig` with `data.issues`
 */
export function checkedConfig(text: string, shownAs: string): ReadConfig {
  const { config, issues } = parseConfig(text, shownAs);
  if (config === null) throw invalid(shownAs, issues);
  return { config, warnings: issues };
}

/** `retry.yml:4:11 retry.maxRetries is 500, which is more than 100. Write a whole number from 0 to 100.` */
export function issueText({ file, line, column, message, fix }: ConfigIssue): string {
  return `${file}:${line}:${column} ${message} ${fix}`;
}

function invalid(file: string, issues: readonly ConfigIssue[]): UserError {
  return new UserError({
    area: 'config',
    code: 'InvalidConfig',
    values: [file, issues.map(issueText).join('\n')],
    data: { issues: issues.map(({ severity: _, ...issue }) => ({ ...issue })) },
  });
}

async function bytesOf(path: string, shownAs: string): Promise<Buffer> {
  try {
    // Asked before opening: opening a named pipe would wait for a writer.
    const stats = await stat(path);
    if (!stats.isFile()) throw new UserError({ area: 'config', code: 'ConfigNotAFile', values: [shownAs] });
    if (stats.size > MOST_BYTES) throw tooLarge(shownAs, stats.size);
    return await readFile(path);
  } catch (error) {
    throw error instanceof UserError ? error : notRead(error, shownAs);
  }
}

function tooLarge(shownAs: string, bytes: number): UserError {
  const sizes = [bytes, MOST_BYTES].map((size) => String(Math.ceil(size / 1024)));
  return new UserError({ area: 'config', code: 'ConfigTooLarge', values: [shownAs, ...sizes] });
}

function notRead(error: unknown, shownAs: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError({
      area: 'config',
      code: 'ConfigNotFound',
      values: [shownAs],
      actionValues: [shownAs],
    });
  }
  return new UserError({ area: 'config', code: 'ConfigNotReadable', values: [shownAs, code], cause: error });
}

function decoded(bytes: Buffer, shownAs: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError({ area: 'config', code: 'ConfigNotUtf8', values: [shownAs], cause });
  }
}
