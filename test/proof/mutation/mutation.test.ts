import { describe, expect, test } from 'vitest';
import { judge, mutants, type Verdict } from './killers.ts';
import { EQUIVALENT } from './survivors.ts';

/** About 120 in `npm run verify:deep`, about 20 in each run of the tests. */
const IS_ALL = process.env['MUTANTS'] === 'all';
const MS_A_MUTANT = 60_000;
/** Least share that is to be killed, percent. */
const LEAST_KILLED = 95;

/** Those that are known to live take longest: they are looked at with all others. */
const chosen = mutants(!IS_ALL).filter(({ name }) => IS_ALL || !Object.hasOwn(EQUIVALENT, name));

describe('a changed line of the kit', () => {
  test('is one of many kinds', () => {
    const kinds = new Set(mutants(false).map(({ mutant }) => mutant.what.replace(/\d+L?/g, 'n')));
    expect(kinds.size).toBeGreaterThan(12);
    expect(mutants(false).length).toBeGreaterThan(100);
    expect(mutants(true).length).toBeGreaterThanOrEqual(20);
  });

  test(
    'is seen by the tests of its class, those of others or the crash matrix',
    () => {
      const judged = chosen.map(({ name, mutant }): readonly [string, Verdict] => [name, judge(mutant)]);
      const verdicts = judged.filter(([, verdict]) => verdict !== 'no Apex');
      expect(verdicts.length).toBeGreaterThan(IS_ALL ? 100 : 15);
      const living = verdicts.filter(([, verdict]) => verdict === 'lives').map(([name]) => name);
      expect(living.filter((name) => !Object.hasOwn(EQUIVALENT, name))).toEqual([]);
      if (IS_ALL) expect(Object.keys(EQUIVALENT).filter((name) => !living.includes(name))).toEqual([]);
      if (IS_ALL)
        console.log(`${judged.length} mutants, ${verdicts.length} of them Apex, ${living.length} live`);
      const percent = (100 * (verdicts.length - living.length)) / verdicts.length;
      if (IS_ALL) expect(percent).toBeGreaterThanOrEqual(LEAST_KILLED);
    },
    120_000 + chosen.length * MS_A_MUTANT,
  );
});
