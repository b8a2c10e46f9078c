import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Project, readProject } from '../../tools/apex-runtime/runner/project.ts';
import { generateIn, temporaryFolder } from '../generated-project.ts';

const SAMPLE = resolve(import.meta.dirname, '../../examples/order-sync');
const WRITTEN_BY_HAND = ['retry.yml', 'sfdx-project.json', 'force-app/order-sync'];

/** The sample project with its kit, generated anew: what the examples and the costs in the docs are measured in. */
export async function generatedOrderSync(): Promise<Project> {
  const root = temporaryFolder('order-sync');
  try {
    for (const path of WRITTEN_BY_HAND) cpSync(join(SAMPLE, path), join(root, path), { recursive: true });
    await generateIn(root);
    return readProject(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
