import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

function tracked(...patterns: string[]): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: root, encoding: 'utf8' });
  return list.split('\0').filter((path) => path !== '');
}

function lines(path: string): number {
  return readFileSync(resolve(root, path), 'utf8').split('\n').length - 1;
}

describe('the sources stay small', () => {
  const sizes = tracked('src/**/*.ts').map((path) => ({ path, lines: lines(path) }));

  test('no file is over 250 lines', () => {
    expect(sizes.filter((file) => file.lines > 250)).toEqual([]);
  });

  test('the median file is under 70 lines', () => {
    const sorted = sizes.map((file) => file.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(70);
  });

  test('no command is over 100 lines', () => {
    expect(sizes.filter((file) => file.path.startsWith('src/commands/') && file.lines > 100)).toEqual([]);
  });
});

describe('nothing tracked belongs to one machine', () => {
  test('the oclif manifest and compiled files are never committed', () => {
    expect(tracked('oclif.manifest.json', 'lib/**', '*.tgz')).toEqual([]);
  });

  test('the lock file names no registry', () => {
    expect(readFileSync(resolve(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
  });

  test('the entry points are executable', () => {
    const modes = execFileSync('git', ['ls-files', '--stage', '--', 'bin', '.ci/run'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(
      modes
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('100755')),
    ).toEqual([]);
  });
});
