import xml from '@prettier/plugin-xml';
import { format, type Options } from 'prettier';
import * as apex from 'prettier-plugin-apex';

/** What `sf template generate project` writes into a new project's .prettierrc, as far as it concerns our files. */
const SALESFORCE_PROJECT: Options = { trailingComma: 'none', plugins: [apex, xml] };

/** A file as prettier would rewrite it in a default Salesforce DX project. */
export function asPrettierWritesIt(path: string, text: string): Promise<string> {
  return format(text, { ...SALESFORCE_PROJECT, filepath: path });
}
