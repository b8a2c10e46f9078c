import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ComponentSet } from '@salesforce/source-deploy-retrieve';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/cli/generate.ts';
import { asPrettierWritesIt } from './prettier.ts';

let root: string;
let paths: string[];

function generateInto(overwrite: boolean) {
  return generate({
    config: join(root, 'retry.yml'),
    outputDirectory: undefined,
    apiVersion: undefined,
    overwrite,
    prune: overwrite,
    dryRun: false,
  });
}

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'real-kit-')));
  writeFileSync(
    join(root, 'sfdx-project.json'),
    '{ "packageDirectories": [{ "path": "force-app", "default": true }], "sourceApiVersion": "62.0" }\n',
  );
  writeFileSync(
    join(root, 'retry.yml'),
    ['Order__c', 'Account']
      .map((object, index) => `  - name: Erp_${index}\n    namedCredential: ERP\n    object: ${object}\n`)
      .reduce((text, integration) => text + integration, 'integrations:\n'),
  );
  const { files } = await generateInto(false);
  paths = files.map(({ path }) => path);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('the manifest names exactly the components that the Salesforce CLI finds in the source', async () => {
  const found = await ComponentSet.fromSource(join(root, 'force-app')).getObject();
  const { Package } = new XMLParser({ isArray: (name) => name === 'members' || name === 'types' }).parse(
    read('manifest/retry/package.xml'),
  );
  const ours = Package.types.map((type: { name: string; members: string[] }) => [type.name, type.members]);
  const theirs = found.Package.types.map(({ name, members }) => [name, [...members].sort()]);
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
});

test('through the manifest, the Salesforce CLI deploys every file of the source', async () => {
  const set = await ComponentSet.fromManifest({
    manifestPath: join(root, 'manifest/retry/package.xml'),
    resolveSourcePaths: [join(root, 'force-app')],
  });
  const components = set.getSourceComponents().toArray();
  const parts = components.flatMap((component) => [component, ...component.getChildren()]);
  const deployed = parts.flatMap((part) => [part.xml, part.content, ...part.walkContent()]);
  const source = paths.filter((path) => path.startsWith('force-app/')).map((path) => join(root, path));
  expect(source.filter((path) => !deployed.includes(path))).toEqual([]);
});

test('no file holds an API version but that of the project', () => {
  const others = paths.filter((path) => /<apiVersion>(?!62\.0<)/u.test(read(path)));
  expect(others).toEqual([]);
});

describe('prettier, set up as in a new project,', () => {
  test('leaves every metadata and JSON file alone', async () => {
    const changed: string[] = [];
    for (const path of paths.filter((name) => /\.(?:xml|json)$/u.test(name))) {
      const text = read(path);
      if ((await asPrettierWritesIt(basename(path), text)) !== text) {
        changed.push(path);
      }
    }
    expect(changed).toEqual([]);
  });

  test('leaves every Apex file alone', async () => {
    const changed: string[] = [];
    for (const path of paths.filter((name) => /\.(?:cls|trigger|apex)$/u.test(name))) {
      const text = read(path);
      if ((await asPrettierWritesIt(basename(path), text)) !== text) {
        changed.push(path);
      }
    }
    expect(changed).toEqual([]);
  });
});

test('a handler is its user’s: kept as it was edited, even by a run that overwrites and prunes', async () => {
  const handler = 'force-app/main/default/classes/Erp0Handler.cls';
  writeFileSync(join(root, handler), '// mine\n');
  const { files } = await generateInto(true);
  expect(files.filter(({ state }) => state !== 'identical')).toEqual([{ path: handler, state: 'kept' }]);
  expect(read(handler)).toBe('// mine\n');
});
