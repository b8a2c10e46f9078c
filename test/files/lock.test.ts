import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '../../src/files/disk.ts';
import { ProjectFolder } from './project-folder.ts';
import { generated, run } from './run.ts';

const LOCK = 'retry.lock.json';
const project = new ProjectFolder();

const planning = () => run(nodeDisk, generated({ 'app/a.txt': 'x' }), { root: project.root });

const hash = 'a'.repeat(64);
const lock = (change: object): string =>
  JSON.stringify({ format: 1, generator: '0.1.0', config: hash, files: {}, ...change });

describe('a lock file that cannot be trusted stops the run', () => {
  test.each([
    ['{', 'it is not JSON'],
    ['', 'it is not JSON'],
    ['<<<<<<< HEAD\n{}', 'it is not JSON'],
    ['[]', 'it does not hold a JSON object'],
    ['null', 'it does not hold a JSON object'],
    [lock({ generator: 1 }), '"generator" is not a version'],
    [lock({ generator: 'latest' }), '"generator" is not a version'],
    [lock({ format: '1' }), '"format" is not a number'],
    [lock({ format: 0 }), '"format" is not a number'],
    [lock({ config: 'abc' }), '"config" is not 64 hexadecimal digits'],
    [lock({ files: [] }), '"files" is not an object'],
    [lock({ files: undefined }), '"files" is not an object'],
    [lock({ unfinished: 'x' }), '"unfinished" is not an object'],
    [lock({ files: { a: 'abc' } }), 'the hash of "a" in "files" is not 64 hexadecimal digits'],
    [lock({ files: { a: null } }), 'the hash of "a" in "files" is not 64 hexadecimal digits'],
    [lock({ files: { '../victim': hash } }), '"../victim" in "files" is not a path inside the project'],
    [lock({ unfinished: { '/etc/x': hash } }), '"/etc/x" in "unfinished" is not a path inside the project'],
    [
      `{"format":1,"generator":"0.1.0","config":"${hash}","files":{"__proto__":1}}`,
      'the hash of "__proto__" in "files" is not 64 hexadecimal digits',
    ],
  ])('%s', async (text, why) => {
    project.write(LOCK, text);
    expect(await project.errorOf(planning)).toEqual([
      'LockDamaged',
      `The lock file ${LOCK} is damaged: ${why}.`,
      `Restore ${LOCK} from version control.`,
      'Delete it: then files that are what the generator would write are taken for generated again, all others for yours.',
    ]);
    expect(project.everything()).toEqual(['project', `project/${LOCK}`]);
  });

  test.each([
    ['0.1.1', 1],
    ['0.2.0', 1],
    ['1.0.0-beta.1', 1],
    ['0.1.0', 2],
  ])('one of a newer generator: version %s, format %i', async (generator, format) => {
    project.write(LOCK, lock({ generator, format }));
    expect(await project.errorOf(planning)).toEqual([
      'LockNewer',
      `The lock file ${LOCK} was written by version ${generator} of sf-plugin-retry; this is version 0.1.0, which may not know all of its files.`,
      'Update the plugin: sf plugins install sf-plugin-retry',
    ]);
  });

  test.each(['0.1.0', '0.0.9', '0.1.0-beta.2'])('one of version %s does not', async (generator) => {
    project.write(LOCK, lock({ generator }));
    expect(await project.errorOf(planning)).toEqual(['no error']);
  });

  test('a path of the lock behind a link is refused, even to delete', async () => {
    writeFileSync(join(project.outside(), 'victim.txt'), 'x');
    symlinkSync(project.outside(), join(project.root, 'away'));
    project.write(
      LOCK,
      lock({
        files: { 'away/victim.txt': '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' },
      }),
    );
    const error = await project.errorOf(() => run(nodeDisk, [], { root: project.root, prune: true }));
    expect(error[0]).toBe('LinkInPath');
    expect(existsSync(join(project.outside(), 'victim.txt'))).toBe(true);
  });
});
