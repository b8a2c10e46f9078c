import fc from 'fast-check';
import { dailyAsyncLimit } from '../../src/model/platform/daily-limit.ts';
import type { Outcome } from '../../src/model/policy/outcome.ts';
import { type BreakerPolicy, JITTERS, type RetryPolicy } from '../../src/model/policy/policy.ts';
import type {
  EndpointSettings,
  Faults,
  LatencySettings,
  OrgSettings,
  Outage,
  Workload,
} from '../../src/model/simulation/scenario.ts';
import type { SenderSettings, SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** What both sides get. */
export interface ProofScenario {
  readonly settings: SimulationSettings;
  readonly script: readonly ScriptedAnswer[];
}

const MINUTE_MS = 60_000;
const LICENSES = 1;
/** Most requests of a scenario, and most attempts that a script speaks of. */
const REQUESTS = 30;
const ATTEMPTS = 4;

const whole = (min: number, max: number) => fc.integer({ min, max });
const minutesMs = (min: number, max: number) => whole(min, max).map((minutes) => minutes * MINUTE_MS);
const share = fc.constantFrom(0, 0.1, 0.3, 0.5, 0.9, 1);
const status = fc.constantFrom(200, 204, 301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503, 599, 600);

const policy: fc.Arbitrary<RetryPolicy> = fc
  .record({
    maxRetries: fc.oneof({ weight: 4, arbitrary: whole(0, 5) }, { weight: 1, arbitrary: whole(6, 12) }),
    baseDelayMs: fc
      .oneof(whole(1, 90), whole(60, 900), fc.constantFrom(60, 600, 1200))
      .map((seconds) => seconds * 1000),
    maxDelayFactor: fc.constantFrom(1, 2, 3, 10),
    backoffPercent: fc.constantFrom(100, 150, 200, 333, 1000),
    jitter: fc.constantFrom(...JITTERS),
    retryableStatusCodes: fc.subarray([301, 401, 404, 408, 409, 429, 500, 503, 599]),
    alreadyProcessedStatusCodes: fc.subarray([404, 409]),
    honorRetryAfter: fc.boolean(),
    maxElapsedMs: fc.oneof(minutesMs(1, 30), minutesMs(30, 400)),
    maxAgeHours: whole(1, 4),
    immediateRetries: fc.oneof(fc.constant(0), whole(1, 3)),
  })
  .map(({ maxDelayFactor, maxAgeHours, ...rest }) => ({
    ...rest,
    maxDelayMs: Math.min(rest.baseDelayMs * maxDelayFactor, 7_200_000),
    maxAgeMs: maxAgeHours * 60 * MINUTE_MS,
  }));

const breaker: fc.Arbitrary<BreakerPolicy> = fc.record({
  failureRatePercent: fc.constantFrom(1, 30, 50, 100),
  minimumCalls: fc.oneof(whole(1, 5), fc.constant(10_000)),
  windowMs: minutesMs(1, 20),
  coolDownMs: minutesMs(1, 20),
  halfOpenProbes: whole(1, 3),
});

const sender: fc.Arbitrary<SenderSettings> = fc.record({
  policy,
  breaker,
  timeoutMs: fc.constantFrom(1000, 10_000, 30_000, 55_000, 110_000),
  requestsPerJob: fc.oneof(whole(1, 4), fc.constantFrom(10, 100)),
  maxLanes: whole(1, 4),
  reservePercent: fc.constantFrom(0, 10),
  durability: fc.constantFrom('job' as const, 'row' as const),
});

const latency: fc.Arbitrary<LatencySettings> = fc.oneof(
  fc.record({ distribution: fc.constant('constant' as const), value: fc.constantFrom(0, 1, 400, 20_000) }),
  fc
    .record({ min: whole(0, 3000), width: whole(0, 30_000) })
    .map(({ min, width }) => ({ distribution: 'uniform' as const, min, max: min + width })),
  fc.record({
    distribution: fc.constant('lognormal' as const),
    median: fc.constantFrom(300, 3000),
    sigma: fc.constantFrom(0.5, 1.2),
  }),
);

const span = fc
  .record({ fromMinute: whole(0, 120), minutes: whole(1, 60) })
  .map(({ fromMinute, minutes }) => ({ fromMinute, toMinute: fromMinute + minutes }));

const outage: fc.Arbitrary<Outage> = fc
  .record({ span, failureRate: share, failure: fc.oneof(fc.constant('timeout' as const), status) })
  .map(({ span: { fromMinute, toMinute }, ...rest }) => ({ fromMinute, toMinute, ...rest }));

const errorRates = fc
  .uniqueArray(status, { maxLength: 3 })
  .map((statuses) => Object.fromEntries(statuses.map((each) => [String(each), 0.2])));

const endpoint: fc.Arbitrary<EndpointSettings> = fc.record(
  {
    latencyMs: latency,
    errorRates,
    outages: fc.array(outage, { maxLength: 2 }),
    rateLimit: fc.record({
      requests: whole(0, 6),
      windowSeconds: fc.constantFrom(10, 60, 900),
      retryAfter: fc.boolean(),
    }),
    lostAnswerRate: share,
    duplicateStatus: fc.constantFrom(200, 409),
  },
  { requiredKeys: ['latencyMs', 'errorRates', 'outages'] },
);

const burst = fc.record({
  // At seven past the sweeper's schedule would come in the same millisecond: what is first then, nobody knows.
  atMinute: fc.oneof(whole(0, 6), whole(8, 60), whole(68, 120)),
  requests: whole(1, REQUESTS / 3),
  context: fc.constantFrom('sync' as const, 'async' as const),
  recordsPerTransaction: whole(1, 12),
});

const workload: fc.Arbitrary<Workload> = fc.record({
  horizonHours: whole(1, 7),
  bursts: fc.array(burst, { minLength: 1, maxLength: 3 }),
});

/** The rest of the org leaves everything, a few executions, or a few above the reserve of ten percent. */
const otherExecutions = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: whole(0, 12).map((left) => dailyAsyncLimit(LICENSES) - left) },
  { weight: 1, arbitrary: whole(0, 12).map((left) => Math.ceil(dailyAsyncLimit(LICENSES) * 0.9) - left) },
);

const faults: fc.Arbitrary<Faults> = fc.record({
  crashRate: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.constantFrom(0.1, 0.4, 1)),
  killRate: fc.constantFrom(0, 0.3, 1),
  lockFailureRate: fc.constant(0),
});

const org: fc.Arbitrary<OrgSettings> = fc
  .record({ otherExecutions, faults })
  .map(({ otherExecutions: otherAsyncExecutionsPerDay, ...rest }) => ({
    ...rest,
    otherAsyncExecutionsPerDay,
    edition: 'enterprise' as const,
    userLicenses: LICENSES,
    // The clock of the executed Apex moves while it calls, and at no other time.
    jobOverheadMs: 0,
  }));

/** Both forms of the header, and what is neither. */
const retryAfter = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '0',
    '1',
    '59',
    '60',
    '600',
    '4000',
    '999999999',
    '1000000000',
    '-5',
    '',
    ' 30',
    '1.5',
    'soon',
  ),
  whole(-3600, 20_000).map((second) => new Date(second * 1000).toUTCString()),
  fc.constantFrom(
    'Thu, 01 Jan 1970 00:30:60 GMT',
    'Thu, 29 Feb 1600 00:00:00 GMT',
    'Thu, 29 Feb 1900 00:00:00 GMT',
    'Thu, 29 Feb 1972 00:00:00 GMT',
    'Thu, 31 Apr 1970 00:00:00 GMT',
    'Thu, 01 Foo 1970 00:00:00 GMT',
    'Thu, 01 Jan 1599 00:00:00 GMT',
    'Thu, 00 Jan 1970 00:00:00 GMT',
    'Thu, 01 Jan 1970 24:00:00 GMT',
    'Thu, 01 Jan 1970 00:60:00 GMT',
    'Thu, 01 Jan 1970 00:00:61 GMT',
    'Thu, 01 Jan 1970 01:00:00 UTC',
    'Xxx, 01 Jan 1970 01:00:00 GMT',
  ),
);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer' as const), status, retryAfter }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('timeout' as const, 'no-answer' as const, 'configuration' as const)
      .map((kind) => ({ kind })),
  },
);

const script: fc.Arbitrary<readonly ScriptedAnswer[]> = fc.array(
  fc.record({ request: whole(0, REQUESTS / 2), attempt: whole(1, ATTEMPTS), outcome }),
  { maxLength: 12 },
);

/** A random scenario: small, and near the places where something changes. */
export const proofScenario: fc.Arbitrary<ProofScenario> = fc
  .record({ workload, endpoint, org, sender, queueLatencyMs: latency, seed: whole(0, 2 ** 31), script })
  .map(({ workload, endpoint, script, ...rest }) => ({
    settings: {
      ...rest,
      scenario: { name: 'proof', workload, endpoint, expect: [] },
      rule: 'kit' as const,
    },
    script,
  }));
