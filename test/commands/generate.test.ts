import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import RetryGenerate, { type RetryGenerateResult } from '../../src/commands/retry/generate.ts';
import { ProjectFolder } from '../files/project-folder.ts';

const PLUGIN = resolve(import.meta.dirname, '../..');
const CONFIG = 'integrations:\n  - name: Erp_Orders\n    namedCredential: ERP\n    object: Order__c\n';
const ERP_RECORD = 'force-app/main/default/customMetadata/Retry_Config.Erp_Orders.md-meta.xml';
const project = new ProjectFolder();
let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(SfCommand.prototype, 'log').mockImplementation(
    (text = '') => void printed.push(...text.split('\n')),
  );
  vi.spyOn(SfCommand.prototype, 'warn').mockImplementation((warning) => {
    printed.push(`Warning: ${warning}`);
    return warning;
  });
  vi.spyOn(SfCommand.prototype, 'logToStderr').mockImplementation(() => undefined);
  project.write(
    'sfdx-project.json',
    '{ "packageDirectories": [{ "path": "force-app" }], "sourceApiVersion": "63.0" }',
  );
  project.write('retry.yml', CONFIG);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs a body, and takes away the signal handlers that the command base class adds in every run. */
async function withoutHandlers<Value>(body: () => Promise<Value>): Promise<Value> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  try {
    return await body();
  } finally {
    for (const [index, signal] of signals.entries()) {
      for (const added of process
        .listeners(signal)
        .filter((listener) => !before[index]?.includes(listener))) {
        process.off(signal, added);
      }
    }
  }
}

interface Run extends RetryGenerateResult {
  readonly exitCode: number;
  readonly states: Record<string, string[]>;
}

async function generate(...flags: string[]): Promise<Run> {
  const config = flags.includes('--config') ? [] : ['--config', join(project.root, 'retry.yml')];
  printed = [];
  process.exitCode = undefined;
  const result = await withoutHandlers(() => RetryGenerate.run([...config, ...flags], PLUGIN));
  const states: Record<string, string[]> = {};
  for (const { path, state } of result.files) {
    states[state] = [...(states[state] ?? []), path];
  }
  return { ...result, states, exitCode: Number(process.exitCode ?? 0) };
}

/** Every file of the project with its text. */
function snapshot(): Record<string, string> {
  const files = readdirSync(project.root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  );
}

describe('the first run', () => {
  test('creates every file, and says how to deploy', async () => {
    const { files, states, exitCode } = await generate();
    expect(exitCode).toBe(0);
    expect(Object.keys(states)).toEqual(['created']);
    expect(states['created']).toEqual(
      expect.arrayContaining([
        ERP_RECORD,
        'manifest/retry/package.xml',
        'retry.lock.json',
        'retry.schema.json',
      ]),
    );
    expect(files.filter(({ path }) => !existsSync(join(project.root, path)))).toEqual([]);
    expect(printed[0]).toBe(`Created (${files.length})`);
    expect(printed[11]).toBe(`  ... and ${files.length - 10} more (--json lists all)`);
    expect(printed.slice(-2)).toEqual([
      'Deploy with: sf project deploy start --manifest manifest/retry/package.xml',
      'A second run changes nothing. Commit the generated files and the lock file.',
    ]);
  });

  test('takes the API version from the project, unless a flag names one', async () => {
    await generate();
    expect(readFileSync(join(project.root, 'manifest/retry/package.xml'), 'utf8')).toContain(
      '<version>63.0</version>',
    );
    await generate('--api-version', '64.0');
    expect(readFileSync(join(project.root, 'manifest/retry/package.xml'), 'utf8')).toContain(
      '<version>64.0</version>',
    );
  });

  test('writes below another folder when asked to', async () => {
    const { files } = await generate('--output-dir', join(project.root, 'packages/retry'));
    expect(files.map(({ path }) => path)).toContain(ERP_RECORD.replace('force-app', 'packages/retry'));
    expect(existsSync(join(project.root, 'force-app'))).toBe(false);
  });

  test('keeps lock and schema beside a config that lies in a folder', async () => {
    project.write('config/retry.yml', CONFIG);
    const { files } = await generate('--config', join(project.root, 'config/retry.yml'));
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['config/retry.lock.json', 'config/retry.schema.json', ERP_RECORD]),
    );
  });
});

test('the second run finds everything identical, and writes nothing', async () => {
  await generate();
  const before = snapshot();
  const { states, exitCode } = await generate();
  expect(Object.keys(states)).toEqual(['identical']);
  expect(exitCode).toBe(0);
  expect(printed).toEqual([`Unchanged (${states['identical']?.length})`]);
  expect(snapshot()).toEqual(before);
});

test('a conflict is a result with exit code 1, and nothing is written', async () => {
  await generate();
  appendFileSync(join(project.root, ERP_RECORD), '<!-- mine -->');
  project.write('retry.yml', `${CONFIG}    timeoutSeconds: 12\n`);
  const before = snapshot();
  const { states, exitCode } = await generate();
  expect(states['conflict']).toEqual([ERP_RECORD]);
  expect(exitCode).toBe(1);
  expect(snapshot()).toEqual(before);
  expect(printed.slice(0, 2)).toEqual([
    'Conflicts (1): somebody else wrote these, or edited them since they were generated',
    `  ${ERP_RECORD}`,
  ]);
  expect(printed.at(-1)).toBe(
    'Because of the conflicts, nothing is written. To drop the edits, run the command with --force-overwrite; to keep them, move them into a class of your own and restore the file from version control.',
  );
});

test('--force-overwrite replaces the edited file', async () => {
  await generate();
  const generated = readFileSync(join(project.root, ERP_RECORD), 'utf8');
  appendFileSync(join(project.root, ERP_RECORD), '<!-- mine -->');
  const { states, exitCode } = await generate('--force-overwrite');
  expect(states['updated']).toEqual([ERP_RECORD]);
  expect(exitCode).toBe(0);
  expect(readFileSync(join(project.root, ERP_RECORD), 'utf8')).toBe(generated);
});

describe('--dry-run and --check write nothing', () => {
  test.each([
    ['--dry-run', 0],
    ['--check', 1],
  ])('%s of a first run ends with %i', async (flag, exitCode) => {
    const before = snapshot();
    const run = await generate(flag);
    expect(run.exitCode).toBe(exitCode);
    expect(Object.keys(run.states)).toEqual(['created']);
    expect(snapshot()).toEqual(before);
    expect(printed[0]).toBe('Nothing is written. A run would change this:');
    expect(printed.at(-1)).toBe('Run the command without --dry-run and --check to write it.');
  });

  test.each(['--dry-run', '--check'])('%s of a project that is up to date ends with 0', async (flag) => {
    await generate();
    const run = await generate(flag);
    expect(run.exitCode).toBe(0);
    expect(printed).toEqual([`Unchanged (${run.files.length})`]);
  });

  test.each(['--dry-run', '--check'])(
    '%s with a conflict ends with 1, as the real run would',
    async (flag) => {
      await generate();
      appendFileSync(join(project.root, ERP_RECORD), '<!-- mine -->');
      expect((await generate(flag)).exitCode).toBe(1);
    },
  );

  test('--check does not mind what a run leaves as it is: comments, settings of the simulator, obsolete files', async () => {
    project.write(
      'retry.yml',
      `${CONFIG}${CONFIG.replace('integrations:\n', '').replace('Erp_Orders', 'Old')}`,
    );
    await generate();
    project.write('retry.yml', CONFIG);
    await generate();
    project.write('retry.yml', `# a comment\n${CONFIG}org: { userLicenses: 7 }\n`);
    const run = await generate('--check');
    expect(run.exitCode).toBe(0);
    expect(run.states['obsolete']).toHaveLength(2);
  });
});

test('a renamed integration leaves obsolete files, which --prune deletes', async () => {
  await generate();
  project.write('retry.yml', CONFIG.replace('Erp_Orders', 'Erp_Sales'));
  const old = [ERP_RECORD.replace('Retry_Config', 'Circuit_Breaker_Config'), ERP_RECORD];
  expect((await generate()).states['obsolete']).toEqual(old);
  expect((await generate('--prune', '--dry-run')).states['deleted']).toEqual(old);
  expect((await generate('--prune')).states['deleted']).toEqual(old);
  expect(existsSync(join(project.root, ERP_RECORD))).toBe(false);
  expect(Object.keys((await generate('--prune')).states)).toEqual(['identical']);
});

test('warnings of the config are part of the result, and printed', async () => {
  project.write('retry.yml', `${CONFIG}    timeoutSeconds: 60\n    retry: { requestsPerJob: 50 }\n`);
  const { warnings } = await generate();
  expect(warnings.map(({ file, line, severity }) => [file, line, severity])).toContainEqual([
    'retry.yml',
    expect.any(Number),
    'warning',
  ]);
  expect(printed.filter((line) => line.startsWith('Warning: retry.yml:'))).toHaveLength(warnings.length);
});

describe('what goes wrong is an error, with its exit code', () => {
  async function error(...flags: string[]): Promise<unknown> {
    return generate(...flags).catch((thrown: unknown) => thrown);
  }

  test('a wrong config: 1, with its issues as data', async () => {
    project.write('retry.yml', CONFIG.replace('ERP', 'callout:ERP'));
    expect(await error()).toMatchObject({
      name: 'InvalidConfig',
      exitCode: 1,
      data: { issues: [{ file: 'retry.yml', line: 3, column: 22 }] },
    });
    expect(existsSync(join(project.root, 'retry.lock.json'))).toBe(false);
  });

  test('no config: 1', async () => {
    rmSync(join(project.root, 'retry.yml'));
    expect(await error()).toMatchObject({ name: 'ConfigNotFound', exitCode: 1 });
  });

  test('no project: 1', async () => {
    rmSync(join(project.root, 'sfdx-project.json'));
    expect(await error()).toMatchObject({ name: 'NotInProject', exitCode: 1 });
  });

  test.each(['59.0', '65', '65.1', 'latest', ''])('the API version "%s": 2', async (version) => {
    expect(await error('--api-version', version)).toMatchObject({
      name: 'InvalidApiVersionError',
      exitCode: 2,
      message: expect.stringContaining(`"${version}" is not an API version that the kit works with.`),
      actions: ['Write one like 65.0, at least 60.0.'],
    });
  });

  test.each(['59.0', '65', 65])('sourceApiVersion %j: 1', async (version) => {
    writeFileSync(
      join(project.root, 'sfdx-project.json'),
      JSON.stringify({ packageDirectories: [{ path: 'force-app' }], sourceApiVersion: version }),
    );
    expect(await error()).toMatchObject({
      name: 'BadSourceApiVersion',
      exitCode: 1,
      message: `"sourceApiVersion" in sfdx-project.json is ${JSON.stringify(version)}; the kit needs a version such as "65.0", at least "60.0".`,
    });
  });

  test('an output folder outside the project: 1', async () => {
    mkdirSync(join(project.outside(), 'elsewhere'));
    expect(await error('--output-dir', join(project.outside(), 'elsewhere'))).toMatchObject({
      name: 'OutsideProject',
      exitCode: 1,
      message: `${join(project.outside(), 'elsewhere')} lies outside the project ${project.root}.`,
    });
  });
});
