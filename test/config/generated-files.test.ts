import { readFileSync } from 'node:fs';
import { check } from 'prettier';
import { expect, test } from 'vitest';
import { GENERATED } from '../../scripts/schemas.ts';

const files = Object.entries(GENERATED).map(([path, text]) => ({ path, text: text() }));

test.each(files)('$path is up to date; if not, run "npm run schemas"', ({ path, text }) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test.each(files.filter(({ path }) => path.endsWith('.xml')))(
  'prettier with the settings of a Salesforce DX project leaves $path alone',
  async ({ text }) => {
    const plugins = ['@prettier/plugin-xml'];
    expect(await check(text, { parser: 'xml', plugins, printWidth: 80, trailingComma: 'none' })).toBe(true);
  },
);
