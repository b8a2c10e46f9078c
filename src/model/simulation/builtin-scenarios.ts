import type { Burst, EndpointSettings, Expectation, OrgSettings, Outage, Scenario } from './scenario.ts';

/** A scenario that needs no file. It may need an org of its own kind. */
export interface BuiltinScenario extends Scenario {
  /** What it is about, in a sentence. */
  readonly description: string;
  /** Executions of the rest of the org as a share of its daily limit, where that is the point. */
  readonly otherShareOfLimit?: number;
}

const LATENCY: EndpointSettings['latencyMs'] = { distribution: 'lognormal', median: 300, sigma: 0.5 };
const DAILY_ERRORS = { '503': 0.01 };

function gate(
  metric: string,
  operator: Expectation['operator'],
  value: number,
  percent = false,
): Expectation {
  const text = percent ? `${operator} ${value}%` : `${operator} ${value}`;
  return { metric, text, operator, value: percent ? value / 100 : value };
}

const NOTHING_LOST = [gate('lost', '==', 0), gate('limitExceptions', '==', 0)];
const HARDLY_ANY_DEAD = gate('deadLetterShare', '<=', 0.1, true);
const FEW_DEAD = gate('deadLetterShare', '<=', 1, true);

/** One burst every so many minutes. */
function every(minutes: number, times: number, requests: number): Burst[] {
  return Array.from({ length: times }, (_, index) => ({
    atMinute: index * minutes,
    requests,
    context: 'sync',
    recordsPerTransaction: 200,
  }));
}

function outage(
  fromMinute: number,
  toMinute: number,
  failureRate = 1,
  failure: Outage['failure'] = 503,
): Outage {
  return { fromMinute, toMinute, failureRate, failure };
}

export const BUILTIN_SCENARIOS: readonly BuiltinScenario[] = [
  {
    name: 'outage-40-minutes',
    description: 'The endpoint is down for 40 minutes, and 2,000 requests arrive as it goes down.',
    workload: {
      horizonHours: 24,
      bursts: [{ atMinute: 5, requests: 2000, context: 'sync', recordsPerTransaction: 200 }],
    },
    endpoint: { latencyMs: LATENCY, errorRates: DAILY_ERRORS, outages: [outage(5, 45)] },
    expect: [...NOTHING_LOST, HARDLY_ANY_DEAD, gate('deliveryMinutes.p95', '<=', 90)],
  },
  {
    name: 'brown-out',
    description:
      'For two hours every other call runs into its time-out; 100 requests arrive every ten minutes.',
    workload: { horizonHours: 24, bursts: every(10, 24, 100) },
    endpoint: { latencyMs: LATENCY, errorRates: DAILY_ERRORS, outages: [outage(60, 180, 0.5, 'timeout')] },
    expect: [...NOTHING_LOST, FEW_DEAD, gate('deliveryMinutes.p95', '<=', 150)],
  },
  {
    name: 'flapping',
    description:
      'For two hours the endpoint is down five minutes in every ten; 100 requests arrive every ten minutes.',
    workload: { horizonHours: 24, bursts: every(10, 18, 100) },
    endpoint: {
      latencyMs: LATENCY,
      errorRates: DAILY_ERRORS,
      outages: Array.from({ length: 12 }, (_, index) => outage(30 + index * 10, 35 + index * 10)),
    },
    expect: [...NOTHING_LOST, FEW_DEAD, gate('deliveryMinutes.p95', '<=', 90)],
  },
  {
    name: 'bulk-10000-records',
    description: 'A data load touches 10,000 records at once, 200 to a transaction; the endpoint works.',
    workload: {
      horizonHours: 24,
      bursts: [{ atMinute: 0, requests: 10_000, context: 'sync', recordsPerTransaction: 200 }],
    },
    endpoint: { latencyMs: LATENCY, errorRates: DAILY_ERRORS, outages: [] },
    expect: [...NOTHING_LOST, HARDLY_ANY_DEAD, gate('deliveryMinutes.p95', '<=', 60)],
  },
  {
    name: 'async-limit-nearly-used',
    description:
      'The rest of the org uses 89 % of the daily limit; the endpoint is down for an hour as 5,000 requests arrive.',
    otherShareOfLimit: 0.89,
    workload: {
      horizonHours: 36,
      bursts: [{ atMinute: 5, requests: 5000, context: 'sync', recordsPerTransaction: 200 }],
    },
    endpoint: { latencyMs: LATENCY, errorRates: DAILY_ERRORS, outages: [outage(5, 65)] },
    expect: [
      ...NOTHING_LOST,
      gate('asyncExecutions.refused', '==', 0),
      gate('asyncExecutions.shareOfLimit', '<=', 91, true),
    ],
  },
];

/** The org that a built-in scenario is about: the user's, or one that is busier. */
export function orgOf(
  scenario: Scenario & Pick<BuiltinScenario, 'otherShareOfLimit'>,
  org: OrgSettings,
  limit: number,
): OrgSettings {
  return scenario.otherShareOfLimit === undefined
    ? org
    : { ...org, otherAsyncExecutionsPerDay: Math.round(limit * scenario.otherShareOfLimit) };
}
