import type {
  BrownOut,
  Burst,
  EndpointSettings,
  Expectation,
  OrgSettings,
  Outage,
  Scenario,
} from './scenario.ts';

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

function slower(fromMinute: number, toMinute: number, latencyFactor: number): BrownOut {
  return { ...outage(fromMinute, toMinute, 0), latencyFactor };
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
    endpoint: {
      latencyMs: LATENCY,
      errorRates: DAILY_ERRORS,
      outages: [],
      brownOuts: [{ ...outage(60, 180, 0.5, 'timeout'), latencyFactor: 1 }],
    },
    expect: [...NOTHING_LOST, FEW_DEAD, gate('deliveryMinutes.p95', '<=', 60)],
  },
  {
    name: 'rate-limited',
    description:
      'The endpoint takes 120 requests a minute and answers 429 with Retry-After to more; 3,000 arrive at once.',
    workload: {
      horizonHours: 24,
      bursts: [{ atMinute: 0, requests: 3000, context: 'sync', recordsPerTransaction: 200 }],
    },
    endpoint: {
      latencyMs: LATENCY,
      errorRates: DAILY_ERRORS,
      outages: [],
      rateLimit: { requests: 120, windowSeconds: 60, retryAfter: true },
    },
    expect: [...NOTHING_LOST, HARDLY_ANY_DEAD, gate('deliveryMinutes.p95', '<=', 120)],
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
    expect: [...NOTHING_LOST, FEW_DEAD, gate('deliveryMinutes.p95', '<=', 60)],
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
  {
    name: 'slow-then-dead',
    description:
      'The endpoint gets slower for half an hour, until calls run into their time-out, and is then dead for as long; 100 requests arrive every five minutes.',
    workload: { horizonHours: 24, bursts: every(5, 24, 100) },
    endpoint: {
      latencyMs: LATENCY,
      errorRates: DAILY_ERRORS,
      outages: [outage(45, 75, 1, 'timeout')],
      brownOuts: [slower(15, 30, 10), slower(30, 45, 30)],
    },
    expect: [...NOTHING_LOST, FEW_DEAD, gate('recovery.drainMinutes', '<=', 60)],
  },
  {
    name: 'lost-answers',
    description:
      'One answer in ten gets lost after the endpoint has done its work; it remembers idempotency keys for a day. 100 requests arrive every ten minutes.',
    workload: { horizonHours: 24, bursts: every(10, 24, 100) },
    endpoint: {
      latencyMs: LATENCY,
      errorRates: DAILY_ERRORS,
      outages: [],
      lostAnswerRate: 0.1,
      keyMemoryMinutes: 1440,
    },
    expect: [
      ...NOTHING_LOST,
      HARDLY_ANY_DEAD,
      gate('duplicates.withEffect', '==', 0),
      gate('deadLetteredButProcessed', '==', 0),
    ],
  },
  {
    name: 'metastable',
    description:
      'An endpoint at half of its capacity goes down for ten minutes; it works on every call to the end, also on those whose sender has given up.',
    workload: {
      horizonHours: 24,
      bursts: [],
      arrivals: [
        { requestsPerHour: [3600], fromMinute: 0, toMinute: 180, context: 'sync', recordsPerTransaction: 1 },
      ],
    },
    endpoint: {
      latencyMs: { distribution: 'lognormal', median: 400, sigma: 0.5 },
      errorRates: {},
      outages: [outage(60, 70, 1, 'timeout')],
      capacity: { concurrent: 1, queue: 1000 },
    },
    expect: [...NOTHING_LOST, FEW_DEAD, gate('recovery.drainMinutes', '<=', 90)],
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
