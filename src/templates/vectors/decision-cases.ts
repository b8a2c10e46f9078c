import type { Accounting } from '../../model/policy/decide.ts';
import { DRAW_RANGE, type Draws } from '../../model/policy/draw.ts';
import type { Outcome } from '../../model/policy/outcome.ts';
import type { RetryPolicy } from '../../model/policy/policy.ts';
import { NOW } from './columns.ts';

/** What goes into a decision, at {@link NOW}. */
export interface DecisionCase {
  readonly request: Accounting;
  readonly outcome: Outcome;
  readonly draws: Draws;
}

const TOP = DRAW_RANGE - 1;
const LOWEST: Draws = { jitter: 0, rounding: 0 };
/** Both ends, the middle, and what is no round number. */
const DRAWS: readonly Draws[] = [
  LOWEST,
  { jitter: TOP, rounding: TOP },
  { jitter: 0, rounding: TOP },
  { jitter: TOP, rounding: 0 },
  { jitter: DRAW_RANGE / 2, rounding: DRAW_RANGE / 2 },
  { jitter: 5_592_407, rounding: 3_355_443 },
  { jitter: 11_184_809, rounding: 13_421_771 },
];

const STATUSES = [
  199, 200, 204, 299, 300, 304, 400, 401, 403, 404, 408, 409, 410, 422, 425, 429, 499, 500, 501, 502, 503,
  504, 599, 600,
];

/** Seconds; and what is neither seconds nor a date, which asks for nothing. */
const SECONDS = [
  '0',
  '1',
  '60',
  '61',
  '600',
  '601',
  '86400',
  '86401',
  '999999999',
  '1000000000',
  '1.5',
  'soon',
];

/** Days, of which the last two of each month length and the leap days tell calendars apart; not all of them exist. */
const DAYS = [
  ...['05 Jan 2026', '04 Jan 2026', '31 Dec 2026', '00 Jan 2027', '31 Jan 2027', '32 Jan 2027'],
  ...[
    '28 Feb 2027',
    '29 Feb 2027',
    '01 Mar 2027',
    '31 Mar 2027',
    '30 Apr 2027',
    '31 Apr 2027',
    '31 May 2027',
  ],
  ...[
    '30 Jun 2027',
    '31 Jun 2027',
    '31 Jul 2027',
    '31 Aug 2027',
    '30 Sep 2027',
    '31 Sep 2027',
    '31 Oct 2027',
  ],
  ...[
    '30 Nov 2027',
    '31 Nov 2027',
    '29 Feb 2028',
    '29 Feb 2100',
    '01 Mar 2101',
    '29 Feb 2400',
    '01 Mar 2401',
  ],
  ...['31 Dec 1599', '01 Jan 1600', '01 Foo 2027'],
];
const TIMES = ['10:01:30', '23:59:60', '24:00:00', '23:60:00', '23:59:61'];

const RETRY_AFTERS = [
  ...SECONDS,
  ...DAYS.map((day) => `Mon, ${day} 10:00:59 GMT`),
  ...TIMES.map((time) => `Mon, 05 Jan 2026 ${time} GMT`),
];

const NO_ANSWER: Outcome = { kind: 'no-answer' };

function answer(status: number, retryAfter: string | null = null): Outcome {
  return { kind: 'answer', status, retryAfter };
}

/** A request after so many retries of its budget, without anything else that could end it. */
function after(retries: number, changes: Partial<Accounting> = {}): Accounting {
  return {
    submittedAtMs: NOW,
    firstAttemptAtMs: NOW,
    parkedMs: 0,
    attempts: retries + 1,
    retries,
    crashes: 0,
    previousDelayMs: null,
    ...changes,
  };
}

function waits({ maxRetries, immediateRetries, baseDelayMs, maxDelayMs }: RetryPolicy): DecisionCase[] {
  const steps = [...new Set([0, 1, 2, 3, 5, 8, 13, immediateRetries, immediateRetries + 1, maxRetries - 1])]
    .filter((retries) => retries >= 0 && retries < Math.max(1, maxRetries))
    .sort((a, b) => a - b);
  const middle = baseDelayMs + Math.floor((maxDelayMs - baseDelayMs) / 3);
  return steps.flatMap((retries) =>
    DRAWS.slice(0, retries === immediateRetries ? DRAWS.length : 3).flatMap((draws) =>
      [null, middle].map((previousDelayMs) => ({
        request: after(retries, { previousDelayMs }),
        outcome: NO_ANSWER,
        draws,
      })),
    ),
  );
}

function outcomes(policy: RetryPolicy): DecisionCase[] {
  const statuses = new Set([...STATUSES, ...policy.retryableStatusCodes]);
  const done = policy.alreadyProcessedStatusCodes;
  const answers = [...statuses].sort((a, b) => a - b).map((status) => [answer(status), 1] as const);
  const repeated = done.flatMap((status) => [0, 1].map((retries) => [answer(status), retries] as const));
  const others = (['timeout', 'no-answer', 'configuration', 'crash'] as const).map(
    (kind) => [{ kind }, 0] as const,
  );
  return [...answers, ...repeated, ...others].map(([outcome, retries]) => ({
    request: after(retries),
    outcome,
    draws: LOWEST,
  }));
}

function askedFor({ retryableStatusCodes, immediateRetries }: RetryPolicy): DecisionCase[] {
  const [status = 503] = retryableStatusCodes;
  return [
    ...RETRY_AFTERS.map((value) => ({ request: after(0), outcome: answer(status, value), draws: LOWEST })),
    { request: after(immediateRetries), outcome: answer(400, '60'), draws: LOWEST },
    { request: after(immediateRetries + 2), outcome: answer(429), draws: LOWEST },
  ];
}

/** Each budget as far as it goes, and a step further. */
function budgets(policy: RetryPolicy): DecisionCase[] {
  const { maxRetries, maxElapsedMs, maxAgeMs, baseDelayMs } = policy;
  const ends = [-baseDelayMs - 1, -baseDelayMs, -baseDelayMs + 1, 0, 1].map((ms) => maxElapsedMs + ms);
  const requests = [
    ...[maxRetries - 1, maxRetries, maxRetries + 1].filter((n) => n >= 0).map((n) => after(n)),
    ...ends.map((ms) => after(0, { firstAttemptAtMs: NOW - ms })),
    ...ends.map((ms) => after(0, { firstAttemptAtMs: NOW - ms - 7, parkedMs: 7 })),
    ...[0, 1].map((ms) => after(0, { submittedAtMs: NOW - maxAgeMs - ms })),
  ];
  const crashed = [1, 2].map((crashes) => ({
    request: after(0, { crashes }),
    outcome: { kind: 'crash' } as const,
    draws: LOWEST,
  }));
  return [...requests.map((request) => ({ request, outcome: NO_ANSWER, draws: LOWEST })), ...crashed];
}

/** What a policy is tried with. */
export function decisionCases(policy: RetryPolicy): DecisionCase[] {
  return [...waits(policy), ...outcomes(policy), ...askedFor(policy), ...budgets(policy)];
}
