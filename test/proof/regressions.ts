import { answer, burst, crashes, SOME_TIME, scenario } from './made.ts';
import type { ProofScenario } from './scenarios.ts';

/** A scenario in which the two sides once differed. */
export interface Regression {
  /** What was wrong, and on which side. */
  readonly name: string;
  readonly scenario: ProofScenario;
}

const TWENTY_SECONDS = { distribution: 'constant', value: 20_000 } as const;

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
  {
    name: 'the kit had the Finalizer of a job that died at its start go by what the sweeper had been told of the circuit',
    scenario: scenario({
      policy: { maxElapsedMs: 120_000 },
      breaker: { minimumCalls: 1 },
      org: crashes(1, 0),
      endpoint: { latencyMs: SOME_TIME, lostAnswerRate: 1 },
      workload: { horizonHours: 2, bursts: [burst(68, 1, 1), burst(8, 1, 1)] },
      queueLatencyMs: SOME_TIME,
      seed: 122_697_848,
      acts: [{ atMs: 31_007, kind: 'switch', operator: { isOpen: true, openedAtMs: 0 } }],
    }),
  },
  {
    name: 'the simulator had the hourly schedule pass over a row that a job left in the millisecond before it',
    scenario: scenario({
      policy: { maxRetries: 0 },
      sender: { timeoutMs: 55_000, requestsPerJob: 2 },
      org: {
        faults: { crashRate: 0, killRate: 0, lockFailureRate: 0, slotTakenRate: 1 },
        otherAsyncExecutionsPerDay: 225_000,
      },
      endpoint: { latencyMs: TWENTY_SECONDS },
      workload: { horizonHours: 1, bursts: [burst(6, 3, 3), burst(68, 1, 1)] },
      queueLatencyMs: TWENTY_SECONDS,
    }),
  },
  {
    name: 'the simulator had the hourly schedule come for a row of a job that began in its millisecond, after it',
    scenario: scenario({
      breaker: { minimumCalls: 1 },
      sender: { timeoutMs: 30_000, requestsPerJob: 10 },
      org: { faults: { crashRate: 0.1, killRate: 0, lockFailureRate: 0, slotTakenRate: 0.3 } },
      endpoint: {
        latencyMs: { distribution: 'constant', value: 0 },
        errorRates: { '100': 0.2, '403': 0.2, '600': 0.2 },
        lostAnswerRate: 1,
      },
      workload: { horizonHours: 1, bursts: [burst(4, 7, 7)] },
      queueLatencyMs: { distribution: 'constant', value: 0 },
      seed: 47_202_402,
    }),
  },
];
