import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Source } from '../compiler/program.ts';
import { readMetadata } from '../org/read-metadata.ts';
import { readSchema } from '../org/read-schema.ts';
import type { Schema } from '../org/schema.ts';
import type { Row } from '../org/store.ts';

/** What the runtime takes from a project directory. */
export interface Project {
  readonly sources: readonly Source[];
  readonly schema: Schema;
  readonly metadata: ReadonlyMap<string, readonly Row[]>;
}

function classFiles(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(cls|trigger)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Reads classes, triggers, objects and custom metadata records from anywhere below a directory.
 *
 * @throws Error where the directory or a metadata file cannot be read
 */
export function readProject(root: string): Project {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`No such directory: ${root}`);
  const schema = readSchema(root);
  return {
    sources: classFiles(root).map((file) => ({
      file: relative(root, file).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    })),
    schema,
    metadata: readMetadata(root, schema),
  };
}
