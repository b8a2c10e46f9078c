import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk } from '../../src/files/disk.ts';
import { ProjectFolder } from './project-folder.ts';

const project = new ProjectFolder();
const at = (path: string): string => join(project.root, path);

test('a new file is never written through or over something that is there', async () => {
  project.write('victim.txt', 'mine');
  symlinkSync(at('victim.txt'), at('link.txt'));
  symlinkSync(at('nowhere.txt'), at('dangling.txt'));
  for (const path of ['victim.txt', 'link.txt', 'dangling.txt']) {
    await expect(nodeDisk.writeNew(at(path), 'x')).rejects.toMatchObject({ code: 'EEXIST' });
  }
  expect(readFileSync(at('victim.txt'), 'utf8')).toBe('mine');
  expect(await nodeDisk.kindOf(at('nowhere.txt'))).toBeUndefined();
});

test('what stands at a path is told without following links', async () => {
  project.write('file.txt', '');
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('link'));
  const kinds = await Promise.all(
    ['file.txt', 'folder', 'link', 'nothing'].map((path) => nodeDisk.kindOf(at(path))),
  );
  expect(kinds).toEqual(['file', 'folder', 'link', undefined]);
});

test('a folder that does not exist lists nothing', async () => {
  expect(await nodeDisk.list(at('nothing'))).toEqual([]);
});
