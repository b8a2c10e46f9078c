import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateVariant, temporaryFolder } from '../generated-project.ts';
import { lintFindings } from './gates/apex-lint.ts';
import { convertFindings } from './gates/convert.ts';
import { mustSkipJava } from './gates/java.ts';
import { type Allowed, pmdFindings } from './gates/pmd.ts';
import { assembleProject, filesBelow, KIT, type Project } from './gates/project.ts';
import { formatFindings, grammarFindings, xmlFindings } from './gates/syntax.ts';
import { typeFindings } from './gates/types.ts';

const VARIANTS = [
  'minimal',
  'everything-on',
  'three-integrations',
  'other-api-version',
  'payloads-not-stored',
  'durability-row',
];

interface Variant {
  readonly name: string;
  /** The generated project's package directory, as it was generated. */
  readonly source: string;
  /** Its files that are not files of the kit as they stand, which kit.test.ts looks at. */
  readonly own: readonly string[];
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
  folder = temporaryFolder('variants');
  const kit = new Set(filesBelow(KIT).map((path) => readFileSync(path, 'utf8')));
  for (const name of VARIANTS) {
    const root = join(folder, name);
    await generateVariant(name, root);
    const source = packageDirectory(root);
    const own = filesBelow(source).filter((path) => !kit.has(readFileSync(path, 'utf8')));
    variants.push({ name, source, own, project: assembleProject(source) });
  }
});
afterAll(() => {
  for (const { project } of variants) project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const apexOf = (paths: readonly string[]): string[] => paths.filter((path) => path.endsWith('.cls'));

/** Findings of a gate, with the variant they are of. */
async function through<T>(gate: (variant: Variant) => T[] | Promise<T[]>): Promise<[string, T[]][]> {
  return Promise.all(variants.map(async (variant) => [variant.name, await gate(variant)] as [string, T[]]));
}
const none = VARIANTS.map((name) => [name, []]);

describe('every generated project', () => {
  test('parses, and is left alone by prettier', async () => {
    expect(await through(({ own }) => grammarFindings(apexOf(own)))).toEqual(none);
    expect(await through(({ own }) => formatFindings(own))).toEqual(none);
    expect(await through(({ own }) => xmlFindings(own))).toEqual(none);
  });

  test('keeps the lints', async () => {
    expect(await through(({ own }) => lintFindings(apexOf(own)))).toEqual(none);
  });

  test('is converted without a loss', async () => {
    expect(await through(({ source }) => convertFindings(source))).toEqual(none);
  });
});

describe.skipIf(mustSkipJava())('with Java, every generated project', () => {
  test('type-checks without a word', async () => {
    expect(await typeFindings(variants.map(({ project }) => project.dir))).toEqual(VARIANTS.map(() => []));
  }, 240_000);

  test('has nothing in its own classes that PMD finds and that is not allowed with a reason', async () => {
    const own = variants.flatMap((variant) => apexOf(variant.own));
    expect(own.length).toBeGreaterThan(VARIANTS.length * 2);
    const allowed: Allowed[] = JSON.parse(
      readFileSync(join(import.meta.dirname, 'pmd-allowed.json'), 'utf8'),
    );
    const ofTests = allowed.filter(({ files }) => files === '*Test.cls');
    expect(await pmdFindings(own, ofTests)).toEqual([]);
  });
});
