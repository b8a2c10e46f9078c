import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { root } from './sf-home.ts';

/** What is wrong with a command's result, by the schema that ships with the plugin; null: nothing. */
export function schemaErrors(command: string, result: unknown): unknown {
  const schema = JSON.parse(readFileSync(join(root, `schemas/${command}.json`), 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  return validate(result) ? null : validate.errors;
}
