import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generate } from '../../src/cli/generate.ts';
import { type Project, readProject } from '../../tools/apex-runtime/runner/project.ts';

const SAMPLE = resolve(import.meta.dirname, '../../examples/order-sync');
const WRITTEN_BY_HAND = ['retry.yml', 'sfdx-project.json', 'force-app/order-sync'];

/** The sample project with its kit, generated anew: what the examples and the costs in the docs are measured in. */
export async function generatedOrderSync(): Promise<Project> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'order-sync-')));
  try {
    for (const path of WRITTEN_BY_HAND) cpSync(join(SAMPLE, path), join(root, path), { recursive: true });
    await generate({
      config: join(root, 'retry.yml'),
      outputDirectory: undefined,
      apiVersion: undefined,
      overwrite: false,
      prune: false,
      dryRun: false,
    });
    return readProject(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
