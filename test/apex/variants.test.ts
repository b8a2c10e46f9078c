import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/cli/generate.ts';
import { lintFindings } from './gates/apex-lint.ts';
import { convertFindings } from './gates/convert.ts';
import { mustSkipJava } from './gates/java.ts';
import { apexBelow, assembleProject, filesBelow, type Project } from './gates/project.ts';
import { formatFindings, grammarFindings, xmlFindings } from './gates/syntax.ts';
import { typeFindings } from './gates/types.ts';

const VARIANTS = ['minimal', 'everything-on', 'three-integrations', 'other-api-version'];

interface Variant {
  readonly name: string;
  /** The generated project's package directory, as it was generated. */
  readonly source: string;
  readonly project: Project;
}

let folder: string;
const variants: Variant[] = [];

function packageDirectory(root: string): string {
  const settings = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8'));
  const directories: { path: string; default?: boolean }[] = settings.packageDirectories;
  return join(root, (directories.find((entry) => entry.default) ?? directories[0])?.path ?? '');
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'variants-')));
  for (const name of VARIANTS) {
    const root = join(folder, name);
    const golden = resolve(import.meta.dirname, '../golden', name);
    for (const file of ['retry.yml', 'sfdx-project.json']) cpSync(join(golden, file), join(root, file));
    await generate({
      config: join(root, 'retry.yml'),
      outputDirectory: undefined,
      apiVersion: undefined,
      overwrite: false,
      prune: false,
      dryRun: false,
    });
    const source = packageDirectory(root);
    variants.push({ name, source, project: assembleProject(source) });
  }
});
afterAll(() => {
  for (const { project } of variants) project.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Findings of a gate, with the variant they are of. */
async function through<T>(gate: (variant: Variant) => T[] | Promise<T[]>): Promise<[string, T[]][]> {
  return Promise.all(variants.map(async (variant) => [variant.name, await gate(variant)] as [string, T[]]));
}
const none = VARIANTS.map((name) => [name, []]);

describe('every generated project', () => {
  test('parses, and is left alone by prettier', async () => {
    expect(await through(({ source }) => grammarFindings(apexBelow(source)))).toEqual(none);
    expect(await through(({ source }) => formatFindings(filesBelow(source)))).toEqual(none);
    expect(await through(({ source }) => xmlFindings(filesBelow(source)))).toEqual(none);
  });

  test('keeps the lints', async () => {
    expect(await through(({ source }) => lintFindings(apexBelow(source)))).toEqual(none);
  });

  test('is converted without a loss', async () => {
    expect(await through(({ source }) => convertFindings(source))).toEqual(none);
  });
});

test.skipIf(mustSkipJava())('every generated project type-checks without a word', async () => {
  expect(await typeFindings(variants.map(({ project }) => project.dir))).toEqual(VARIANTS.map(() => []));
});
