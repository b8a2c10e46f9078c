import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BranchCoverage, branchesOf } from '../../tools/apex-runtime/runner/coverage.ts';
import { Differential } from './differential.ts';
import { type ProofScenario, proofScenario } from './scenarios.ts';
import { UNREACHED } from './unreached.ts';

/** The same 2,000 scenarios in each run of the tests; in `npm run verify:deep` more, and others each time. */
const DEEP = process.env['PROOF_SCENARIOS'];
const SCENARIOS = Number(DEEP ?? 2000);
const SEED = DEEP === undefined ? 20_261_121 : Date.now() % 2 ** 31;
const MS_A_SCENARIO = 200;

const CLASSES = resolve(import.meta.dirname, '../../force-app-template/main/default/classes');
const PROVEN = new Set(['RetryPolicy', 'CircuitBreaker', 'RetryCalloutJob']);

/** The smallest scenario in which the two sides differ, and how; null where they never do. */
function firstDifference(differential: Differential): string | null {
  const isEqual = (scenario: ProofScenario): boolean => differential.of(scenario) === null;
  const { counterexample, numRuns, seed, counterexamplePath } = fc.check(
    fc.property(proofScenario, isEqual),
    { numRuns: SCENARIOS, seed: SEED },
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

describe(`${SCENARIOS} random scenarios`, () => {
  const differential = new Differential({ branches: true });
  let difference: string | null = 'not run';

  beforeAll(
    () => {
      difference = firstDifference(differential);
    },
    60_000 + SCENARIOS * MS_A_SCENARIO,
  );

  test('are the same to the simulator and to the executed Apex, after every job', () => {
    expect(difference ?? 'no difference').toBe('no difference');
  });

  test('go every way of the decisions, but for those that are listed with a reason', () => {
    const coverage = branchesOf(differential.apex.org.machine).filter(({ name }) => PROVEN.has(name));
    const missed = new Set(coverage.flatMap(unreached));
    if (DEEP)
      for (const { name, covered, branches } of coverage)
        console.log(`${name}: ${covered} of ${branches} ways`);
    const listed = UNREACHED.flatMap(({ ways }) => ways);
    expect([...missed].filter((way) => !listed.includes(way))).toEqual([]);
    // Other scenarios each time may go a way that the fixed ones never go.
    if (DEEP === undefined) expect(listed.filter((way) => !missed.has(way))).toEqual([]);
  });
});
