import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BranchCoverage, branchesOf } from '../../tools/apex-runtime/runner/coverage.ts';
import { Differential } from './differential.ts';
import { RARE } from './rare.ts';
import { type ProofScenario, proofScenario } from './scenarios.ts';
import { UNREACHED } from './unreached.ts';

interface Draw {
  readonly scenarios: number;
  readonly seed: number;
}

/** The same in each run of the tests; by them the list of ways that none goes is held exact. */
const FIXED: Draw = { scenarios: 2000, seed: 20_261_121 };
/** In `npm run verify:deep` more, and others each time: they may go a way that the fixed ones never go. */
const DEEP = process.env['PROOF_SCENARIOS'];
const FRESH: readonly Draw[] = DEEP ? [{ scenarios: Number(DEEP), seed: Date.now() % 2 ** 31 }] : [];
const MS_A_SCENARIO = 200;

const CLASSES = resolve(import.meta.dirname, '../../force-app-template/main/default/classes');
const PROVEN = new Set(['RetryPolicy', 'CircuitBreaker', 'RetryCalloutJob']);

/** The smallest scenario in which the two sides differ, and how; null where they never do. */
function firstDifference(differential: Differential, draw: Draw): string | null {
  const isEqual = (scenario: ProofScenario): boolean => differential.of(scenario) === null;
  const { counterexample, numRuns, seed, counterexamplePath } = fc.check(
    fc.property(proofScenario, isEqual),
    // The rare ones come first, and count.
    { numRuns: draw.scenarios + RARE.length, seed: draw.seed, examples: RARE.map((each) => [each]) },
  );
  const scenario = counterexample?.[0];
  if (!scenario) return null;
  return [
    `Scenario ${numRuns} differs (fast-check seed ${seed}, path ${counterexamplePath}); as small as it gets:`,
    JSON.stringify(scenario),
    differential.of(scenario),
  ].join('\n');
}

/** `RetryPolicy: if (header == null) { - never true` */
function unreached({ name, missed }: BranchCoverage): readonly string[] {
  const lines = readFileSync(resolve(CLASSES, `${name}.cls`), 'utf8').split('\n');
  return missed.map((way) => {
    const [place = '', ...what] = way.split(' ');
    return `${name}: ${lines[Number(place.split(':')[0]) - 1]?.trim()} - ${what.join(' ')}`;
  });
}

/** The ways of the proven classes that no scenario went, and how many there are. */
function waysOf(differential: Differential): { readonly missed: readonly string[]; readonly counts: string } {
  const coverage = branchesOf(differential.apex.org.machine).filter(({ name }) => PROVEN.has(name));
  const counts = coverage.map(({ name, covered, branches }) => `${name}: ${covered} of ${branches} ways`);
  return { missed: [...new Set(coverage.flatMap(unreached))], counts: counts.join('\n') };
}

describe.each([FIXED, ...FRESH])('$scenarios random scenarios (seed $seed)', (draw) => {
  const differential = new Differential({ branches: true });
  let difference: string | null = 'not run';

  beforeAll(
    () => {
      difference = firstDifference(differential, draw);
    },
    60_000 + draw.scenarios * MS_A_SCENARIO,
  );

  test('are the same to the simulator and to the executed Apex, after every job', () => {
    expect(difference ?? 'no difference').toBe('no difference');
  });

  test('go every way of the decisions, but for those that are listed with a reason', () => {
    const listed = UNREACHED.flatMap(({ ways }) => ways);
    const { missed, counts } = waysOf(differential);
    if (DEEP) console.log(counts);
    if (draw === FIXED) expect(missed.toSorted()).toEqual(listed.toSorted());
    // A draw smaller than the fixed one proves nothing here.
    else if (draw.scenarios > FIXED.scenarios)
      expect(missed.filter((way) => !listed.includes(way))).toEqual([]);
  });
});
