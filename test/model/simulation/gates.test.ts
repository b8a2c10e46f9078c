import { describe, expect, test } from 'vitest';
import { type Estimates, judge, metricOf } from '../../../src/model/simulation/gates.ts';
import { METRICS, type MetricId } from '../../../src/model/simulation/metrics.ts';
import type { Expectation } from '../../../src/model/simulation/scenario.ts';
import type { Estimate } from '../../../src/model/simulation/statistics/estimate.ts';

const NOTHING = { value: null, interval: [null, null] } as const;

function estimate(known: Pick<Estimate, 'mean' | 'interval' | 'min' | 'max'>): Estimate {
  return { method: 't', precise: true, p50: NOTHING, p95: NOTHING, p99: NOTHING, ...known };
}

const ZERO = estimate({ mean: 0, interval: [0, 0], min: 0, max: 0 });

function estimates(metric: MetricId, one: Estimate): Estimates {
  const all = Object.fromEntries(METRICS.map(({ id }) => [id, ZERO])) as Record<MetricId, Estimate>;
  return { ...all, [metric]: one };
}

function passes(metric: MetricId, operator: Expectation['operator'], value: number, one: Estimate): boolean {
  return judge({ metric, operator, value, text: '' }, estimates(metric, one)).passed;
}

describe('a gate on a mean', () => {
  const p95 = estimate({ mean: 50, interval: [48, 52], min: 40, max: 70 });

  test('passes at the adverse end of its interval, not at the mean', () => {
    expect(passes('deliveryMinutes.p95', '<=', 52, p95)).toBe(true);
    expect(passes('deliveryMinutes.p95', '<=', 51.9, p95)).toBe(false);
    expect(passes('deliveryMinutes.p95', '<', 52, p95)).toBe(false);
    expect(passes('deliveryMinutes.p95', '>=', 48, p95)).toBe(true);
    expect(passes('deliveryMinutes.p95', '>=', 48.1, p95)).toBe(false);
    expect(passes('deliveryMinutes.p95', '>', 48, p95)).toBe(false);
  });

  test('equals a value only with its whole interval', () => {
    expect(passes('deliveryMinutes.p95', '==', 50, p95)).toBe(false);
    expect(passes('deliveryMinutes.p95', '==', 48, p95)).toBe(false);
    expect(passes('deadLetterShare', '==', 0, ZERO)).toBe(true);
  });

  test('is judged by its value after a single replication', () => {
    const single = estimate({ mean: 50, interval: null, min: 50, max: 50 });
    expect(passes('deliveryMinutes.p95', '<=', 50, single)).toBe(true);
  });

  test('says mean and interval', () => {
    const gate = { metric: 'deliveryMinutes.p95', operator: '<=', value: 51, text: '<= 51' } as const;
    expect(judge(gate, estimates('deliveryMinutes.p95', p95))).toEqual({
      metric: 'deliveryMinutes.p95',
      expected: '<= 51',
      actual: 50,
      interval: [48, 52],
      passed: false,
    });
  });
});

describe('a gate on a count', () => {
  const lost = estimate({ mean: 0.01, interval: [0, 0.03], min: 0, max: 2 });

  test('must hold in every replication', () => {
    expect(passes('lost', '==', 0, lost)).toBe(false);
    expect(passes('lost', '<=', 1, lost)).toBe(false);
    expect(passes('lost', '<=', 2, lost)).toBe(true);
    expect(passes('lost', '>', 0, lost)).toBe(false);
    expect(passes('lost', '==', 0, ZERO)).toBe(true);
  });

  test('says the worst replication, and no interval', () => {
    const gate = { metric: 'lost', operator: '==', value: 0, text: '== 0' } as const;
    expect(judge(gate, estimates('lost', lost))).toEqual({
      metric: 'lost',
      expected: '== 0',
      actual: 2,
      interval: null,
      passed: false,
    });
  });
});

test('a gate on what was infinite once fails, whichever way it points', () => {
  const never = estimate({ mean: null, interval: null, min: 12, max: null });
  for (const operator of ['<', '<=', '==', '>=', '>'] as const) {
    expect(passes('deliveryMinutes.p95', operator, 12, never)).toBe(false);
    expect(passes('drainedMinutes', operator, 1e9, never)).toBe(false);
  }
});

test('a metric that does not exist is refused, with those that do', () => {
  const gate = { metric: 'delivery.p95', operator: '<', value: 1, text: '< 1' } as const;
  expect(() => metricOf(gate)).toThrow('simulate.UnknownMetric delivery.p95');
});

test('metrics have ids of their own and whole sentences', () => {
  expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
  for (const { description } of METRICS) expect(description).toMatch(/^[A-Z0-9].*\.$/);
});
