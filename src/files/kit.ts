import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlannedFile } from './compare.ts';
import type { FilePlan } from './plan.ts';

// The same folders seen from src/files and from lib/files.
export const KIT_FOLDER = fileURLToPath(new URL('../../force-app-template', import.meta.url));
const PACKAGE_FILE = new URL('../../package.json', import.meta.url);

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));
const TEMPLATE = '.hbs';

/** Version of the generator and its kit. */
export async function generatorVersion(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(PACKAGE_FILE, 'utf8'));
  return version;
}

/** Folders of the kit that go into a project; the rest is for those who work on the kit. */
const SHIPPED = /^(?:main|scripts)\//u;

/** Paths of the kit's files below its folder, with `/`, sorted. */
export async function listKit(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => SHIPPED.test(path))
    .sort();
}

async function readAsset(folder: string, asset: string): Promise<string> {
  const text = await readFile(join(folder, asset), 'utf8');
  return text.replaceAll('\r\n', '\n');
}

/** Reads what plans only name. */
export function withContent(plans: readonly FilePlan[], kitFolder: string): Promise<PlannedFile[]> {
  return Promise.all(
    plans.map(async ({ path, owner, content }) => ({
      path,
      owner,
      text: 'text' in content ? content.text : await readAsset(kitFolder, content.asset),
    })),
  );
}

/** The templates of the kit: file name without its ending -> text, with LF. */
export async function readTemplates(): Promise<Record<string, string>> {
  const names = (await readdir(TEMPLATES)).filter((name) => name.endsWith(TEMPLATE)).sort();
  const entries = names.map(
    async (name) => [name.slice(0, -TEMPLATE.length), await readAsset(TEMPLATES, name)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
