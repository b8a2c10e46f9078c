import { describe, expect, test } from 'vitest';
import { Draws, uniform } from '../../../src/model/simulation/random/draws.ts';
import { meanOf, sized } from './sizes.ts';

// Closed forms about attempts in a row: they would not hold if the draws of successive attempts knew of each other.

const CHAINS = sized(100_000, 1_000_000);

/** Whether attempt after attempt of one request fails. */
function* failures(draws: Draws, request: number, probability: number): Generator<boolean> {
  for (let attempt = 1; ; attempt++) {
    draws.attempt(request, attempt);
    yield uniform(draws.failure) < probability;
  }
}

function callsUntil(inARow: number, fails: Iterable<boolean>): number {
  let calls = 0;
  let row = 0;
  for (const failed of fails) {
    calls++;
    row = failed ? row + 1 : 0;
    if (row === inARow) break;
  }
  return calls;
}

function failedOfTen(fails: Iterable<boolean>): number {
  let failed = 0;
  let calls = 0;
  for (const each of fails) {
    if (each) failed++;
    if (++calls === 10) break;
  }
  return failed;
}

describe('T5: attempts in a row', () => {
  test.each([
    [5, 0.5, 62],
    [3, 0.5, 14],
    [5, 0.7, 16.4997],
    [5, 0.9, 6.9351],
  ])('calls until %i failures in a row, each with probability %f: %f', (inARow, probability, expected) => {
    const draws = new Draws();
    draws.start(1, inARow);
    const calls = Array.from({ length: CHAINS / 5 }, (_, request) =>
      callsUntil(inARow, failures(draws, request, probability)),
    );
    const { mean, error } = meanOf(calls);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    // A test that is too coarse to say anything would pass as well.
    expect(error).toBeLessThan(0.01 * expected);
  });

  test.each([
    [0.1, 0.001635],
    [0.2, 0.032793],
    [0.3, 0.150268],
    [0.5, 0.623047],
  ])('five of ten attempts fail, each with probability %f: in a share of %f', (probability, expected) => {
    const draws = new Draws();
    draws.start(2, 0);
    let seen = 0;
    for (let request = 0; request < CHAINS; request++) {
      if (failedOfTen(failures(draws, request, probability)) >= 5) seen++;
    }
    const error = Math.sqrt((expected * (1 - expected)) / CHAINS);
    expect(Math.abs(seen / CHAINS - expected)).toBeLessThan(4 * error);
  });
});
