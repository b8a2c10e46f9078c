import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plannedIntegrations } from '../../src/cli/planned-integrations.ts';
import { readConfig } from '../../src/config/read.ts';
import { customMetadataRecords } from '../../src/config/records.ts';
import { readTemplates } from '../../src/files/kit.ts';
import type { FilePlan } from '../../src/files/plan.ts';
import { findProject } from '../../src/files/project.ts';
import { apexTexts } from '../../src/templates/apex-text.ts';
import { chooseApiVersion } from '../../src/templates/api-version.ts';
import { planFiles } from '../../src/templates/plan-files.ts';
import { asPrettierWritesIt } from './prettier.ts';

const GOLDEN = join(import.meta.dirname, '../golden');
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

/** A kit in small: goldens show what varies with a config, and must not change with every class of the real one. */
const ASSETS = [
  'main/default/classes/RetryPolicy.cls',
  'main/default/classes/RetryPolicy.cls-meta.xml',
  'main/default/layouts/Failed_Integration_Log__c-Failed Integration Log Layout.layout-meta.xml',
  'main/default/objects/Failed_Integration_Log__c/Failed_Integration_Log__c.object-meta.xml',
  'main/default/objects/Failed_Integration_Log__c/fields/Status__c.field-meta.xml',
  'main/default/objects/Failed_Integration_Log__c/listViews/Dead_Letters.listView-meta.xml',
  'main/default/objects/Retry_Config__mdt/Retry_Config__mdt.object-meta.xml',
  'main/default/permissionsets/Retry_Operator.permissionset-meta.xml',
  'scripts/apex/start.apex',
];

async function planOf(folder: string): Promise<FilePlan[]> {
  const project = await findProject(folder);
  const { config } = await readConfig(join(folder, 'retry.yml'));
  return planFiles({
    records: customMetadataRecords(config),
    integrations: plannedIntegrations(config),
    schema: { path: 'retry.schema.json', text: '{}\n' },
    assets: ASSETS,
    packageDirectory: project.packageDirectory,
    apiVersion: chooseApiVersion(undefined, project.sourceApiVersion),
    fill: await apexTexts(await readTemplates()),
  });
}

/** The generated texts by path, and a list that names the source of every planned file. */
function texts(plans: readonly FilePlan[]): Record<string, string> {
  const list = plans.map(({ path, owner, content }) =>
    [path, owner, 'asset' in content ? `<- ${content.asset}` : ''].join(' ').trim(),
  );
  const generated = plans.flatMap(({ path, content }) => ('text' in content ? [[path, content.text]] : []));
  return { 'files.txt': `${list.join('\n')}\n`, ...Object.fromEntries(generated) };
}

function readExpected(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function writeExpected(folder: string, files: Record<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const cases = readdirSync(GOLDEN).filter((name) => existsSync(join(GOLDEN, name, 'retry.yml')));

test('there are golden projects', () => {
  expect(cases.length).toBeGreaterThanOrEqual(4);
});

describe.each(cases)('the golden project %s', (name) => {
  const folder = join(GOLDEN, name);

  test('is planned as it was (UPDATE_GOLDEN=1 writes it anew)', async () => {
    const planned = texts(await planOf(folder));
    if (UPDATE) {
      writeExpected(join(folder, 'expected'), planned);
    }
    expect(planned).toEqual(readExpected(join(folder, 'expected')));
  });

  test('has only texts that prettier leaves alone', async () => {
    for (const [path, text] of Object.entries(texts(await planOf(folder)))) {
      if (path !== 'files.txt') {
        expect(await asPrettierWritesIt(posix.basename(path), text)).toBe(text);
      }
    }
  });
});
