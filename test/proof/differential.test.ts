import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Differential } from './differential.ts';
import { type ProofScenario, proofScenario } from './scenarios.ts';

/** 2,000 in each run of the tests; many more in `npm run verify:deep`. */
const SCENARIOS = Number(process.env['PROOF_SCENARIOS'] ?? 2000);
const MS_A_SCENARIO = 200;

/** The smallest scenario in which the two sides differ, and how; null where they never do. */
function firstDifference(differential: Differential): string | null {
  const differs = (scenario: ProofScenario): boolean => differential.of(scenario) === null;
  const { counterexample, numRuns, seed, counterexamplePath } = fc.check(
    fc.property(proofScenario, differs),
    { numRuns: SCENARIOS },
  );
  const scenario = counterexample?.[0];
  if (!scenario) return null;
  return [
    `Scenario ${numRuns} differs (fast-check seed ${seed}, path ${counterexamplePath}); as small as it gets:`,
    JSON.stringify(scenario),
    differential.of(scenario),
  ].join('\n');
}

test(
  `the simulator and the executed Apex do the same in ${SCENARIOS} random scenarios`,
  () => {
    expect.soft(firstDifference(new Differential()) ?? 'no difference').toBe('no difference');
  },
  60_000 + SCENARIOS * MS_A_SCENARIO,
);
