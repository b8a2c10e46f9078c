import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaErrors } from './result-schema.ts';
import { createSfHome, root, type SfHome } from './sf-home.ts';

let home: SfHome;
let project: string;

beforeAll(() => {
  home = createSfHome();
  const linked = home.sf(home.dir, 'plugins', 'link', '--no-install', root);
  expect(linked.status, linked.stderr).toBe(0);
  const made = home.sf(home.dir, 'template', 'generate', 'project', '--name', 'shop');
  expect(made.status, made.stderr).toBe(0);
  project = join(home.dir, 'shop');
});
afterAll(() => home.remove());

/** Runs a command with `--json` and returns its exit code and the parsed answer. */
function json(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = home.sf(cwd, ...args, '--json');
  return { status, answer: JSON.parse(stdout) as Record<string, unknown>, stderr };
}

describe('the plugin linked into the real sf, with no network', () => {
  test('lists its commands and explains each', () => {
    const topic = home.sf(project, 'retry', '--help').stdout;
    for (const command of ['init', 'generate', 'simulate']) {
      expect(topic).toContain(`retry ${command}`);
      const help = home.sf(project, 'retry', command, '--help');
      expect(help.status).toBe(0);
      expect(help.stdout).toContain('--json');
    }
  });

  test('walks from nothing to generated source: init, generate, convert', () => {
    const init = json(
      project,
      'retry',
      'init',
      '--integration',
      'Erp_Orders',
      '--object',
      'Account',
      '--named-credential',
      'ERP',
    );
    expect(init.answer, init.stderr).toMatchObject({ status: 0 });
    expect(schemaErrors('retry.init', init.answer['result'])).toBeNull();

    const generated = json(project, 'retry', 'generate');
    expect(generated.answer, generated.stderr).toMatchObject({ status: 0 });
    expect(schemaErrors('retry.generate', generated.answer['result'])).toBeNull();

    const again = json(project, 'retry', 'generate', '--check');
    expect(again.answer).toMatchObject({ status: 0 });
    const { files } = again.answer['result'] as { files: { path: string; state: string }[] };
    expect(files.filter((file) => file.state !== 'identical')).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => !existsSync(join(project, file.path)))).toEqual([]);

    const converted = home.sf(
      project,
      'project',
      'convert',
      'source',
      '--root-dir',
      'force-app',
      '--output-dir',
      'mdapi',
      '--json',
    );
    expect(converted.status, converted.stdout).toBe(0);
    expect(existsSync(join(project, 'mdapi/classes/RetryCalloutJob.cls'))).toBe(true);
    expect(existsSync(join(project, 'mdapi/customMetadata/Retry_Config.Erp_Orders.md'))).toBe(true);
  });

  test('simulates what was configured and answers in the shape of its schema', () => {
    const { status, answer, stderr } = json(
      project,
      'retry',
      'simulate',
      '--scenario',
      'outage-40-minutes',
      '--replications',
      '20',
    );
    expect(status, stderr).toBe(0);
    expect(schemaErrors('retry.simulate', answer['result'])).toBeNull();
  });

  test('says what is wrong in a config, where, and what to write instead', () => {
    const folder = home.folder('shop/broken');
    writeFileSync(join(folder, 'retry.yml'), 'integrations:\n  - nam: Erp_Orders\n');
    const { status, answer } = json(project, 'retry', 'generate', '--config', 'broken/retry.yml');
    expect(status).toBe(1);
    expect(answer).toMatchObject({ name: 'InvalidConfig', exitCode: 1 });
    expect(JSON.stringify(answer['data'])).toContain('"line":2');
    const human = home.sf(project, 'retry', 'generate', '--config', 'broken/retry.yml');
    expect(human.status).toBe(1);
    expect(human.stderr).toContain('broken/retry.yml:2:5');
    expect(human.stderr).not.toMatch(/\n\s+at /);
  });

  test('answers a wrong flag with exit code 2', () => {
    expect(home.sf(project, 'retry', 'generate', '--no-such-flag').status).toBe(2);
  });

  test('tells a folder that is no project what to do', () => {
    const { status, stderr } = home.sf(home.folder('nowhere'), 'retry', 'generate');
    expect(status).toBe(1);
    expect(stderr).toContain('sfdx-project.json');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
