import type { Estimates } from '../../src/model/simulation/gates.ts';
import { METRICS, type MetricId } from '../../src/model/simulation/metrics.ts';
import type { ScenarioResult } from '../../src/model/simulation/scenario-result.ts';
import type { Estimate } from '../../src/model/simulation/statistics/estimate.ts';
import { aBreaker } from '../model/policy/a-policy.ts';
import { policy } from '../model/simulation/settings.ts';

function estimate(mean: number | null): Estimate {
  const quantile = { value: mean, interval: [mean, mean] } as const;
  return {
    mean,
    interval: mean === null ? null : [mean, mean],
    method: mean === null ? null : 't',
    precise: true,
    min: mean,
    max: mean,
    p50: quantile,
    p95: quantile,
    p99: quantile,
  };
}

/** Metrics by hand: what is not given is 0. */
export function metrics(values: Partial<Record<MetricId, number | null>>): Estimates {
  const entries = METRICS.map(({ id }) => [id, estimate(values[id] === undefined ? 0 : values[id])]);
  return Object.fromEntries(entries) as Estimates;
}

const KIT = metrics({
  submitted: 2000,
  delivered: 2000,
  'deliveryMinutes.p50': 41,
  'deliveryMinutes.p95': 48.2,
  'deliveryMinutes.p99': 55,
  drainedMinutes: 62,
  attemptsPerRequest: 3.6,
  amplification: 3.6,
  'endpoint.calls': 7200,
  'endpoint.peakPerMinute': 850,
  'endpoint.peakPerSecond': 30,
  'retryWave.worstMinuteShare': 0.2,
  'asyncExecutions.total': 2274,
  'asyncExecutions.peak24h': 42_274,
  'asyncExecutions.shareOfLimit': 0.169,
  deepestChain: 30,
});

const minutes = (count: number, value: (minute: number) => number) =>
  Array.from({ length: count }, (_, minute) => value(minute));

/** The result of a simulation, by hand: 2,000 requests, 40 minutes of outage, all delivered. */
export function scenarioResult(changes: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    name: 'erp-down',
    integration: 'Erp_Orders',
    seed: 1,
    replications: 200,
    stoppedBy: 'replications',
    imprecise: [],
    metrics: KIT,
    expectations: [
      { metric: 'lost', expected: '== 0', actual: 0, interval: null, passed: true },
      { metric: 'deliveryMinutes.p95', expected: '<= 90', actual: 48.2, interval: [47, 49.4], passed: true },
    ],
    passed: true,
    workload: { requests: 2000, horizonHours: 24, text: ['2,000 requests at minute 5.'] },
    policy: {
      sender: {
        policy,
        breaker: aBreaker(),
        timeoutMs: 10_000,
        requestsPerJob: 10,
        maxLanes: 5,
        reservePercent: 10,
        durability: 'job',
      },
      text: ['Up to 6 retries.'],
    },
    org: { edition: 'enterprise', userLicenses: 200, otherAsyncExecutionsPerDay: 40_000 },
    assumptions: ['A job starts later than it may.'],
    limits: ['The 6 retries of a request wait 55 min at most.'],
    timelines: [
      {
        id: 'endpoint.calls',
        unit: 'calls',
        perMinute: minutes(62, (at) => (at === 45 ? 850 : 120)),
        limit: null,
      },
      {
        id: 'asyncExecutions',
        unit: 'executions',
        perMinute: minutes(62, (at) => 40_000 + 36 * at),
        limit: 250_000,
      },
      {
        id: 'backlog',
        unit: 'requests',
        perMinute: minutes(62, (at) => (at < 45 ? 2000 : 62 - at)),
        limit: null,
      },
      { id: 'deadLetters', unit: 'requests', perMinute: [], limit: null },
      {
        id: 'circuitOpen',
        unit: 'share of the minute',
        perMinute: minutes(40, (at) => (at < 10 ? 0 : 1)),
        limit: null,
      },
    ],
    windows: [{ kind: 'outage', fromMinute: 5, toMinute: 45, text: 'All calls get a 503.' }],
    delivery: {
      upToMinutes: minutes(17, (at) => 39 + at),
      share: minutes(17, (at) => [0, 0.1, 0.5, 0.6][at] ?? 0.6 + 0.025 * (at - 3) + (at === 16 ? 0.075 : 0)),
      undelivered: 0,
    },
    naive: [
      {
        rule: 'one-job-per-record',
        replications: 20,
        metrics: metrics({ submitted: 2000, lost: 2000, limitExceptions: 10, 'deliveryMinutes.p95': null }),
        callsPerMinute: [],
      },
      {
        rule: 'retry-in-seconds',
        replications: 20,
        metrics: metrics({ submitted: 2000, deadLettered: 2000, 'deliveryMinutes.p95': null }),
        callsPerMinute: minutes(12, (at) => (at === 5 ? 9000 : 50)),
      },
    ],
    sensitivity: [],
    comparison: null,
    remedies: [],
    ...changes,
  };
}
