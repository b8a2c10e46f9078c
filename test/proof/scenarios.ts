import fc from 'fast-check';
import { dailyAsyncLimit } from '../../src/model/platform/daily-limit.ts';
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
import { acts, type ProofAct } from './acts.ts';
import { script, status, whole } from './answers.ts';
import type { Handler } from './records.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** What both sides get. */
export interface ProofScenario {
  readonly settings: SimulationSettings;
  readonly script: readonly ScriptedAnswer[];
  /** What operators do. */
  readonly acts: readonly ProofAct[];
  /** What the kit has and the simulator need not know. */
  readonly handler: Handler;
}

const MINUTE_MS = 60_000;
const LICENSES = 1;
/** Most requests of a scenario that is not about bulk. */
const REQUESTS = 30;

const minutesMs = (min: number, max: number) => whole(min, max).map((minutes) => minutes * MINUTE_MS);
const share = fc.constantFrom(0, 0.1, 0.3, 0.5, 0.9, 1);

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

/** More than a lane carries, now and then. */
const bulk = fc.record({
  atMinute: whole(0, 6),
  requests: whole(95, 130),
  context: fc.constantFrom('sync' as const, 'async' as const),
  recordsPerTransaction: fc.constantFrom(110, 200),
});

const burst = fc.record({
  // At seven past the sweeper's schedule would come in the same millisecond: what is first then, nobody knows.
  atMinute: fc.oneof(whole(0, 6), whole(8, 60), whole(68, 120)),
  requests: whole(1, REQUESTS / 3),
  context: fc.constantFrom('sync' as const, 'async' as const),
  recordsPerTransaction: whole(1, 12),
});

const workload: fc.Arbitrary<Workload> = fc.record({
  horizonHours: whole(1, 7),
  bursts: fc.oneof(
    { weight: 150, arbitrary: fc.array(burst, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: bulk.map((one) => [one]) },
  ),
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
  lockFailureRate: fc.constantFrom(0, 0, 0, 0.3, 1),
  slotTakenRate: fc.constantFrom(0, 0, 0.3, 1),
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

/** What makes a job so late that its probe token is about to run out. */
const LATE: LatencySettings = { distribution: 'uniform', min: 600_000, max: 900_000 };
const queueLatencyMs = fc.oneof(
  { weight: 12, arbitrary: latency },
  { weight: 1, arbitrary: fc.constant(LATE) },
);

/** A random scenario: small, and near the places where something changes. */
export const proofScenario: fc.Arbitrary<ProofScenario> = fc
  .record({
    workload,
    endpoint,
    org,
    sender,
    queueLatencyMs,
    seed: whole(0, 2 ** 31),
    script,
    acts,
    handler: fc.constantFrom<Handler>('none', 'none', 'idle', 'builds bodies'),
  })
  .map(({ workload, endpoint, script, acts, handler, ...rest }) => ({
    settings: {
      ...rest,
      scenario: { name: 'proof', workload, endpoint, expect: [] },
      rule: 'kit' as const,
    },
    script,
    acts,
    // After a crash a handler runs in a later job: the simulator knows no handlers.
    handler: (rest.org.faults?.crashRate ?? 0) === 0 ? handler : 'none',
  }));
