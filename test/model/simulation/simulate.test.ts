import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/parse.ts';
import { senderOf } from '../../../src/config/sender-of.ts';
import {
  BUILTIN_SCENARIOS,
  METRICS,
  type SimulateOptions,
  simulate,
  UserError,
} from '../../../src/model/index.ts';
import { orgOf } from '../../../src/model/simulation/builtin-scenarios.ts';
import { burst, org, outage, scenario, sender } from './settings.ts';

function options(more: Partial<SimulateOptions> = {}): SimulateOptions {
  return {
    scenario: scenario({ bursts: [burst(200)], outages: [outage(0, 20)] }),
    sender,
    org,
    replications: 10,
    ...more,
  };
}

function error(of: Partial<SimulateOptions>): string {
  try {
    simulate(options(of));
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown.message;
    throw thrown;
  }
  return 'no error';
}

describe('simulate', () => {
  test('gives the same result for the same options, to the last bit', () => {
    expect(JSON.stringify(simulate(options()))).toBe(JSON.stringify(simulate(options())));
  });

  test('gives another result for another seed', () => {
    const p95 = (seed: number) => simulate(options({ seed })).metrics['deliveryMinutes.p95'].mean;
    expect(p95(1)).not.toBe(p95(2));
  });

  test('estimates every metric, and counts what it ran', () => {
    const { metrics, replications, rule, seed } = simulate(options());
    expect(Object.keys(metrics)).toEqual(METRICS.map(({ id }) => id));
    expect([replications, rule, seed]).toEqual([10, 'kit', 1]);
    expect(metrics.submitted).toMatchObject({
      mean: 200,
      interval: [200, 200],
      method: 't',
      precise: true,
      min: 200,
      max: 200,
      p99: { value: 200, interval: [200, null] },
    });
  });

  test('the mean lies in its interval, and no share leaves 0 to 1', () => {
    const { metrics } = simulate(
      options({ scenario: scenario({ bursts: [burst(50)], errorRates: { '400': 0.02 } }) }),
    );
    for (const { mean, interval, min, max } of Object.values(metrics)) {
      if (mean === null || interval === null || min === null || max === null) continue;
      expect(min <= mean && mean <= max).toBe(true);
      expect(interval[0] <= mean && mean <= interval[1]).toBe(true);
    }
    expect(metrics.deadLetterShare.interval?.[0]).toBeGreaterThanOrEqual(0);
  });

  test('counts undelivered requests as infinitely late', () => {
    // One of ten is refused for good: 90 % are delivered, the 95 % quantile is not reached.
    const { metrics } = simulate(
      options({ scenario: scenario({ bursts: [burst(2000)], errorRates: { '400': 0.1 } }) }),
    );
    expect(metrics['deliveryMinutes.p50'].mean).toBeLessThan(1);
    expect(metrics['deliveryMinutes.p95']).toMatchObject({
      mean: null,
      interval: null,
      precise: false,
      min: null,
      max: null,
    });
  });

  test('draws a timeline to the last minute with a call', () => {
    const { timelines, metrics } = simulate(options({ replications: 3 }));
    const perMinute = timelines.find(({ id }) => id === 'endpoint.calls')?.perMinute ?? [];
    const calls = perMinute.reduce((sum, each) => sum + each, 0);
    expect(calls).toBeCloseTo(metrics['endpoint.calls'].mean ?? 0, 6);
  });

  test('judges what the scenario expects', () => {
    const expectations = [
      { metric: 'lost', operator: '==', value: 0, text: '== 0' },
      { metric: 'deliveryMinutes.p50', operator: '<=', value: 1, text: '<= 1' },
    ] as const;
    const { passed, expectations: gates } = simulate(
      options({ scenario: { ...options().scenario, expect: expectations } }),
    );
    expect(gates.map((gate) => gate.passed)).toEqual([true, false]);
    expect(passed).toBe(false);
  });
});

describe('simulate refuses', () => {
  const bad = (parts: Partial<Parameters<typeof scenario>[0]>): string =>
    error({ scenario: scenario({ bursts: [burst(10)], ...parts }) });

  test.each([
    ['a seed that is no whole number', { seed: 1.5 }, 'simulate.BadSeed 1.5'],
    ['a negative seed', { seed: -1 }, 'simulate.BadSeed -1'],
    ['no replication', { replications: 0 }, 'simulate.BadReplications 0'],
    ['half a replication', { replications: 2.5 }, 'simulate.BadReplications 2.5'],
    [
      'more replications than anybody waits for',
      { replications: 1e9 },
      'simulate.BadReplications 1000000000',
    ],
    [
      'a sender without lanes',
      { sender: { ...sender, maxLanes: 0 } },
      'simulate.ImpossibleScenario test sender.maxLanes 0 a whole number 1 50',
    ],
    [
      'a queue latency below nothing',
      { queueLatencyMs: { distribution: 'constant', value: -1 } as const },
      'simulate.ImpossibleScenario test queueLatencyMs.value -1 a number 0 1000000000',
    ],
    [
      'an org with a negative load',
      { org: { ...org, otherAsyncExecutionsPerDay: -5 } },
      'simulate.ImpossibleScenario test org.otherAsyncExecutionsPerDay -5 a whole number 0 1000000000',
    ],
  ])('%s', (_, more, message) => {
    expect(error(more)).toBe(message);
  });

  test.each([
    ['no request at all', { bursts: [] }, 'the number of requests 0 a number 1 10000000'],
    [
      'a burst in the past',
      { bursts: [burst(1, 1, { atMinute: -1 })] },
      'workload.bursts[0].atMinute -1 a number 0 1440',
    ],
    [
      'a burst beyond the horizon',
      { bursts: [burst(1, 1, { atMinute: 1441 })] },
      'workload.bursts[0].atMinute 1441 a number 0 1440',
    ],
    [
      'empty transactions',
      { bursts: [burst(10, 0)] },
      'workload.bursts[0].recordsPerTransaction 0 a whole number 1 10000000',
    ],
    ['a horizon of years', { horizonHours: 9000 }, 'workload.horizonHours 9000 a whole number 1 500'],
    ['a negative error rate', { errorRates: { '503': -0.1 } }, 'endpoint.errorRates.503 -0.1 a number 0 1'],
    [
      'error rates above 1',
      { errorRates: { '503': 0.6, '400': 0.6 } },
      'the sum of endpoint.errorRates 1.2 a number 0 1',
    ],
    [
      'a failure rate of no number',
      { outages: [outage(0, 1, { failureRate: Number.NaN })] },
      'endpoint.outages[0].failureRate NaN a number 0 1',
    ],
    [
      'an outage that ends before it begins',
      { outages: [outage(5, 4)] },
      'endpoint.outages[0].toMinute 4 a number 5 30000',
    ],
  ])('%s', (_, parts, message) => {
    expect(bad(parts)).toBe(`simulate.ImpossibleScenario test ${message}`);
  });

  test('an expectation of a metric that does not exist, before it runs anything', () => {
    const wrong = { metric: 'dlq', operator: '<', value: 1, text: '< 1' } as const;
    expect(error({ scenario: { ...options().scenario, expect: [wrong] } })).toBe(
      'simulate.UnknownMetric dlq',
    );
  });
});

describe('built-in scenarios', () => {
  const text = JSON.stringify({
    integrations: [{ name: 'Erp_Orders', namedCredential: 'ERP', object: 'Order__c' }],
  });
  const { config } = parseConfig(text, 'retry.json');
  const byDefault = config?.integrations[0];

  const run = (name: string) => {
    if (!byDefault) throw new Error('a config of nothing but names is not valid');
    const found = BUILTIN_SCENARIOS.find((each) => each.name === name);
    if (!found) throw new Error(`no scenario ${name}`);
    const busy = orgOf(found, { ...org, otherAsyncExecutionsPerDay: 40_000 }, 250_000);
    return simulate({
      scenario: found,
      sender: senderOf(byDefault),
      org: busy,
      replications: 20,
    });
  };

  test.each(BUILTIN_SCENARIOS.map(({ name }) => name))(
    '%s: the default policy passes and loses nothing',
    (name) => {
      const { passed, metrics, expectations } = run(name);
      expect(expectations.filter((gate) => !gate.passed)).toEqual([]);
      expect(passed).toBe(true);
      expect([metrics.lost.max, metrics.limitExceptions.max, metrics.inFlight.max]).toEqual([0, 0, 0]);
    },
  );

  test('a 40-minute outage with 2,000 requests dead-letters none of them', () => {
    const { metrics } = run('outage-40-minutes');
    expect([metrics.deadLettered.max, metrics.delivered.min]).toEqual([0, 2000]);
  });

  test('an org that is nearly at its limit never goes over it', () => {
    const { metrics } = run('async-limit-nearly-used');
    expect(metrics['asyncExecutions.refused'].max).toBe(0);
    expect(metrics['asyncExecutions.shareOfLimit'].max).toBeLessThanOrEqual(0.91);
    expect(metrics['asyncExecutions.peak24h'].min).toBeGreaterThan(222_500);
  });
});
