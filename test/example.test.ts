import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generate } from '../src/cli/generate.ts';
import { readConfig } from '../src/config/read.ts';
import { asPrettierWritesIt } from './templates/prettier.ts';

const PROJECT = resolve(import.meta.dirname, '../examples/order-sync');

function git(...args: string[]): string[] {
  return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('the sample project', () => {
  test('has a config without warnings', async () => {
    expect((await readConfig(join(PROJECT, 'retry.yml'))).warnings).toEqual([]);
  });

  test('keeps every generated file out of git, and nothing that was written by hand', async () => {
    const { files } = await generate({
      config: join(PROJECT, 'retry.yml'),
      outputDirectory: undefined,
      apiVersion: undefined,
      overwrite: true,
      prune: false,
      dryRun: true,
    });
    const paths = files.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(20);
    expect(git('check-ignore', '--no-index', ...paths)).toEqual(paths);
    expect(git('ls-files', '--cached', '--ignored', '--exclude-standard')).toEqual([]);
  });

  test('is written as prettier writes it', async () => {
    const sources = globSync('{*.json,*.yml,*.md,force-app/order-sync/**/*.{cls,trigger,xml}}', {
      cwd: PROJECT,
    });
    expect(sources.length).toBeGreaterThan(9);
    for (const path of sources.filter(
      (name) => !name.startsWith('retry.lock') && name !== 'retry.schema.json',
    )) {
      const text = readFileSync(join(PROJECT, path), 'utf8');
      expect([path, await asPrettierWritesIt(path, text)]).toEqual([path, text]);
    }
  });
});
