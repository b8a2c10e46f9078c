import fc from 'fast-check';
import { JITTERS } from '../../../src/model/policy/policy.ts';
import type { EndpointSettings, OrgSettings, Workload } from '../../../src/model/simulation/scenario.ts';
import {
  RULES,
  type SenderSettings,
  type SimulationSettings,
} from '../../../src/model/simulation/settings.ts';
import { aBreaker } from '../policy/a-policy.ts';
import { policy, sender, settings } from './settings.ts';

/** Any scenario at all, with everything that can be switched on switched on now and then. */

const MINUTE = 60_000;
export const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
/** Off as often as on. */
const rate = fc.oneof(fc.constant(0), share);
const context = fc.constantFrom('sync' as const, 'async' as const);
const failure = fc.constantFrom<(number | 'timeout')[]>(503, 408, 429, 400, 401, 'timeout');
const span = fc.record({ fromMinute: fc.nat(100), toMinute: fc.integer({ min: 101, max: 300 }) });

const workload: fc.Arbitrary<Workload> = fc.record({
  horizonHours: fc.constantFrom(1, 3, 48),
  bursts: fc.array(
    fc.record({
      atMinute: fc.nat(120),
      requests: fc.integer({ min: 1, max: 300 }),
      context,
      recordsPerTransaction: fc.constantFrom(1, 7, 60, 200, 700),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  arrivals: fc.array(
    fc.record({
      ...{ fromMinute: fc.nat(100), toMinute: fc.integer({ min: 101, max: 200 }) },
      requestsPerHour: fc.constantFrom([30], [200], Array(24).fill(40)),
      context,
      recordsPerTransaction: fc.constantFrom(1, 3),
    }),
    { maxLength: 2 },
  ),
  recorded: fc.array(
    fc.record({ atMs: fc.nat(200 * MINUTE), requests: fc.integer({ min: 1, max: 50 }), context }),
    { maxLength: 3 },
  ),
});

const endpoint: fc.Arbitrary<EndpointSettings> = fc
  .record({
    latency: fc.constantFrom(0, 300, 15_000, 30_000),
    errors: share,
    outages: fc.array(
      fc
        .tuple(span, share, failure)
        .map(([at, failureRate, what]) => ({ ...at, failureRate, failure: what })),
      { maxLength: 2 },
    ),
    brownOuts: fc.array(
      fc
        .tuple(span, share, failure, fc.constantFrom(1, 3, 100))
        .map(([at, failureRate, what, latencyFactor]) => ({
          ...at,
          failureRate,
          failure: what,
          latencyFactor,
        })),
      { maxLength: 1 },
    ),
    rateLimit: fc.record({
      requests: fc.constantFrom(0, 0, 5, 100),
      windowSeconds: fc.constantFrom(1, 60, 3600),
      retryAfter: fc.boolean(),
    }),
    capacity: fc.record({ concurrent: fc.constantFrom(0, 0, 1, 4), queue: fc.constantFrom(0, 10, 1000) }),
    lostAnswerRate: rate,
    keyMemoryMinutes: fc.constantFrom(0, 10, 1440),
    duplicateStatus: fc.constantFrom(200, 409),
  })
  .map(({ latency, errors, ...rest }) => ({
    ...rest,
    latencyMs: { distribution: 'lognormal', median: latency, sigma: 0.5 },
    errorRates: { '503': errors / 2, '400': errors / 4 },
  }));

const aSender: fc.Arbitrary<SenderSettings> = fc
  .record({
    maxRetries: fc.nat(8),
    baseDelaySeconds: fc.constantFrom(1, 30, 60, 300, 1500),
    maxDelaySeconds: fc.constantFrom(60, 600, 3600),
    jitter: fc.constantFrom(...JITTERS),
    immediateRetries: fc.nat(2),
    maxElapsedMs: fc.constantFrom(60_000, 3_600_000, 14_400_000),
    alreadyProcessedStatusCodes: fc.constantFrom([], [409]),
    requestsPerJob: fc.constantFrom(1, 3, 10, 100),
    maxLanes: fc.constantFrom(1, 5, 50),
    reservePercent: fc.constantFrom(0, 10),
    durability: fc.constantFrom('job' as const, 'row' as const),
    minimumCalls: fc.constantFrom(1, 10, 1_000_000),
    coolDownMs: fc.constantFrom(MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE),
    halfOpenProbes: fc.constantFrom(1, 3),
  })
  .map((drawn) => {
    const { requestsPerJob, maxLanes, reservePercent, durability, ...rest } = drawn;
    const { minimumCalls, coolDownMs, halfOpenProbes, baseDelaySeconds, maxDelaySeconds, ...of } = rest;
    const baseDelayMs = Math.min(baseDelaySeconds, maxDelaySeconds) * 1000;
    return {
      ...sender,
      policy: { ...policy, ...of, baseDelayMs, maxDelayMs: maxDelaySeconds * 1000 },
      breaker: aBreaker({ minimumCalls, coolDownMs, halfOpenProbes }),
      ...{ requestsPerJob, maxLanes, reservePercent, durability },
    };
  });

const anOrg: fc.Arbitrary<OrgSettings> = fc.record({
  edition: fc.constantFrom('enterprise' as const, 'developer' as const),
  userLicenses: fc.constant(200),
  otherAsyncExecutionsPerDay: fc.constantFrom(0, 224_900, 249_990, 250_000, 300_000),
  otherWork: fc.array(
    span.map((at) => ({ ...at, executions: 500 })),
    { maxLength: 1 },
  ),
  elasticLimit: fc.boolean(),
  defaultDelaySeconds: fc.constantFrom(0, 90),
  maxConcurrentJobs: fc.constantFrom(0, 0, 1, 20),
  deepChainDelaySeconds: fc.constantFrom(0, 30),
  faults: fc.record({ crashRate: rate, killRate: rate, lockFailureRate: rate, slotTakenRate: rate }),
});

export const anySettings: fc.Arbitrary<SimulationSettings> = fc
  .record({
    workload,
    endpoint,
    sender: aSender,
    org: anOrg,
    queueMs: fc.constantFrom(0, 3000),
    rule: fc.constantFrom('kit' as const, ...RULES),
    seed: fc.nat(),
  })
  .map(({ workload: sent, endpoint: called, sender: by, org, queueMs, rule, seed }) =>
    settings(
      { workload: sent, endpoint: called },
      {
        sender: by,
        org,
        rule,
        seed,
        queueLatencyMs: { distribution: 'lognormal', median: queueMs, sigma: 1.2 },
      },
    ),
  );
