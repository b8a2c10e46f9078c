import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { numbersOfThisEngine } from './engine-numbers.ts';

// T8: the same numbers on every engine.

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Recorded on Node 24.21 and 22.19; whoever changes a formula on purpose records it anew, on both. */
const RECORDED = '12412ccb0da0ebd67378e3437d803ff668c2187c31600362aa09c0219650fece';

describe('T8: bit for bit the same on every engine', () => {
  test('logarithm, exponential, quantiles and generator', () => {
    expect(digest(numbersOfThisEngine())).toBe(RECORDED);
  });

  test('the simulator asks the engine for nothing whose last bit is its own choice', () => {
    const choices =
      /Math\.(?:log|log2|log10|log1p|exp|expm1|pow|cbrt|hypot|sinh?|cosh?|tanh?|a\w+h?\b(?<!abs))\b|\*\*/u;
    const guilty = globSync('src/model/{simulation,policy,platform}/**/*.ts').filter((path) => {
      const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/gu, '');
      return choices.test(code);
    });
    expect(guilty).toEqual([]);
  });

  const other = process.env['OTHER_NODE'];
  test.runIf(other !== undefined)('a whole scenario on the Node of OTHER_NODE', () => {
    const script = new URL('./engine-scenario.ts', import.meta.url).pathname;
    const of = (node: string): string => execFileSync(node, [script], { encoding: 'utf8' });
    const versions = [process.execPath, other ?? ''].map((node) =>
      execFileSync(node, ['--version'], { encoding: 'utf8' }),
    );
    expect(versions[0]).not.toBe(versions[1]);
    expect(digest(of(other ?? ''))).toBe(digest(of(process.execPath)));
  });
});
