import { resolve } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withUserErrors } from '../../src/cli/errors.ts';
import { UserError } from '../../src/model/user-error.ts';

const PLUGIN = resolve(import.meta.dirname, '../..');

/** A command whose body fails. */
class Failing extends SfCommand<void> {
  static failure: Error = new Error('');

  public async run(): Promise<void> {
    await withUserErrors(() => Promise.reject(Failing.failure));
  }
}

beforeEach(() => {
  vi.spyOn(SfCommand.prototype, 'logToStderr').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function exitCodeOf(failure: Error): Promise<unknown> {
  Failing.failure = failure;
  const error: unknown = await Failing.run([], PLUGIN).catch((thrown: unknown) => thrown);
  return (error as { exitCode: unknown }).exitCode;
}

const about = (name: string, cause?: Error) =>
  new UserError({ area: 'simulate', code: 'UnknownScenario', values: [name], actionValues: ['a'], cause });

describe('an error that a user can act on exits with 1', () => {
  test('and says what, and what to do', async () => {
    expect(await exitCodeOf(about('b'))).toBe(1);
  });

  test('when the words of the user look like a fault of the program', async () => {
    expect(await exitCodeOf(about('TypeError'))).toBe(1);
    expect(await exitCodeOf(about('the TypeError of TypeErrors'))).toBe(1);
  });

  test('when they look like a fault of the server', async () => {
    expect(await exitCodeOf(about('123456789-12345 (1234567890)'))).toBe(1);
  });

  test('when its cause, or the cause of that, is a TypeError, as of every failure of the network', async () => {
    expect(await exitCodeOf(about('b', new TypeError('fetch failed')))).toBe(1);
    const deep = new Error('no answer', { cause: new TypeError('fetch failed', { cause: new TypeError() }) });
    expect(await exitCodeOf(about('b', deep))).toBe(1);
  });
});

test('a fault of the program itself keeps its own exit code', async () => {
  expect(await exitCodeOf(new TypeError('undefined is not a function'))).toBe(10);
});
