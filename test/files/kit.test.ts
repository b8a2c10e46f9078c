import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KIT_FOLDER, listKit, withContent } from '../../src/files/kit.ts';
import { ProjectFolder } from './project-folder.ts';

const folder = new ProjectFolder();

test('the kit is what goes into a project, sorted; not what its own developers need', async () => {
  for (const path of [
    'main/default/b.cls',
    'main/default/a/c.xml',
    'scripts/apex/start.apex',
    'README.md',
    '.prettierrc',
  ]) {
    folder.write(path, '');
  }
  expect(await listKit(folder.root)).toEqual([
    'main/default/a/c.xml',
    'main/default/b.cls',
    'scripts/apex/start.apex',
  ]);
});

test('an asset is read with LF, whatever the checkout or the package made of it', async () => {
  folder.write('main/a.cls', 'é\r\nb\r\n');
  const plans = [
    { path: 'app/a.cls', owner: 'generated', content: { asset: 'main/a.cls' } },
    { path: 'app/b.xml', owner: 'user', content: { text: 'x\n' } },
  ] as const;
  expect(await withContent(plans, folder.root)).toEqual([
    { path: 'app/a.cls', owner: 'generated', text: 'é\nb\n' },
    { path: 'app/b.xml', owner: 'user', text: 'x\n' },
  ]);
});

test('the kit of the plugin is found', async () => {
  const assets = await listKit(KIT_FOLDER);
  expect(assets).toContain('main/default/classes/RetryCalloutJob.cls');
  expect(assets.filter((path) => !existsSync(join(KIT_FOLDER, path)))).toEqual([]);
});
