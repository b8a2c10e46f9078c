import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VECTOR_FILES } from '../../../scripts/vectors/all.ts';
import { run } from './run-vector.ts';

const DIRECTORY = 'src/model/policy/vectors';

interface Committed {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly expected: unknown;
}

const FILES = readdirSync(DIRECTORY).map((file) => ({
  name: file.replace('.json', ''),
  vectors: JSON.parse(readFileSync(`${DIRECTORY}/${file}`, 'utf8')) as Committed[],
}));

describe.each(FILES)('the model gives the one right output of every vector of $name', ({ name, vectors }) => {
  it.each(vectors)('$name', ({ input, expected }) => {
    expect(run(name, input)).toEqual(expected);
  });
});

describe('the vectors', () => {
  it('are what the oracle calculates today (else run: node scripts/vectors.ts)', () => {
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect([...FILES].sort(byName)).toEqual([...VECTOR_FILES].sort(byName));
  });

  it('are at least 300, each with a name of its own in its file', () => {
    for (const { vectors } of FILES) {
      expect(new Set(vectors.map((vector) => vector.name)).size).toBe(vectors.length);
    }
    expect(FILES.flatMap(({ vectors }) => vectors).length).toBeGreaterThanOrEqual(300);
  });

  it('hold only whole numbers of at most 2^53 - 1', () => {
    const numbers: number[] = [];
    JSON.stringify(FILES, (_, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.filter((value) => !Number.isSafeInteger(value))).toEqual([]);
  });

  it('come from an oracle that shares nothing with the model', () => {
    const sources = readdirSync('scripts/vectors', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`scripts/vectors/${file}`, 'utf8'));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => /from '[^']*src\//.test(source))).toEqual([]);
  });
});
