import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { program, run } from './program.ts';

const directory = join(import.meta.dirname, 'conformance');
const files = readdirSync(directory).filter((file) => file.endsWith('.cls'));

/** What a program says it will write: the comments that start with an arrow, in order. */
function expected(source: string): readonly string[] {
  return [...source.matchAll(/\/\/ => (.*)$/gm)].map((match) => (match[1] ?? '').trimEnd());
}

describe('small Apex programs write what they say', () => {
  test.each(files)('%s', (file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const name = file.replace('.cls', '');
    const lines = expected(text);
    expect(lines.length).toBeGreaterThan(0);
    expect(run(program({ [name]: text }), name)).toEqual(lines);
  });
});
