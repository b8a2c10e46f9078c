import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import RetryInit, { type RetryInitResult } from '../../src/commands/retry/init.ts';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { readConfig } from '../../src/config/read.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

let folder: string;
let log: string[];
const listenersBefore = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'retry-init-')));
  log = [];
  vi.spyOn(process, 'cwd').mockImplementation(() => folder);
  vi.spyOn(SfCommand.prototype, 'logToStderr').mockReturnValue(undefined);
  vi.spyOn(SfCommand.prototype, 'log').mockImplementation((message) => void log.push(String(message)));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  // A command lives as long as its process: nobody else takes its signal handlers away.
  for (const signal of SIGNALS) {
    const added = process.listeners(signal).filter((one) => !listenersBefore.get(signal)?.includes(one));
    for (const listener of added) process.removeListener(signal, listener);
  }
  rmSync(folder, { recursive: true });
});

const repository = join(import.meta.dirname, '../..');

async function init(...argv: readonly string[]): Promise<RetryInitResult> {
  return await RetryInit.run([...argv], repository);
}

function refusal(
  ...argv: readonly string[]
): Promise<{ name: string; message: string; exitCode: number; actions: string[] }> {
  return init(...argv).then(
    () => Promise.reject(new Error('it was accepted')),
    (error) => error,
  );
}

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('a starter and its schema are written into the current folder', async () => {
  const result = await init();
  expect(result).toEqual({
    files: [
      { path: 'retry.schema.json', state: 'created' },
      { path: 'retry.yml', state: 'created' },
    ],
  });
  expect(readdirSync(folder).sort()).toEqual(['retry.schema.json', 'retry.yml']);
  expect(text('retry.schema.json')).toBe(configJsonSchema());
  expect((await readConfig(join(folder, 'retry.yml'))).warnings).toEqual([]);
  expect(log.join('\n')).toContain('sf retry simulate --config retry.yml');
  expect(process.exitCode).toBeUndefined();
});

test('the names of the flags stand in the starter', async () => {
  await init('--integration', 'Crm', '--named-credential', 'acme__CRM', '--object', 'Account');
  const { config } = await readConfig(join(folder, 'retry.yml'));
  expect(config.integrations).toMatchObject([
    { name: 'Crm', namedCredential: 'acme__CRM', object: 'Account' },
  ]);
});

test('a second run changes nothing', async () => {
  await init();
  expect((await init()).files.map(({ state }) => state)).toEqual(['identical', 'identical']);
  expect(process.exitCode).toBeUndefined();
});

describe('a file that is there already', () => {
  test('is a conflict: nothing is written, and the exit code is 1', async () => {
    writeFileSync(join(folder, 'retry.yml'), 'mine\n');
    expect(await init()).toEqual({
      files: [
        { path: 'retry.schema.json', state: 'created' },
        { path: 'retry.yml', state: 'conflict' },
      ],
    });
    expect(process.exitCode).toBe(1);
    expect(text('retry.yml')).toBe('mine\n');
    expect(existsSync(join(folder, 'retry.schema.json'))).toBe(false);
    expect(log.join('\n')).toContain('--force-overwrite');
  });

  test('is overwritten when asked for', async () => {
    writeFileSync(join(folder, 'retry.yml'), 'mine\n');
    expect((await init('--force-overwrite')).files).toContainEqual({ path: 'retry.yml', state: 'updated' });
    expect(process.exitCode).toBeUndefined();
    expect(text('retry.yml')).toContain('integrations:');
  });
});

describe('where it writes', () => {
  test('a path below the folder, which is made', async () => {
    expect((await init('--output-file', 'config/erp.yaml')).files.map(({ path }) => path)).toEqual([
      'config/erp.yaml',
      'config/retry.schema.json',
    ]);
    expect((await readConfig(join(folder, 'config/erp.yaml'))).config.integrations).toHaveLength(1);
  });

  test('a path above the folder is refused', async () => {
    expect(await refusal('--output-file', '../retry.yml')).toMatchObject({
      name: 'OutsideProject',
      exitCode: 1,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a folder that other programs trust is refused', async () => {
    expect(await refusal('--output-file', '.git/retry.yml')).toMatchObject({
      name: 'UnsafePath',
      exitCode: 1,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a path through a link is refused', async () => {
    symlinkSync(tmpdir(), join(folder, 'elsewhere'));
    expect(await refusal('--output-file', 'elsewhere/retry.yml')).toMatchObject({ name: 'LinkInPath' });
  });

  test('a directory in the place of the file is refused', async () => {
    mkdirSync(join(folder, 'retry.yml'));
    expect(await refusal('--force-overwrite')).toMatchObject({ name: 'NotAFile', exitCode: 1 });
  });

  test('from a folder of a project, any path of the project may be named, and is named from its root', async () => {
    writeFileSync(join(folder, 'sfdx-project.json'), '{ "packageDirectories": [{ "path": "force-app" }] }');
    mkdirSync(join(folder, 'config'));
    const root = folder;
    vi.spyOn(process, 'cwd').mockImplementation(() => join(root, 'config'));
    const { files } = await init('--output-file', '../retry.yml');
    expect(files.map(({ path }) => path)).toEqual(['retry.schema.json', 'retry.yml']);
    expect(existsSync(join(folder, 'retry.yml'))).toBe(true);
  });

  test('a project whose file is damaged is refused with its own error', async () => {
    writeFileSync(join(folder, 'sfdx-project.json'), '{');
    expect(await refusal()).toMatchObject({ name: 'ProjectIsNoJson' });
  });
});

describe('a wrong flag ends with exit code 2 and says what to write', () => {
  test.each([
    ['--integration', 'Erp__Orders', /a name of at most 29 letters/],
    ['--named-credential', 'callout:ERP', /without "callout:"/],
    ['--object', 'Order__mdt', /which ends in __c/],
    ['--output-file', 'retry.json', /\.yml or \.yaml/],
    ['--output-file', 'config/', /\.yml or \.yaml/],
  ])('%s %s', async (flag, value, hint) => {
    const { message, exitCode, actions } = await refusal(flag, value);
    expect(message).toContain(`"${value}" cannot be the value of ${flag}`);
    expect(exitCode).toBe(2);
    expect(actions).toEqual([expect.stringMatching(hint)]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a name that a class of the kit has is refused, and nothing is written', async () => {
  const { name, message } = await refusal('--integration', 'RetryCallout');
  expect(name).toBe('InvalidConfig');
  expect(message).toMatch(/retry\.yml:\d+:\d+ The name RetryCallout is taken/);
  expect(readdirSync(folder)).toEqual([]);
});
