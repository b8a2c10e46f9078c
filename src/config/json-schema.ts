import * as z from 'zod/mini';
import { jsonText } from './json-text.ts';
import { configSection } from './schema.ts';

/** Name of the schema file that editors find beside a config file. */
export const SCHEMA_FILE = 'retry.schema.json';

/**
 * The JSON schema of the config file, draft 7 since editors know it best. It says everything but the rules between
 * keys.
 *
 * @returns the text of a schema file, with a final newline
 */
export function configJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSection.schema, { io: 'input', target: 'draft-7' });
  return jsonText({ $schema, title: 'sf-plugin-retry config file', ...schema });
}
