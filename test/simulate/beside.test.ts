import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import type { Integration } from '../../src/config/types.ts';
import type { Expectation } from '../../src/model/simulation/scenario.ts';
import { prepare } from '../../src/model/simulation/simulate.ts';
import { runExperiment, type Site } from '../../src/simulate/experiments.ts';
import { type PlannedRun, planRuns } from '../../src/simulate/plan.ts';
import { scaled, sensitivityOf } from '../../src/simulate/sensitivity.ts';
import { Workers } from '../../src/simulate/workers.ts';
import { config, configScenario, integration, runScenario } from './config.ts';

function planned(
  retry: Partial<Integration['retry']>,
  expectations: readonly Expectation[],
  outageMinutes = 10,
): PlannedRun {
  const base = integration('Crm');
  const small = configScenario('small', ['Crm']);
  const scenario = {
    ...small,
    expect: expectations,
    endpoint: {
      ...small.endpoint,
      outages: [{ fromMinute: 0, toMinute: outageMinutes, failureRate: 1, failure: 503 }],
    },
  };
  const file = { ...config([scenario]), integrations: [{ ...base, retry: { ...base.retry, ...retry } }] };
  const [run] = planRuns(file, { scenarios: ['small'], integration: null }, senderOf);
  if (!run) throw new Error('nothing planned');
  return run;
}

const here: Site = {
  workers: new Workers(0),
  signal: new AbortController().signal,
  now: () => 0,
  progress: () => undefined,
};

const options = { seed: 1, replications: 30, precision: 0 };

describe('queue latency', () => {
  test('is scaled in every distribution', () => {
    expect(scaled({ distribution: 'constant', value: 3 }, 10)).toEqual({
      distribution: 'constant',
      value: 30,
    });
    expect(scaled({ distribution: 'uniform', min: 1, max: 2 }, 10)).toEqual({
      distribution: 'uniform',
      min: 10,
      max: 20,
    });
    expect(scaled({ distribution: 'lognormal', median: 3, sigma: 1 }, 0)).toEqual({
      distribution: 'lognormal',
      median: 0,
      sigma: 1,
    });
  });

  test('an expectation that holds only at the assumed one is named, on the same replications', async () => {
    const run = planned({}, [
      { metric: 'lost', operator: '==', value: 0, text: '== 0' },
      { metric: 'drainedMinutes', operator: '<=', value: 40, text: '<= 40' },
      { metric: 'deliveryMinutes.p50', operator: '>=', value: 5, text: '>= 5' },
    ]);
    const { sensitivity, expectations } = await runScenario(run, options);
    expect(expectations.map(({ passed }) => passed)).toEqual([true, true, true]);
    const [none, much] = sensitivity;
    expect([none?.queueLatencyFactor, none?.replications, none?.flips]).toEqual([0, 20, []]);
    expect([much?.queueLatencyFactor, much?.replications]).toEqual([10, 20]);
    expect(much?.metrics['deliveryMinutes.p95'].mean).toBeGreaterThan(
      none?.metrics['deliveryMinutes.p95'].mean ?? Number.POSITIVE_INFINITY,
    );
  });

  test('what flips is what differs, both ways', async () => {
    const gate = (operator: '<=' | '>=', value: number) =>
      ({ metric: 'deliveryMinutes.p50', operator, value, text: `${operator} ${value}` }) as const;
    const expectations = [gate('<=', 1), gate('>=', 1), gate('>=', 0.25)];
    // Each job waits for exactly half a minute, or not at all, or for five.
    const { settings, plan } = prepare({
      ...planned({}, expectations, 0),
      replications: 3,
      queueLatencyMs: { distribution: 'constant', value: 30_000 },
    });
    const { result } = await runExperiment(settings, plan, here);
    expect(result.expectations.map(({ passed }) => passed)).toEqual([true, false, true]);
    const found = await sensitivityOf(settings, plan, result.expectations, here);
    expect(found.map(({ flips }) => flips)).toEqual([
      ['deliveryMinutes.p50 >= 0.25'],
      ['deliveryMinutes.p50 <= 1', 'deliveryMinutes.p50 >= 1'],
    ]);
  });
});

describe('a comparison', () => {
  const other = (retry: Partial<Integration['retry']>) => ({
    ...options,
    compareWith: () => ({ file: 'other.yml', run: planned(retry, []) }),
  });

  test('of a policy with itself finds no difference, and says what it cannot know', async () => {
    const { comparison } = await runScenario(planned({}, []), other({}));
    expect(comparison?.replications).toBe(30);
    expect(comparison?.file).toBe('other.yml');
    for (const { difference, interval, p, significant, id } of comparison?.metrics ?? []) {
      expect([id, difference ?? 0, p, significant]).toEqual([id, 0, null, false]);
      if (interval !== null) expect(interval[0] + interval[1]).toBe(0);
    }
    const lost = comparison?.metrics.find(({ id }) => id === 'lost');
    expect(lost?.interval?.[1]).toBeGreaterThan(0.1);
  });

  test('finds what differs, and calls the two sides by their order', async () => {
    const run = planned({}, []);
    const { comparison, metrics } = await runScenario(run, other({ maxRetries: 0 }));
    const dead = comparison?.metrics.find(({ id }) => id === 'deadLettered');
    // Ten fail at once; two more probe in vain before the endpoint works again.
    expect([dead?.a, dead?.b, dead?.difference, dead?.significant]).toEqual([0, 12, 12, true]);
    expect(metrics.deadLettered.mean).toBe(0);
    const calls = comparison?.metrics.find(({ id }) => id === 'endpoint.calls');
    expect(calls?.difference).toBeCloseTo(20 - (metrics['endpoint.calls'].mean ?? 0), 9);
    expect(calls?.interval?.[1]).toBeLessThan(0);
    // Nothing is delivered without retries: the time is infinite on one side.
    const p95 = comparison?.metrics.find(({ id }) => id === 'deliveryMinutes.p95');
    expect([p95?.b, p95?.difference, p95?.p, p95?.significant]).toEqual([null, null, null, false]);
    expect(comparison?.policies.b[0]).toBe('No retries.');
  });
});
