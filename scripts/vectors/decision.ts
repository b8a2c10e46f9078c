import { coveringMinutes, drawnMs, exponentialMs, roundedMinutes } from './delays.ts';
import { askedMs } from './retry-after.ts';
import type { OraclePolicy } from './vector.ts';

export type OracleOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'timeout' | 'no-answer' | 'configuration' | 'crash' };

export interface OracleRequest {
  readonly submittedAtMs: number;
  readonly firstAttemptAtMs: number;
  readonly parkedMs: number;
  readonly attempts: number;
  readonly retries: number;
  readonly crashes: number;
  readonly previousDelayMs: number | null;
}

/** Statuses with a name of their own, whatever is configured. */
const NAMED: Readonly<Record<number, string>> = { 401: 'Unauthorized', 429: 'Rate Limited' };

function nameOf(status: number, configured: boolean): string {
  const named = NAMED[status];
  if (named !== undefined) return named;
  const hundred = Math.floor(status / 100);
  if (hundred === 5) return 'Server Error';
  if (configured) return 'Transient';
  if (hundred !== 4) return 'Unexpected Status';
  return status === 403 ? 'Forbidden' : 'Rejected';
}

const WITHOUT_ANSWER = {
  timeout: { verdict: 'retryable', category: 'Timeout', outage: true, throttled: false },
  'no-answer': { verdict: 'retryable', category: 'No Answer', outage: true, throttled: false },
  configuration: { verdict: 'permanent', category: 'Configuration', outage: false, throttled: false },
  crash: { verdict: 'retryable', category: 'Crash', outage: false, throttled: false },
} as const;

/** Success, retryable, permanent; outage, pause: what the design says of each outcome. */
export function classified(policy: OraclePolicy, outcome: OracleOutcome, attemptedBefore: boolean) {
  if (outcome.kind !== 'answer') return WITHOUT_ANSWER[outcome.kind];
  const { status } = outcome;
  const done = attemptedBefore && policy.alreadyProcessedStatusCodes.some((code) => code === status);
  if (done || Math.floor(status / 100) === 2) {
    return { verdict: 'delivered', category: null, outage: false, throttled: false };
  }
  const configured = policy.retryableStatusCodes.some((code) => code === status);
  return {
    verdict: configured && status !== 401 ? 'retryable' : 'permanent',
    category: nameOf(status, configured),
    outage: Math.floor(status / 100) === 5,
    throttled: status === 429,
  };
}

/** 429, or a failed answer with Retry-After: the integration is silent for so long, at most for a day. */
function pause(
  policy: OraclePolicy,
  step: number,
  asked: number | null,
  status: number | null,
): number | null {
  const wanted = asked ?? (status === 429 ? exponentialMs(policy, step) : 0);
  if (wanted === 0) return null;
  return wanted > 86_400_000 ? 86_400_000 : wanted;
}

/** What is drawn, and what the next decorrelated draw grows from: an immediate retry draws nothing. */
function drawnFor(policy: OraclePolicy, request: OracleRequest, r: number) {
  const previous = request.previousDelayMs ?? policy.baseDelayMs;
  if (request.retries < policy.immediateRetries) return { drawn: 0, carried: previous };
  const drawn = drawnMs(policy, request.retries - policy.immediateRetries, previous, r);
  return { drawn, carried: drawn };
}

/** The whole decision after an attempt. */
export function decided(
  policy: OraclePolicy,
  request: OracleRequest,
  outcome: OracleOutcome,
  now: number,
  draws: { readonly jitter: number; readonly rounding: number },
) {
  const { verdict, category } = classified(policy, outcome, request.attempts > 1);
  const status = outcome.kind === 'answer' ? outcome.status : null;
  const asked = outcome.kind === 'answer' && policy.honorRetryAfter ? askedMs(outcome.retryAfter, now) : null;
  if (verdict === 'delivered') {
    return { next: { step: 'delivered' }, retryAfterMs: asked, pauseMs: null };
  }
  const immediate = request.retries < policy.immediateRetries;
  const step = immediate ? 0 : request.retries - policy.immediateRetries;
  const answered = { retryAfterMs: asked, pauseMs: pause(policy, step, asked, status) };
  const dead = (reason: string) => ({ next: { step: 'dead-letter', category, reason }, ...answered });

  if (verdict === 'permanent') return dead('permanent');
  if (category === 'Crash' && request.crashes >= 2) return dead('crashed twice');

  const { drawn, carried } = drawnFor(policy, request, draws.jitter);
  const atLeast = asked ?? 0;
  const delayMs = drawn > atLeast ? drawn : atLeast;
  if (!(request.retries < policy.maxRetries)) return dead('retries');
  if (!(now + delayMs - request.firstAttemptAtMs - request.parkedMs <= policy.maxElapsedMs)) {
    return dead('elapsed');
  }
  if (!(now - request.submittedAtMs <= policy.maxAgeMs)) return dead('age');

  const candidates = [coveringMinutes(atLeast)];
  if (!immediate) candidates.push(1, roundedMinutes(drawn, draws.rounding));
  const minutes = candidates.sort((a, b) => b - a)[0];
  return { next: { step: 'retry', category, delayMs, minutes, previousDelayMs: carried }, ...answered };
}
