import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSfHome, type SfHome } from './nut/sf-home.ts';

const root = resolve(import.meta.dirname, '..');
let work: string;
let home: SfHome;
let packed: { filename: string; files: { path: string }[] };

/** Packs a copy of the sources: packing builds, and nobody else's build is to be pulled away from under them. */
function pack(): typeof packed {
  const copy = join(work, 'copy');
  const sources = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const path of sources.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const report = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', work], {
    cwd: copy,
    encoding: 'utf8',
  });
  return (JSON.parse(report.slice(report.indexOf('['))) as [typeof packed])[0];
}

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'package-'));
  home = createSfHome();
  packed = pack();
}, 300_000);
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  home.remove();
});

describe('the packed plugin', () => {
  test('holds the compiled code, the kit, texts, schemas, docs and the manifest, and nothing else', () => {
    const paths = packed.files.map((file) => file.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'oclif.manifest.json',
        'package.json',
        'lib/commands/retry/generate.js',
        'messages/retry.generate.md',
        'schemas/retry.schema.json',
        'force-app-template/main/default/classes/RetryCalloutJob.cls',
      ]),
    );
    const allowed =
      /^(lib|messages|schemas|docs|force-app-template)\/|^(LICENSE|README\.md|CHANGELOG\.md|oclif\.manifest\.json|package\.json)$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  });

  test('names its commands in the manifest, so that oclif imports only the one that runs', () => {
    const manifest = execFileSync(
      'tar',
      ['xzOf', join(work, packed.filename), 'package/oclif.manifest.json'],
      { encoding: 'utf8' },
    );
    const { commands } = JSON.parse(manifest) as { commands: Record<string, unknown> };
    expect(Object.keys(commands)).toEqual(
      expect.arrayContaining(['retry:generate', 'retry:init', 'retry:simulate']),
    );
  });

  test('the README holds the command reference as oclif writes it (npm run readme)', () => {
    const copy = join(work, 'copy');
    const before = readFileSync(join(copy, 'README.md'), 'utf8');
    const oclif = join(root, 'node_modules/.bin/oclif');
    execFileSync(oclif, ['readme', '--repository-prefix', 'src/commands'], { cwd: copy, stdio: 'ignore' });
    expect(readFileSync(join(copy, 'README.md'), 'utf8')).toBe(before);
  });

  test('works when it is installed from the tarball, with no dev dependency', { timeout: 300_000 }, () => {
    const folder = home.folder('empty');
    const installed = spawnSync(
      'npm',
      ['install', '--prefix', folder, '--silent', join(work, packed.filename)],
      { encoding: 'utf8' },
    );
    expect(installed.status, installed.stderr).toBe(0);
    const modules = readdirSync(join(folder, 'node_modules'));
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const development = Object.keys(devDependencies).filter((name) => !name.startsWith('@'));
    const alsoOfOthers = ['ajv', 'jszip'];
    expect(development.filter((name) => !alsoOfOthers.includes(name) && modules.includes(name))).toEqual([]);

    const plugin = join(folder, 'node_modules/sf-plugin-retry');
    expect(home.sf(folder, 'plugins', 'link', '--no-install', plugin).status).toBe(0);
    expect(home.sf(folder, 'template', 'generate', 'project', '--name', 'shop').status).toBe(0);
    const project = join(folder, 'shop');
    expect(home.sf(project, 'retry', 'init').status).toBe(0);
    const generated = home.sf(project, 'retry', 'generate', '--json');
    expect(generated.status, generated.stdout).toBe(0);
    expect(existsSync(join(project, 'force-app/main/default/classes/RetryCalloutJob.cls'))).toBe(true);
  });

  test('is a library for policy tests: the example of the docs compiles and passes', {
    timeout: 300_000,
  }, () => {
    const project = join(home.dir, 'empty/shop');
    const docs = readFileSync(join(work, 'copy/docs/policy-tests.md'), 'utf8');
    writeFileSync(join(project, 'retry.test.ts'), /```ts\n(.*?)```/su.exec(docs)?.[1] ?? '');
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'));
    const node = (script: string, ...args: string[]) =>
      spawnSync(process.execPath, [join(root, script), ...args], {
        cwd: project,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      });
    for (const [module, resolution] of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ] as const) {
      const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', '--types', ''];
      const where = ['--module', module, '--moduleResolution', resolution];
      const compiled = node('node_modules/typescript/bin/tsc', ...flags, ...where, 'retry.test.ts');
      expect(compiled.stdout).toBe('');
    }
    const run = node('node_modules/vitest/vitest.mjs', 'run', '--root', project);
    expect(run.status, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toMatch(/Tests +\d+ passed/u);
  });
});
