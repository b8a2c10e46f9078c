import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generate } from '../src/cli/generate.ts';

export const GOLDEN = resolve(import.meta.dirname, 'golden');

/** An empty folder, for the caller to remove. */
export function temporaryFolder(name: string): string {
  return realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
}

/** What `sf retry generate` without flags does in a folder. */
export async function generateIn(root: string): Promise<void> {
  await generate({
    config: join(root, 'retry.yml'),
    outputDirectory: undefined,
    apiVersion: undefined,
    overwrite: false,
    prune: false,
    dryRun: false,
  });
}

/** Generates the project of a golden config anew, beside nothing else. */
export async function generateVariant(variant: string, root: string): Promise<void> {
  for (const file of ['retry.yml', 'sfdx-project.json'])
    cpSync(join(GOLDEN, variant, file), join(root, file));
  await generateIn(root);
}
