import { describe, expect, test } from 'vitest';
import { DRAW_RANGE } from '../../../src/model/policy/draw.ts';
import { jitteredDelayMs } from '../../../src/model/policy/jitter.ts';
import { stochasticMinutes } from '../../../src/model/policy/minutes.ts';
import { Draws } from '../../../src/model/simulation/random/draws.ts';
import { Simulation } from '../../../src/model/simulation/replication.ts';
import { burst, policy, sender, settings } from './settings.ts';

/** R1: each attempt fails with probability p, at most N of them: E = (1 - p^N) / (1 - p), dead letters p^N. */
describe('attempts and dead letters follow the closed form', () => {
  test.each([
    { p: 0.5, attempts: 6, mean: 1.96875, dead: 0.015625 },
    { p: 0.3, attempts: 5, mean: 1.4251, dead: 0.00243 },
    { p: 0.9, attempts: 10, mean: 6.51322, dead: 0.348678 },
  ])('p = $p, at most $attempts attempts', ({ p, attempts, mean, dead }) => {
    const requests = 60_000;
    const simulation = new Simulation(
      settings(
        // A status that is no outage: three of those in a row would make a job stop.
        { bursts: [burst(requests, 1)], errorRates: { '408': p }, horizonHours: 24 },
        {
          sender: { ...sender, policy: { ...policy, maxRetries: attempts - 1 }, reservePercent: 0 },
          org: { edition: 'enterprise', userLicenses: 100_000, otherAsyncExecutionsPerDay: 0 },
        },
      ),
    );
    const { calls, deadLettered, waiting } = simulation.run(0);
    const attemptsError = (4 * Math.sqrt(mean * mean)) / Math.sqrt(requests);
    const deadError = 4 * Math.sqrt((dead * (1 - dead)) / requests);
    expect(waiting).toBe(0);
    expect(Math.abs(calls / requests - mean)).toBeLessThan(attemptsError);
    expect(Math.abs(deadLettered / requests - dead)).toBeLessThan(deadError);
  });
});

/** R4: full jitter over d minutes, rounded by chance: 0 and d come half as often as each minute between; the mean is d / 2. */
describe('full jitter in whole minutes', () => {
  const CRITICAL_P001 = [10.83, 13.82, 16.27, 18.47, 20.52, 22.46, 24.32, 26.12, 27.88, 29.59];

  test.each([1, 2, 4, 8, 10])('spreads as the closed form says over %i minutes', (window) => {
    const samples = 100_000;
    const draws = new Draws();
    draws.start(1, window);
    const counts = new Array<number>(window + 1).fill(0);
    for (let request = 0; request < samples; request++) {
      draws.attempt(request, 1);
      const fixed = { ...policy, baseDelayMs: window * 60_000, maxDelayMs: window * 60_000 };
      const minutes = stochasticMinutes(
        jitteredDelayMs(fixed, 0, fixed.baseDelayMs, draws.jitter),
        draws.rounding,
      );
      counts[minutes] = (counts[minutes] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count, minute) => {
      const expected = (samples / window) * (minute === 0 || minute === window ? 0.5 : 1);
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(counts).toHaveLength(window + 1);
    expect(chiSquare).toBeLessThan(CRITICAL_P001[window - 1] ?? 0);
    const mean = counts.reduce((sum, count, minute) => sum + count * minute, 0) / samples;
    expect(Math.abs(mean - window / 2)).toBeLessThan(0.02 * window);
  });

  test('a draw of the policy is never as large as its range', () => {
    const draws = new Draws();
    draws.start(1, 0);
    for (let request = 0; request < 10_000; request++) {
      draws.attempt(request, 1);
      expect(Math.max(draws.jitter, draws.rounding)).toBeLessThan(DRAW_RANGE);
    }
  });
});
