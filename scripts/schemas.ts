// Writes what follows from the source: schemas/, and the reference of the config file in docs/. A test says whether the
// files in git are up to date. One function per file: add the next one to GENERATED.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { configJsonSchema, SCHEMA_FILE } from '../src/config/json-schema.ts';
import { configDocs } from './config-docs.ts';
import { customMetadataFields } from './custom-metadata-fields.ts';
import { resultSchemas } from './result-schemas.ts';
import { traceSchema } from './trace-schema.ts';

/** Path from the root of the repository -> what the file holds. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  [`schemas/${SCHEMA_FILE}`]: configJsonSchema,
  'docs/config.md': configDocs,
  ...customMetadataFields(),
  ...resultSchemas(),
  ...traceSchema(),
};

if (import.meta.main) {
  for (const [path, text] of Object.entries(GENERATED)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text());
  }
  console.log(`${Object.keys(GENERATED).length} files written`);
}
