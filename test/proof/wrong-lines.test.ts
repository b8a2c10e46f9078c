import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mutation } from './apex-org.ts';
import { Differential } from './differential.ts';
import { proofScenario } from './scenarios.ts';

/** Each is found by one of the first scenarios. */
const ENOUGH = { numRuns: 60, seed: 11 };

const WRONG: readonly (readonly [what: string, mutation: Mutation])[] = [
  [
    'a retry too many',
    {
      file: 'RetryPolicy.cls',
      from: 'if (request.retries >= maxRetries) {',
      to: 'if (request.retries > maxRetries) {',
    },
  ],
  [
    'a lane that sends what was tried before what was not',
    {
      file: 'RetryLane.cls',
      from: 'child.attempts.addAll(tried);',
      to: 'tried.addAll(child.attempts); child.attempts.clear(); child.attempts.addAll(tried);',
    },
  ],
  [
    'a probe that sends more than one request',
    {
      file: 'RetryCalloutJob.cls',
      from: 'Integer most = isProbe ? 1 : config.requestsPerJob;',
      to: 'Integer most = config.requestsPerJob;',
    },
  ],
  [
    'a sweep that takes no notice of the switch',
    {
      file: 'RetrySweeper.cls',
      from: 'this.finished.addAll(RetryConfig.switchedOff(now));',
      to: '',
    },
  ],
  [
    'a job that makes rows where a trigger took its enqueue, though its Finalizer could go on',
    {
      file: 'RetryCalloutJob.cls',
      from: 'if (mayGoOn && !hasSlot && this.hasFinalizer) {',
      to: 'if (mayGoOn && !hasSlot && !this.hasFinalizer) {',
    },
  ],
];

test.each(WRONG)(
  'the differential test shows %s in the kit, side by side with the simulator',
  (_, mutation) => {
    const differential = new Differential({}, mutation);
    const differences = fc.sample(proofScenario, ENOUGH).map((scenario) => differential.of(scenario));
    const [first] = differences.filter((difference) => difference !== null);
    expect(first).toMatch(/^Step \d+ differs\n.*SIMULATOR.*EXECUTED APEX\n(.*\n)*!.*\|/);
  },
);
