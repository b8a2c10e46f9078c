import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../test/nut/sf-home.ts';

/**
 * The plugin as npm installs it: with the manifest of its commands, which the published package holds and the work tree does
 * not. Without it, the CLI loads every command of the plugin at each start.
 *
 * @param folder - where to put it
 */
export function asInstalled(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of ['lib', 'messages', 'schemas', 'node_modules']) {
    symlinkSync(join(root, name), join(folder, name));
  }
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  const oclif = join(root, 'node_modules/.bin/oclif');
  const { status, stderr } = spawnSync(oclif, ['manifest', folder], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return folder;
}
