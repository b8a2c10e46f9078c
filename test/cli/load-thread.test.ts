import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packError, unpackError } from '../../src/cli/load-order.ts';
import { LoadThread } from '../../src/cli/load-thread.ts';
import { UserError } from '../../src/model/user-error.ts';
import type { OrgLogin } from '../../src/org/connect.ts';
import { type DoubleOptions, OrgDouble } from '../load/double/org-double.ts';
import { listen, type RunningServer } from '../load/double/server.ts';
import { DEFAULTS } from '../load/faults/defaults.ts';
import { csvFile, sampleSource } from '../load/faults/source.ts';

let dir: string;
let thread: LoadThread;
let org: OrgDouble;
let server: RunningServer;
let checked: number[];

async function prepare(options: Partial<DoubleOptions> = {}): Promise<void> {
  org = new OrgDouble({ pace: 'on-its-own', ...options });
  server = await listen(org);
}

beforeEach(() => {
  checked = [];
  dir = mkdtempSync(join(tmpdir(), 'load-thread-'));
  writeFileSync(join(dir, 'source.csv'), csvFile(sampleSource(30)));
  thread = new LoadThread();
});
afterEach(async () => {
  await thread.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

function login(refresh: () => Promise<string>): OrgLogin {
  let token = org.token;
  return {
    identity: { orgId: '00D000000000001EAA', userId: null, username: null, instanceUrl: server.url },
    apiVersion: '65.0',
    accessToken: () => token,
    refresh: async () => {
      token = await refresh();
    },
  };
}

const noRefresh = (): Promise<string> => Promise.reject(new Error('No refresh token'));

function load(file: string, planned: () => Promise<void>, refresh = noRefresh, chunkRows = 10) {
  const options = {
    ...DEFAULTS,
    file: join(dir, file),
    runDir: join(dir, 'run'),
    chunkRows,
    parallel: 1,
  };
  const listener = {
    progress: () => undefined,
    checking: (bytes: number, of: number) => checked.push(bytes / of),
    planned,
  };
  return thread.run({ kind: 'bulk', options }, login(refresh), listener);
}

const atOnce = (): Promise<void> => Promise.resolve();

describe('a load in a thread of its own', () => {
  test('sends nothing before the command has heard that the run can be resumed', async () => {
    await prepare();
    let jobsBefore = -1;
    const result = await load('source.csv', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      jobsBefore = org.jobs.made.length;
    });
    expect(jobsBefore).toBe(0);
    expect(checked.at(-1)).toBe(1);
    expect(result).toMatchObject({ state: 'done', rows: { source: 30, loaded: 30 } });
    expect(org.jobs.made).toHaveLength(3);
  });

  test('gets a new token from the command when the old one is dead', async () => {
    await prepare();
    const refreshed: string[] = [];
    const result = await load(
      'source.csv',
      async () => {
        refreshed.push('expired');
        org.newToken();
      },
      async () => {
        refreshed.push('refreshed');
        return org.token;
      },
    );
    expect(result).toMatchObject({ state: 'done', rows: { loaded: 30 } });
    expect(refreshed).toEqual(['expired', 'refreshed']);
  });

  test('stops, to be resumed, where there is no new token', async () => {
    await prepare();
    const result = await load('source.csv', async () => {
      org.newToken();
    });
    expect(result).toMatchObject({ state: 'stopped', stop: { reason: 'auth' } });
  });

  test('refuses what the loader refuses, as an error that a user can act on', async () => {
    await prepare();
    const error: unknown = await load('missing.csv', atOnce).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      text: { area: 'load', code: 'FileNotFound', values: [join(dir, 'missing.csv')] },
      cause: { code: 'ENOENT' },
    });
  });

  test('ends with the reason where the command cannot note the run', async () => {
    await prepare();
    await expect(load('source.csv', () => Promise.reject(new Error('disk full')))).rejects.toThrow(
      'disk full',
    );
    expect(org.jobs.made).toHaveLength(0);
  });

  test.runIf(existsSync('/dev/full'))(
    'ends where the disk is full in the middle of a long list of results, and leaves a run that can be resumed',
    async () => {
      await prepare();
      writeFileSync(join(dir, 'long.csv'), csvFile(sampleSource(30_000)));
      const results = join(dir, 'run/results');
      const full = load(
        'long.csv',
        async () => {
          mkdirSync(results, { recursive: true });
          symlinkSync('/dev/full', join(results, '1.ok.csv.tmp'));
        },
        noRefresh,
        30_000,
      );
      await expect(full).rejects.toMatchObject({ text: { area: 'load', code: 'WriteFailed' } });
    },
    20_000,
  );

  test('ends with an error where the thread has died before there is an order', async () => {
    await prepare();
    await thread.close();
    await expect(load('source.csv', atOnce)).rejects.toThrow("the loader's thread ended with");
  });

  test('ends with an error where the thread itself ends', async () => {
    await prepare();
    const stuck = load('source.csv', async () => {
      await thread.close();
    });
    await expect(stuck).rejects.toThrow("the loader's thread ended with 1");
  });
});

const text = fc.record({
  area: fc.constant('load' as const),
  code: fc.string(),
  values: fc.array(fc.string()),
  data: fc.dictionary(
    fc.string().filter((name) => name !== '__proto__'),
    fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
  ),
});

test('an error says the same behind a thread as before it, its causes included', () => {
  fc.assert(
    fc.property(
      fc.option(text),
      fc.string(),
      fc.option(fc.string()),
      fc.boolean(),
      (user, message, code, bare) => {
        const inner = Object.assign(new RangeError(message), code === null ? {} : { code });
        const outer =
          user === null ? new Error(message, { cause: inner }) : new UserError({ ...user, cause: inner });
        const error = bare ? inner : outer;
        const arrived = unpackError(structuredClone(packError(error)));
        const parts = ({ name, message: said, stack, cause }: Error) => ({ name, said, stack, cause });
        const cause = bare
          ? undefined
          : Object.assign(new Error(message), { name: 'RangeError' }, code === null ? {} : { code });
        expect(parts(arrived)).toEqual({ ...parts(error), cause });
        expect(arrived instanceof UserError && arrived.text).toEqual(
          error instanceof UserError && { ...error.text, cause },
        );
      },
    ),
  );
});

test('what is thrown and no error arrives as one', () => {
  expect(unpackError(packError('gone')).message).toBe('gone');
});
