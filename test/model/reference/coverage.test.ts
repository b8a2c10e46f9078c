import { describe, expect, test } from 'vitest';
import { Replications } from '../../../src/model/simulation/batch.ts';
import { Experiment, type Plan } from '../../../src/model/simulation/experiment.ts';
import type { Estimates } from '../../../src/model/simulation/gates.ts';
import { METRICS, type MetricId } from '../../../src/model/simulation/metrics.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { Moments } from '../../../src/model/simulation/statistics/moments.ts';
import { burst, policy, sender, settings } from '../simulation/settings.ts';
import { FULL, sized } from './sizes.ts';

// T9: of the 95 % intervals that are reported, 95 % hold the truth. The truth is known where attempts fail independently.

const EXPERIMENTS = sized(1000, 5000);

function truncated(p: number, retries: number, requests: number): SimulationSettings {
  return settings(
    { bursts: [burst(requests, 1)], errorRates: { '408': p }, horizonHours: 1 },
    {
      sender: {
        ...sender,
        policy: { ...policy, maxRetries: retries, baseDelayMs: 60_000, maxDelayMs: 60_000, jitter: 'none' },
        reservePercent: 0,
      },
    },
  );
}

/** Each experiment under a seed of its own. @param until - it ends when this metric is precise */
function experiments(of: SimulationSettings, plan: Plan, until: MetricId | null = null): Estimates[] {
  return Array.from({ length: EXPERIMENTS }, (_, seed) => {
    const own = { ...of, seed: seed + 1 };
    const replications = new Replications(own);
    const experiment = new Experiment(own, plan);
    while (experiment.wanted > 0) {
      experiment.add(replications.run(experiment.replications, experiment.wanted));
      if (until !== null && experiment.result().metrics[until].precise) break;
    }
    return experiment.result().metrics;
  });
}

function coverage(of: readonly Estimates[], metric: MetricId, truth: number): number {
  const holding = of.filter(({ [metric]: { interval } }) => {
    return interval !== null && interval[0] <= truth && truth <= interval[1];
  });
  return holding.length / of.length;
}

const TWENTY: Plan = { replications: 20, precision: 0 };

describe('T9: intervals hold what they say', () => {
  test('Student, of calls per request, and Wilson, of a share of dead letters', () => {
    const found = experiments(truncated(0.5, 2, 20), TWENTY);
    const student = coverage(found, 'attemptsPerRequest', 1.75);
    const wilson = coverage(found, 'deadLetterShare', 0.125);
    for (const covered of [student, wilson]) {
      expect(covered).toBeGreaterThan(0.933);
      expect(covered).toBeLessThan(0.967);
    }
    const wilsons = found.filter(({ deadLetterShare }) => deadLetterShare.method === 'wilson');
    expect(wilsons.length / EXPERIMENTS).toBeGreaterThan(0.9);
  });

  test('Poisson, of dead letters of which mostly none is seen, as a share and as a count', () => {
    // One in 1,000 of 20 requests in 20 replications: none at all in two of three experiments.
    const found = experiments(truncated(0.1, 2, 20), TWENTY);
    const none = found.filter(({ deadLettered }) => deadLettered.mean === 0).length / EXPERIMENTS;
    expect(none).toBeGreaterThan(0.6);
    expect(none).toBeLessThan(0.75);
    expect(coverage(found, 'deadLetterShare', 0.001)).toBeGreaterThan(0.933);
    expect(coverage(found, 'deadLettered', 0.02)).toBeGreaterThan(0.933);
    for (const { deadLetterShare, deadLettered } of found) {
      expect([deadLetterShare.method, deadLettered.method]).toEqual(['poisson', 'poisson']);
    }
  });

  test('stopping at a precision does not spoil them', () => {
    // So precise that most experiments look more than once before they stop.
    const found = experiments(
      truncated(0.5, 2, 20),
      { replications: 500, precision: 0.05 },
      'attemptsPerRequest',
    );
    const estimates = found.map(({ attemptsPerRequest }) => attemptsPerRequest);
    expect(estimates.every(({ precise }) => precise)).toBe(true);
    expect(coverage(found, 'attemptsPerRequest', 1.75)).toBeGreaterThan(0.925);
    const within = estimates.filter(({ mean }) => Math.abs((mean ?? 0) / 1.75 - 1) <= 0.05);
    expect(within.length / EXPERIMENTS).toBeGreaterThan(0.95);
  });
});

describe('T9: keyed draws make a difference of policies visible', () => {
  const PAIRS = FULL ? 1000 : 200;
  const METRIC = METRICS.findIndex(({ id }) => id === 'endpoint.calls');

  function spread(differences: readonly number[]): number {
    const moments = new Moments();
    for (const difference of differences) moments.add(difference);
    return moments.squaredError;
  }

  test('a base delay of two minutes instead of one: half of the variance at most', () => {
    const base = (minutes: number, seed: number): number[] => {
      const of = settings(
        { bursts: [burst(500, 1)], errorRates: { '503': 0.3 }, horizonHours: 12 },
        {
          sender: { ...sender, policy: { ...policy, baseDelayMs: minutes * 60_000 }, reservePercent: 0 },
          seed,
        },
      );
      const replications = new Replications(of);
      return Array.from({ length: PAIRS }, (_, index) => replications.run(index, 1).values[METRIC] as number);
    };
    const one = base(1, 1);
    const paired = base(2, 1).map((value, index) => value - (one[index] ?? 0));
    const independent = base(2, 2).map((value, index) => value - (one[index] ?? 0));
    expect(spread(independent) / spread(paired)).toBeGreaterThan(2);
  });
});
