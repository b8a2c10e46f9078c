import { UserError } from '../model/user-error.ts';
import { isSafePath } from './project-path.ts';

/** Name of the lock file; it lies beside the config. */
export const LOCK_FILE = 'retry.lock.json';

const FORMAT = 1;
const HASH = /^[0-9a-f]{64}$/u;
const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+][0-9A-Za-z.+-]+)?$/u;

/** What the generator remembers of its last run. */
export interface Lock {
  /** Version of the generator that wrote it. */
  readonly generator: string;
  /** Hash of the config that the files were made from. */
  readonly config: string;
  /** Path of each generated file -> hash of its content. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * Hashes of a run that has not ended: it wrote these contents, or was killed before it did. They are ours as much as `files`.
   * Without them a killed run followed by a change of the config would look like edits of the user.
   */
  readonly unfinished: ReadonlyMap<string, string>;
}

function sortedEntries(hashes: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...hashes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function lockText({ generator, config, files, unfinished }: Lock): string {
  const lock = {
    format: FORMAT,
    generator,
    config,
    files: sortedEntries(files),
    ...(unfinished.size > 0 && { unfinished: sortedEntries(unfinished) }),
  };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

function damaged(path: string, why: string, cause?: unknown): UserError {
  return new UserError({
    area: 'files',
    code: 'LockDamaged',
    values: [path, why],
    actionValues: [path],
    cause,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseHashes(value: unknown, key: string, path: string): Map<string, string> {
  if (!isObject(value)) {
    throw damaged(path, `"${key}" is not an object`);
  }
  return new Map(
    Object.entries(value).map(([file, hash]) => {
      if (!isSafePath(file)) {
        throw damaged(path, `${JSON.stringify(file)} in "${key}" is not a path inside the project`);
      }
      if (typeof hash !== 'string' || !HASH.test(hash)) {
        throw damaged(path, `the hash of ${JSON.stringify(file)} in "${key}" is not 64 hexadecimal digits`);
      }
      return [file, hash];
    }),
  );
}

function isNewer(version: string, than: string): boolean {
  const [theirs, ours] = [VERSION.exec(version) ?? [], VERSION.exec(than) ?? []];
  for (const part of [1, 2, 3]) {
    const difference = Number(theirs[part]) - Number(ours[part]);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return false;
}

/**
 * Reads a lock file.
 *
 * @param path - for messages, relative to the project's root
 * @param generator - version of the running generator
 * @throws UserError `LockDamaged`, `LockNewer`
 */
export function parseLock(text: string, path: string, generator: string): Lock {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch (error) {
    throw damaged(path, 'it is not JSON', error);
  }
  if (!isObject(lock)) {
    throw damaged(path, 'it does not hold a JSON object');
  }
  const { format, generator: writer, config } = lock;
  if (typeof writer !== 'string' || !VERSION.test(writer)) {
    throw damaged(path, '"generator" is not a version');
  }
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    throw damaged(path, '"format" is not a number');
  }
  if (format > FORMAT || isNewer(writer, generator)) {
    throw new UserError({ area: 'files', code: 'LockNewer', values: [path, writer, generator] });
  }
  if (typeof config !== 'string' || !HASH.test(config)) {
    throw damaged(path, '"config" is not 64 hexadecimal digits');
  }
  return {
    generator: writer,
    config,
    files: parseHashes(lock['files'], 'files', path),
    unfinished: parseHashes(lock['unfinished'] ?? {}, 'unfinished', path),
  };
}
