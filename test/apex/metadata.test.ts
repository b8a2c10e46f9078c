import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOLDEN, generateVariant, temporaryFolder } from '../generated-project.ts';
import { metadataFindings } from './gates/metadata/lint.ts';
import { manifestFindings } from './gates/metadata/manifest.ts';
import { type Files, readSourceFormat } from './gates/metadata/source-format.ts';
import { filesBelow, foreignObjects, KIT } from './gates/project.ts';

function filesOf(folder: string): Files {
  return new Map(
    filesBelow(folder).map((path) => [
      relative(folder, path).replaceAll('\\', '/'),
      readFileSync(path, 'utf8'),
    ]),
  );
}

test('the kit has no finding', () => {
  expect(metadataFindings(filesOf(join(KIT, 'main/default')), [])).toEqual([]);
});

describe.each(readdirSync(GOLDEN))('what is generated for %s', (name) => {
  let root: string;
  let files: Files;
  let foreign: readonly string[];

  beforeAll(async () => {
    root = temporaryFolder('metadata');
    await generateVariant(name, root);
    const packages = filesBelow(root).find((path) => path.endsWith('RetryPolicy.cls')) ?? '';
    const folder = resolve(packages, '../..');
    files = filesOf(folder);
    foreign = foreignObjects(join(folder, 'objects'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('has no finding', () => {
    expect(files.size).toBeGreaterThan(100);
    expect(metadataFindings(files, foreign)).toEqual([]);
  });

  test('is listed in package.xml, all of it and nothing else', () => {
    const text = readFileSync(join(root, 'manifest/retry/package.xml'), 'utf8');
    expect(manifestFindings('package.xml', text, readSourceFormat(files).components, true)).toEqual([]);
  });

  test.skipIf(!existsSync(join(GOLDEN, name, 'expected/manifest/retry/removal/destructiveChanges.xml')))(
    'is removed by destructiveChanges.xml, and nothing else',
    () => {
      const text = readFileSync(join(root, 'manifest/retry/removal/destructiveChanges.xml'), 'utf8');
      expect(
        manifestFindings('destructiveChanges.xml', text, readSourceFormat(files).components, false),
      ).toEqual([]);
    },
  );
});
