import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read.ts';
import { UserError } from '../../src/model/user-error.ts';
import { GOOD_CONFIGS } from './good.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retry-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function refusal(path: string): Promise<UserError['text']> {
  const error = await readConfig(path, 'retry.yml').catch((reason: unknown) => reason);
  if (error instanceof UserError) return error.text;
  throw new Error('it was read');
}

test('a good file gives its config and its warnings', async () => {
  const path = file('good.yml', `${GOOD_CONFIGS.minimal}    timeoutSeconds: 60\n`);
  const { config, warnings } = await readConfig(path, 'config/retry.yml');
  expect(config.integrations[0]?.timeoutSeconds).toBe(60);
  expect(warnings).toMatchObject([{ severity: 'warning', file: 'config/retry.yml', line: 5, column: 21 }]);
});

test('a link to a good file is followed', async () => {
  symlinkSync(file('target.yml', GOOD_CONFIGS.minimal), join(folder, 'link.yml'));
  expect((await readConfig(join(folder, 'link.yml'))).config.integrations).toHaveLength(1);
});

test('a bad file is refused with all of its issues, as text and as data', async () => {
  const path = file('bad.yml', `${GOOD_CONFIGS.minimal}    colour: red\n    timeoutSeconds: 0\n`);
  const { code, values, data } = await refusal(path);
  expect(code).toBe('InvalidConfig');
  expect(values?.[1]?.split('\n')).toEqual([
    expect.stringMatching(/^retry\.yml:5:5 integrations\[0\] has no key "colour"\. Remove it\./),
    'retry.yml:6:21 integrations[0].timeoutSeconds is 0, which is less than 1. Write a whole number from 1 to 110 (seconds), or leave it out for 10.',
  ]);
  expect(data?.['issues']).toEqual([
    { file: 'retry.yml', line: 5, column: 5, message: expect.any(String), fix: expect.any(String) },
    {
      file: 'retry.yml',
      line: 6,
      column: 21,
      message: 'integrations[0].timeoutSeconds is 0, which is less than 1.',
      fix: 'Write a whole number from 1 to 110 (seconds), or leave it out for 10.',
    },
  ]);
});

test('a missing file is refused with the command that writes one', async () => {
  expect(await refusal(join(folder, 'missing.yml'))).toEqual({
    area: 'config',
    code: 'ConfigNotFound',
    values: ['retry.yml'],
    actionValues: ['retry.yml'],
  });
});

test('a file below a file is a missing file', async () => {
  expect((await refusal(join(file('plain.yml', ''), 'retry.yml'))).code).toBe('ConfigNotFound');
});

test('a directory is refused', async () => {
  mkdirSync(join(folder, 'directory.yml'));
  expect((await refusal(join(folder, 'directory.yml'))).code).toBe('ConfigNotAFile');
});

test('a named pipe is refused, not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.yml')]);
  expect((await refusal(join(folder, 'pipe.yml'))).code).toBe('ConfigNotAFile');
});

test('links in a circle are refused with what the system says', async () => {
  symlinkSync(join(folder, 'circle.yml'), join(folder, 'circle.yml'));
  expect(await refusal(join(folder, 'circle.yml'))).toMatchObject({
    code: 'ConfigNotReadable',
    values: ['retry.yml', 'ELOOP'],
  });
});

test('a huge file is refused without reading it', async () => {
  const path = file('huge.yml', '#'.repeat(256 * 1024 + 1));
  expect(await refusal(path)).toMatchObject({ code: 'ConfigTooLarge', values: ['retry.yml', '257', '256'] });
  expect((await refusal(file('large.yml', '#'.repeat(256 * 1024)))).code).toBe('InvalidConfig');
});

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${GOOD_CONFIGS.minimal}`, 'utf16le')],
  ['Latin-1', Buffer.from(GOOD_CONFIGS.minimal.replace('ERP', 'Größe'), 'latin1')],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
])('%s is refused as not UTF-8', async (name, bytes) => {
  expect((await refusal(file(`${name}.yml`, bytes))).code).toBe('ConfigNotUtf8');
});

test('a byte order mark of UTF-8 is skipped', async () => {
  const path = file('bom.yml', `\uFEFF${GOOD_CONFIGS.minimal}`);
  expect((await readConfig(path)).config.integrations).toHaveLength(1);
});
