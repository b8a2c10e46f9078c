import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '../../src/files/disk.ts';
import { ProjectFolder } from './project-folder.ts';
import { generated, run } from './run.ts';

const LOCK = 'retry.lock.json';
const project = new ProjectFolder();

const planning = (path: string) => () =>
  run(nodeDisk, generated({ [path]: 'x', 'app/other.txt': 'y' }), { root: project.root });

describe('a path that is not safe is refused, and nothing is written', () => {
  test.each([
    '../outside.txt',
    'app/../../outside.txt',
    'app/./a.txt',
    '/etc/outside.txt',
    '//server/share.txt',
    'C:/outside.txt',
    'app\\..\\..\\outside.txt',
    'app//a.txt',
    '',
    '.git/hooks/pre-commit',
    'app/.GIT/config',
    'app/NUL.txt',
    'app/com1',
    'app/a.txt.',
    'app/a.txt ',
    'app/a.txt:stream',
    'app/a\u0000.txt',
    'app/a\n.txt',
    `app/${'a'.repeat(256)}`,
  ])('%j', async (path) => {
    const before = project.everything();
    expect(await project.errorOf(planning(path))).toEqual([
      'UnsafePath',
      `${JSON.stringify(path)} cannot be the path of a generated file: it leaves the project, or not every operating system can hold it.`,
      'Change the package directory, the output directory or the name in the config that it comes from.',
    ]);
    expect(project.everything()).toEqual(before);
  });

  test('nor are two that differ only in case', async () => {
    expect(
      await project.errorOf(() =>
        run(nodeDisk, generated({ 'app/Order.txt': '', 'app/ORDER.txt': '' }), { root: project.root }),
      ),
    ).toEqual([
      'PathsCollide',
      'app/Order.txt and app/ORDER.txt differ only in upper and lower case: on Windows and macOS they are one file.',
      'Give the integrations and objects in the config names that differ in more than case.',
    ]);
    expect(project.everything()).toEqual(['project']);
  });
});

const MOVE = 'Move it away, then run the command again.';
const OTHER_FOLDER =
  'Name another folder: --output-dir of "sf retry generate", --output-file of "sf retry init".';
const LINK = ['Replace the link by a real folder or file.', OTHER_FOLDER];

const standing: readonly [name: string, prepare: () => void, error: readonly string[]][] = [
  [
    'a link out of the project as a folder on the way',
    () => symlinkSync(project.outside(), join(project.root, 'app')),
    ['LinkInPath', 'app is a symbolic link: generated files could land outside the project.', ...LINK],
  ],
  [
    'a link that stays in the project as a folder further down',
    () => {
      project.write('real/b/keep.txt', '');
      mkdirSync(join(project.root, 'app'));
      symlinkSync(join(project.root, 'real/b'), join(project.root, 'app/b'));
    },
    ['LinkInPath', 'app/b is a symbolic link: generated files could land outside the project.', ...LINK],
  ],
  [
    'a link as the file itself',
    () => {
      mkdirSync(join(project.root, 'app/b'), { recursive: true });
      writeFileSync(join(project.outside(), 'victim.txt'), 'x');
      symlinkSync(join(project.outside(), 'victim.txt'), join(project.root, 'app/b/a.txt'));
    },
    [
      'LinkInPath',
      'app/b/a.txt is a symbolic link: generated files could land outside the project.',
      ...LINK,
    ],
  ],
  [
    'a dangling link as the file itself',
    () => {
      mkdirSync(join(project.root, 'app/b'), { recursive: true });
      symlinkSync(join(project.outside(), 'not-there.txt'), join(project.root, 'app/b/a.txt'));
    },
    [
      'LinkInPath',
      'app/b/a.txt is a symbolic link: generated files could land outside the project.',
      ...LINK,
    ],
  ],
  [
    'a link as the lock file',
    () => symlinkSync(join(project.outside(), 'not-there.json'), join(project.root, LOCK)),
    ['LinkInPath', `${LOCK} is a symbolic link: generated files could land outside the project.`, ...LINK],
  ],
  [
    'a folder where the file has to be',
    () => mkdirSync(join(project.root, 'app/b/a.txt'), { recursive: true }),
    ['NotAFile', 'app/b/a.txt is not a file, but a file has to be written there.', MOVE],
  ],
  [
    'a pipe where the file has to be',
    () => {
      mkdirSync(join(project.root, 'app/b'), { recursive: true });
      execFileSync('sh', ['-c', 'mkfifo "$0"', join(project.root, 'app/b/a.txt')]);
    },
    ['NotAFile', 'app/b/a.txt is not a file, but a file has to be written there.', MOVE],
  ],
  [
    'a folder where the lock file has to be',
    () => mkdirSync(join(project.root, LOCK)),
    ['NotAFile', `${LOCK} is not a file, but a file has to be written there.`, MOVE],
  ],
  [
    'a file where a folder has to be',
    () => project.write('app/b', 'x'),
    ['ParentIsNoFolder', 'app/b is a file, but files have to be written below it.', MOVE, OTHER_FOLDER],
  ],
  [
    'a folder whose name differs only in case',
    () => mkdirSync(join(project.root, 'app/B'), { recursive: true }),
    [
      'OtherCase',
      'app/b has to be written, but app/B is there, and differs only in upper and lower case.',
      'Write the name in the config, in --output-dir or in --output-file as it stands on the disk.',
      'Rename or delete what is there.',
    ],
  ],
  [
    'a file whose name differs only in case',
    () => project.write('app/b/A.txt', 'x'),
    [
      'OtherCase',
      'app/b/a.txt has to be written, but app/b/A.txt is there, and differs only in upper and lower case.',
      'Write the name in the config, in --output-dir or in --output-file as it stands on the disk.',
      'Rename or delete what is there.',
    ],
  ],
];

describe('what stands in the way is named, and nothing is written', () => {
  test.each(standing)('%s', async (_, prepare, error) => {
    prepare();
    const before = project.everything();
    expect(await project.errorOf(planning('app/b/a.txt'))).toEqual(error);
    expect(project.everything()).toEqual(before);
  });

  test('a folder whose name is the same in another Unicode form', async () => {
    mkdirSync(join(project.root, 'app/e\u0301'), { recursive: true });
    expect((await project.errorOf(planning('app/\u00e9/a.txt')))[0]).toBe('OtherCase');
  });

  test('a file that may not be read', async () => {
    const disk = {
      ...nodeDisk,
      read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })),
    };
    project.write('app/b/a.txt', 'x');
    expect(
      await project.errorOf(() => run(disk, generated({ 'app/b/a.txt': 'x' }), { root: project.root })),
    ).toEqual([
      'Unreadable',
      'app/b/a.txt cannot be read (EACCES), so it is not known whether it was edited.',
      'Make it readable for you, then run the command again.',
    ]);
  });

  test.each([
    [
      'EROFS',
      'NotWritable',
      'app/b/a.txt cannot be written (EROFS).',
      'Give yourself the right to write there, then run the command again. Every file is whole, old or new; the next run finishes what is missing.',
    ],
    [
      'ENOSPC',
      'NoSpace',
      'There is no space left for app/b/a.txt (ENOSPC).',
      'Make room, then run the command again. Every file is whole, old or new; the next run finishes what is missing.',
    ],
    [
      'ENOENT',
      'ChangedMeanwhile',
      'app/b/a.txt or its folder was changed by another program during the run (ENOENT).',
      'Wait until the other program is done (another "sf retry generate"?), then run the command again. Every file is whole, old or new.',
    ],
    [
      'EIO',
      'WriteFailed',
      'app/b/a.txt cannot be written: the system reports EIO.',
      'Run the command again once the cause is gone. Every file is whole, old or new; the next run finishes what is missing.',
    ],
  ])('a disk that reports %s', async (code, ...error) => {
    const disk = {
      ...nodeDisk,
      writeNew: (file: string, text: string) =>
        file.includes('/app/b/')
          ? Promise.reject(Object.assign(new Error('no'), { code }))
          : nodeDisk.writeNew(file, text),
    };
    const before = project.everything();
    expect(
      await project.errorOf(() => run(disk, generated({ 'app/b/a.txt': 'x' }), { root: project.root })),
    ).toEqual(error);
    expect(project.everything()).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    mkdirSync(join(project.root, 'app'));
    chmodSync(join(project.root, 'app'), 0o555);
    expect((await project.errorOf(planning('app/a.txt'))).slice(0, 2)).toEqual([
      'NotWritable',
      'app/a.txt cannot be written (EACCES).',
    ]);
  });
});
