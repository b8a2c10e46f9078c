import { decided, type OracleOutcome, type OracleRequest } from '../decision.ts';
import {
  DEFAULT_POLICY,
  integers,
  MINUTE,
  MONDAY,
  type OraclePolicy,
  type Vector,
  type VectorFile,
} from '../vector.ts';

const FIRST: OracleRequest = {
  submittedAtMs: MONDAY - MINUTE,
  firstAttemptAtMs: MONDAY,
  parkedMs: 0,
  attempts: 1,
  retries: 0,
  crashes: 0,
  previousDelayMs: null,
};

interface Case {
  readonly name: string;
  readonly policy?: Partial<OraclePolicy>;
  readonly request?: Partial<OracleRequest>;
  readonly outcome: OracleOutcome;
  readonly nowMs?: number;
  readonly draws?: { readonly jitter: number; readonly rounding: number };
}

function answer(status: number, retryAfter: string | null = null): OracleOutcome {
  return { kind: 'answer', status, retryAfter };
}

const TIMEOUT: OracleOutcome = { kind: 'timeout' };
const CRASH: OracleOutcome = { kind: 'crash' };
const RETRIED: Partial<OracleRequest> = { attempts: 3, retries: 2, previousDelayMs: 400_000 };
const TOP = 2 ** 24 - 1;

const WRITTEN: readonly Case[] = [
  { name: 'delivered', outcome: answer(200) },
  { name: 'delivered, Retry-After of a 202 is no pause', outcome: answer(202, '60') },
  {
    name: '409 at first is a rejection',
    policy: { alreadyProcessedStatusCodes: [409] },
    outcome: answer(409),
  },
  {
    name: '409 on a retry was done before',
    policy: { alreadyProcessedStatusCodes: [409] },
    request: { attempts: 2, retries: 1 },
    outcome: answer(409),
  },
  {
    name: '409 after a redrive was done before, though the budget is fresh',
    policy: { alreadyProcessedStatusCodes: [409] },
    request: { attempts: 8, retries: 0 },
    outcome: answer(409),
  },
  { name: 'permanent: 400', outcome: answer(400) },
  { name: 'permanent with Retry-After pauses', outcome: answer(413, '90') },
  { name: 'permanent: 401', outcome: answer(401) },
  { name: 'permanent: configuration', outcome: { kind: 'configuration' } },
  { name: 'permanent: 501 is an outage all the same', outcome: answer(501) },
  { name: 'first retry, full jitter draws half', outcome: TIMEOUT },
  { name: 'a draw of 0 still waits a minute', outcome: TIMEOUT, draws: { jitter: 0, rounding: TOP } },
  { name: 'the largest draw rounded up', outcome: TIMEOUT, draws: { jitter: TOP, rounding: 0 } },
  { name: 'the largest draw rounded down', outcome: TIMEOUT, draws: { jitter: TOP, rounding: TOP } },
  { name: 'the last retry', request: { attempts: 6, retries: 5 }, outcome: TIMEOUT },
  { name: 'retries spent', request: { attempts: 7, retries: 6 }, outcome: TIMEOUT },
  { name: 'no retry configured', policy: { maxRetries: 0 }, outcome: TIMEOUT },
  { name: 'elapsed to the ms', policy: { jitter: 'none', maxElapsedMs: 300_000 }, outcome: TIMEOUT },
  { name: 'elapsed by a ms', policy: { jitter: 'none', maxElapsedMs: 299_999 }, outcome: TIMEOUT },
  {
    name: 'parked time does not count as elapsed',
    policy: { jitter: 'none', maxElapsedMs: 300_000 },
    request: { parkedMs: 5000 },
    nowMs: MONDAY + 5000,
    outcome: TIMEOUT,
  },
  {
    name: 'a ms more than was parked does',
    policy: { jitter: 'none', maxElapsedMs: 300_000 },
    request: { parkedMs: 5000 },
    nowMs: MONDAY + 5001,
    outcome: TIMEOUT,
  },
  { name: 'age to the ms', request: { submittedAtMs: MONDAY - 259_200_000 }, outcome: TIMEOUT },
  { name: 'age by a ms', request: { submittedAtMs: MONDAY - 259_200_001 }, outcome: TIMEOUT },
  {
    name: 'age counts parked time',
    request: { submittedAtMs: MONDAY - 259_200_001, parkedMs: 259_200_000 },
    outcome: TIMEOUT,
  },
  { name: '429 pauses for the exponential wait', outcome: answer(429) },
  { name: '429 of the third attempt pauses longer', request: RETRIED, outcome: answer(429) },
  {
    name: '429 that is not configured is permanent and pauses',
    policy: { retryableStatusCodes: [] },
    outcome: answer(429),
  },
  {
    name: 'Retry-After longer than the draw',
    outcome: answer(429, '601'),
    draws: { jitter: 0, rounding: TOP },
  },
  {
    name: 'Retry-After shorter than the draw',
    outcome: answer(503, '30'),
    draws: { jitter: TOP, rounding: TOP },
  },
  {
    name: 'Retry-After is rounded up to 3 minutes',
    outcome: answer(503, '121'),
    draws: { jitter: 0, rounding: 0 },
  },
  { name: 'Retry-After over the cap is kept', outcome: answer(503, '3600') },
  { name: 'Retry-After over the budget is a dead letter at once', outcome: answer(503, '14401') },
  { name: 'Retry-After to the end of the budget', outcome: answer(503, '14400') },
  { name: 'Retry-After of 31 years pauses for a day', outcome: answer(503, '999999999') },
  { name: 'Retry-After of a day pauses for a day', outcome: answer(503, '86400') },
  { name: 'Retry-After not honoured', policy: { honorRetryAfter: false }, outcome: answer(503, '3600') },
  {
    name: '429 with Retry-After not honoured',
    policy: { honorRetryAfter: false },
    outcome: answer(429, '3600'),
  },
  {
    name: '429 pauses for a ms where that is the base delay',
    policy: { baseDelayMs: 1, maxDelayMs: 1 },
    outcome: answer(429),
  },
  { name: 'Retry-After 0 pauses nobody', outcome: answer(429, '0') },
  { name: 'Retry-After that is garbage', outcome: answer(429, 'soon') },
  { name: 'Retry-After as a date', outcome: answer(503, 'Mon, 05 Jan 2026 10:20:00 GMT') },
  { name: 'Retry-After as a date that has passed', outcome: answer(503, 'Mon, 05 Jan 2026 09:00:00 GMT') },
  { name: 'an immediate retry', policy: { immediateRetries: 1 }, outcome: TIMEOUT },
  {
    name: 'the second of two immediate retries',
    policy: { immediateRetries: 2 },
    request: { attempts: 2, retries: 1 },
    outcome: TIMEOUT,
  },
  {
    name: 'back-off starts after the immediate retries',
    policy: { immediateRetries: 1, jitter: 'none' },
    request: { attempts: 2, retries: 1 },
    outcome: TIMEOUT,
  },
  {
    name: 'an immediate retry waits for Retry-After',
    policy: { immediateRetries: 1 },
    outcome: answer(503, '61'),
  },
  {
    name: 'an immediate retry carries the last draw on',
    policy: { immediateRetries: 3, jitter: 'decorrelated' },
    request: RETRIED,
    outcome: TIMEOUT,
  },
  {
    name: 'an immediate retry beyond maxRetries',
    policy: { immediateRetries: 1, maxRetries: 0 },
    outcome: TIMEOUT,
  },
  { name: 'the first crash', request: { crashes: 1 }, outcome: CRASH },
  { name: 'the second crash', request: { attempts: 2, retries: 1, crashes: 2 }, outcome: CRASH },
  {
    name: 'a time-out after two crashes',
    request: { attempts: 3, retries: 2, crashes: 2 },
    outcome: TIMEOUT,
  },
  { name: 'decorrelated from the base', policy: { jitter: 'decorrelated' }, outcome: TIMEOUT },
  {
    name: 'decorrelated from the last draw',
    policy: { jitter: 'decorrelated' },
    request: RETRIED,
    outcome: TIMEOUT,
  },
];

function randomCase(below: (n: number) => number, name: string): Case {
  const baseDelayMs = 1 + below(1_200_000);
  const jitters = ['none', 'additive', 'full', 'equal', 'decorrelated'] as const;
  const retries = below(8);
  const statuses = [200, 204, 400, 401, 403, 408, 409, 425, 429, 500, 503, 503, 504];
  const retryAfters = [null, null, '0', '45', '600', '7200', 'Mon, 05 Jan 2026 12:00:00 GMT', 'later'];
  const outcomes: readonly OracleOutcome[] = [
    TIMEOUT,
    { kind: 'no-answer' },
    CRASH,
    ...Array.from({ length: 6 }, () => answer(statuses[below(13)] ?? 503, retryAfters[below(8)] ?? null)),
  ];
  const firstAttemptAtMs = MONDAY - below(7_200_000);
  return {
    name,
    policy: {
      maxRetries: below(10),
      baseDelayMs,
      backoffPercent: 100 + below(300),
      maxDelayMs: baseDelayMs + below(7_200_000),
      jitter: jitters[below(5)] ?? 'full',
      alreadyProcessedStatusCodes: below(2) === 0 ? [] : [409],
      honorRetryAfter: below(4) > 0,
      maxElapsedMs: 1_800_000 + below(14_400_000),
      maxAgeMs: 3_600_000 + below(86_400_000),
      immediateRetries: below(3),
    },
    request: {
      firstAttemptAtMs,
      submittedAtMs: firstAttemptAtMs - below(7_200_000),
      parkedMs: below(600_000),
      attempts: retries + 1,
      retries,
      crashes: below(3),
      previousDelayMs: retries === 0 ? null : below(3_600_000),
    },
    outcome: outcomes[below(outcomes.length)] ?? TIMEOUT,
    nowMs: MONDAY + below(1_000_000),
    draws: { jitter: below(2 ** 24), rounding: below(2 ** 24) },
  };
}

function vector({ name, outcome, ...given }: Case): Vector {
  const policy = { ...DEFAULT_POLICY, ...given.policy };
  const request = { ...FIRST, ...given.request };
  const nowMs = given.nowMs ?? MONDAY;
  const draws = given.draws ?? { jitter: 2 ** 23, rounding: 2 ** 23 };
  return {
    name,
    input: { policy, request, outcome, nowMs, draws },
    expected: decided(policy, request, outcome, nowMs, draws),
  };
}

const below = integers(2026);
const RANDOM = Array.from({ length: 60 }, (_, i) => randomCase(below, `random ${i + 1}`));

export const DECIDE: VectorFile = { name: 'decide', vectors: [...WRITTEN, ...RANDOM].map(vector) };
