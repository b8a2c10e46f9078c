import type { SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { ProofScenario } from './scenarios.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** A scenario in which the two sides once differed. */
export interface Regression {
  /** What was wrong, and on which side. */
  readonly name: string;
  readonly scenario: ProofScenario;
}

/** What differs from a calm scenario. */
interface Changes {
  readonly policy?: Partial<SimulationSettings['sender']['policy']>;
  readonly breaker?: Partial<SimulationSettings['sender']['breaker']>;
  readonly sender?: Partial<Omit<SimulationSettings['sender'], 'policy' | 'breaker'>>;
  readonly org?: Partial<SimulationSettings['org']>;
  readonly endpoint?: Partial<SimulationSettings['scenario']['endpoint']>;
  readonly workload: SimulationSettings['scenario']['workload'];
  readonly queueLatencyMs?: SimulationSettings['queueLatencyMs'];
  readonly seed?: number;
  readonly script?: readonly ScriptedAnswer[];
}

const AT_ONCE = { distribution: 'uniform', min: 0, max: 0 } as const;
const SOME_TIME = { distribution: 'lognormal', median: 300, sigma: 0.5 } as const;

const POLICY: SimulationSettings['sender']['policy'] = {
  maxRetries: 6,
  baseDelayMs: 60_000,
  maxDelayMs: 60_000,
  backoffPercent: 100,
  jitter: 'none',
  retryableStatusCodes: [],
  alreadyProcessedStatusCodes: [],
  honorRetryAfter: false,
  maxElapsedMs: 1_800_000,
  maxAgeMs: 3_600_000,
  immediateRetries: 0,
};
const BREAKER = {
  failureRatePercent: 1,
  minimumCalls: 10_000,
  windowMs: 60_000,
  coolDownMs: 60_000,
  halfOpenProbes: 1,
};
const SENDER = {
  timeoutMs: 1000,
  requestsPerJob: 1,
  maxLanes: 1,
  reservePercent: 0,
  durability: 'job',
} as const;

function scenario({ workload, script = [], ...changes }: Changes): ProofScenario {
  return {
    settings: {
      rule: 'kit',
      seed: changes.seed ?? 0,
      queueLatencyMs: changes.queueLatencyMs ?? AT_ONCE,
      org: {
        edition: 'enterprise',
        userLicenses: 1,
        otherAsyncExecutionsPerDay: 0,
        jobOverheadMs: 0,
        ...changes.org,
      },
      sender: {
        ...SENDER,
        ...changes.sender,
        policy: { ...POLICY, ...changes.policy },
        breaker: { ...BREAKER, ...changes.breaker },
      },
      scenario: {
        name: 'proof',
        workload,
        endpoint: { latencyMs: AT_ONCE, errorRates: {}, outages: [], ...changes.endpoint },
        expect: [],
      },
    },
    script,
  };
}

function burst(atMinute: number, requests: number, recordsPerTransaction: number) {
  return { atMinute, requests, context: 'sync' as const, recordsPerTransaction };
}

function crashes(crashRate: number, killRate: number) {
  return { faults: { crashRate, killRate, lockFailureRate: 0 } };
}

function answer(request: number, attempt: number, status: number, retryAfter: string | null): ScriptedAnswer {
  return {
    request,
    attempt,
    outcome: { kind: 'answer', status, retryAfter },
    draws: { jitter: 0, rounding: 0 },
  };
}

export const REGRESSIONS: readonly Regression[] = [
  {
    name: 'the simulator kept the probe token of a parked job that died, and was rolled back with it',
    scenario: scenario({
      policy: { immediateRetries: 1 },
      breaker: { minimumCalls: 1 },
      org: crashes(0.1, 0),
      endpoint: { lostAnswerRate: 0.3 },
      workload: { horizonHours: 2, bursts: [burst(68, 2, 2)] },
      seed: 1_998_741_792,
    }),
  },
  {
    name: 'the simulator kept the token of a lane whose job the daily limit refused to the sweeper',
    scenario: scenario({
      policy: {
        maxRetries: 1,
        baseDelayMs: 600_000,
        maxDelayMs: 1_200_000,
        jitter: 'additive',
        maxElapsedMs: 840_000,
      },
      breaker: { minimumCalls: 1 },
      org: { otherAsyncExecutionsPerDay: 249_996 },
      endpoint: { lostAnswerRate: 0.9 },
      workload: { horizonHours: 2, bursts: [burst(68, 3, 1)] },
    }),
  },
  {
    name: 'the simulator knew since when a request had been parked by a job that was killed',
    scenario: scenario({
      policy: { immediateRetries: 1, baseDelayMs: 1_200_000, maxDelayMs: 1_200_000, maxElapsedMs: 2_460_000 },
      breaker: { minimumCalls: 1 },
      sender: { requestsPerJob: 2 },
      org: crashes(0.1, 0.3),
      endpoint: { latencyMs: { distribution: 'uniform', min: 0, max: 2079 } },
      workload: { horizonHours: 4, bursts: [burst(68, 3, 2)] },
      queueLatencyMs: { distribution: 'uniform', min: 141, max: 145 },
      seed: 1_878_406_382,
    }),
  },
  {
    name: 'the kit leased a row that had been due for long until a time that had almost passed',
    scenario: scenario({
      policy: { maxRetries: 1 },
      breaker: { minimumCalls: 1 },
      sender: { durability: 'row' },
      org: crashes(0.1, 1),
      endpoint: { latencyMs: SOME_TIME, lostAnswerRate: 0.5 },
      workload: { horizonHours: 3, bursts: [burst(0, 7, 1), burst(8, 1, 1)] },
      seed: 2_045_706_211,
    }),
  },
  {
    name: 'the simulator took rows that came back late in the order of their coming, not of their due times',
    scenario: scenario({
      policy: { maxRetries: 2, baseDelayMs: 1_200_000, maxDelayMs: 1_200_000, jitter: 'full' },
      org: crashes(1, 0),
      endpoint: { latencyMs: SOME_TIME, lostAnswerRate: 1 },
      workload: { horizonHours: 1, bursts: [burst(0, 5, 5)] },
    }),
  },
  {
    name: 'the simulator took rows of a lost job by a lease that they had before, so others were among the twenty of a sweep',
    scenario: scenario({
      policy: { baseDelayMs: 1000, maxDelayMs: 1000, maxElapsedMs: 60_000 },
      breaker: { minimumCalls: 1 },
      sender: { durability: 'row' },
      org: crashes(0.1, 0.3),
      endpoint: { lostAnswerRate: 0.9 },
      workload: { horizonHours: 3, bursts: [burst(0, 95, 110)] },
      script: [answer(0, 1, 100, null)],
    }),
  },
  {
    name: 'the simulator took the second attempt of a job that is killed for the first, so a status that means done before stopped it',
    scenario: scenario({
      policy: {
        baseDelayMs: 1000,
        maxDelayMs: 1000,
        retryableStatusCodes: [429, 503],
        alreadyProcessedStatusCodes: [404],
        honorRetryAfter: true,
        maxElapsedMs: 60_000,
      },
      sender: { requestsPerJob: 10 },
      org: crashes(0.1, 0.3),
      endpoint: { rateLimit: { requests: 1, windowSeconds: 10, retryAfter: false } },
      workload: { horizonHours: 2, bursts: [burst(8, 6, 1), burst(68, 4, 3)] },
      queueLatencyMs: { distribution: 'constant', value: 0 },
      seed: 68_236_480,
      script: [
        answer(8, 2, 404, 'Thu, 01 Jan 1970 01:26:01 GMT'),
        answer(7, 2, 100, 'Thu, 01 Jan 1970 01:23:01 GMT'),
        answer(8, 1, 503, 'Thu, 01 Jan 1970 00:00:00 GMT'),
      ],
    }),
  },
  {
    name: 'the proof gave the Apex a wrong order for a row whose lapsed lease the same sweep had ended',
    scenario: scenario({
      policy: {
        maxDelayMs: 600_000,
        backoffPercent: 200,
        jitter: 'additive',
        retryableStatusCodes: [429],
        honorRetryAfter: true,
        maxAgeMs: 10_800_000,
      },
      breaker: { minimumCalls: 1 },
      sender: { requestsPerJob: 10, durability: 'row' },
      org: crashes(0.4, 1),
      endpoint: {
        latencyMs: { distribution: 'constant', value: 0 },
        rateLimit: { requests: 1, windowSeconds: 900, retryAfter: true },
        lostAnswerRate: 0.5,
      },
      workload: { horizonHours: 4, bursts: [burst(94, 1, 1), burst(33, 8, 4), burst(34, 8, 1)] },
      queueLatencyMs: { distribution: 'constant', value: 0 },
      seed: 337_574_326,
    }),
  },
];
