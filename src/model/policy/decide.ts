import type { CalloutCategory } from '../failure/category.ts';
import type { DeadLetterReason as AnyReason } from '../failure/dead-letter.ts';
import { type Classification, classify } from './classify.ts';
import type { Draws } from './draw.ts';
import { jitteredDelayMs } from './jitter.ts';
import { minutesCovering, stochasticMinutes } from './minutes.ts';
import type { Outcome } from './outcome.ts';
import { pauseMs } from './pause.ts';
import type { RetryPolicy } from './policy.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a request carries from attempt to attempt. Times in ms since 1970. */
export interface Accounting {
  /** When the request was submitted, or an operator asked for it again: its age counts from there. */
  readonly submittedAtMs: number;
  /** The first attempt of the current budget, the one being decided if that was it. */
  readonly firstAttemptAtMs: number;
  /** Time spent parked since the first attempt (open circuit, pause): no fault of the request, so not counted as elapsed. */
  readonly parkedMs: number;
  /** All attempts ever made, the one being decided and those before a redrive included. At least 1. */
  readonly attempts: number;
  /** Retries of the current budget, the one being decided included: 0 when it was the first attempt. */
  readonly retries: number;
  /** Transactions that died while this request was being sent, the one being decided included. */
  readonly crashes: number;
  /** What the last draw gave before rounding, ms; null before the first. `decorrelated` grows from it. */
  readonly previousDelayMs: number | null;
}

/** Why an attempt makes a dead letter of its request: a subset of the reasons in `failure/dead-letter.ts`. */
export type DeadLetterReason = Extract<
  AnyReason,
  'permanent' | 'crashed twice' | 'retries' | 'elapsed' | 'age'
>;

export interface Retry {
  readonly step: 'retry';
  readonly category: CalloutCategory;
  /** The wait as drawn, raised to what `Retry-After` asked for, ms. */
  readonly delayMs: number;
  /** The wait as the platform can keep it. 0 only for one of `immediateRetries`. */
  readonly minutes: number;
  /** To carry in {@link Accounting.previousDelayMs}. */
  readonly previousDelayMs: number;
}
export interface DeadLetter {
  readonly step: 'dead-letter';
  readonly category: CalloutCategory;
  readonly reason: DeadLetterReason;
}
export interface Delivered {
  readonly step: 'delivered';
}
export type NextStep = Delivered | Retry | DeadLetter;

export interface Decision {
  readonly next: NextStep;
  readonly classification: Classification;
  /** What the answer's `Retry-After` asked for, ms; null without one, and where it is not honoured. */
  readonly retryAfterMs: number | null;
  /** How long the whole integration is to be silent, ms; null where nothing asks for it. */
  readonly pauseMs: number | null;
}

const CRASHES_ALLOWED = 1;

/** Retries that have waited so far: the exponent of the back-off, which starts after the immediate ones. */
function backoffStep(policy: RetryPolicy, request: Accounting): number {
  return Math.max(0, request.retries - policy.immediateRetries);
}

function draw(
  policy: RetryPolicy,
  request: Accounting,
  draws: Draws,
  atLeastMs: number,
): Omit<Retry, 'step' | 'category'> {
  const previousMs = request.previousDelayMs ?? policy.baseDelayMs;
  if (request.retries < policy.immediateRetries) {
    return { delayMs: atLeastMs, minutes: minutesCovering(atLeastMs), previousDelayMs: previousMs };
  }
  const drawnMs = jitteredDelayMs(policy, backoffStep(policy, request), previousMs, draws.jitter);
  const minutes = Math.max(1, stochasticMinutes(drawnMs, draws.rounding), minutesCovering(atLeastMs));
  return { delayMs: Math.max(drawnMs, atLeastMs), minutes, previousDelayMs: drawnMs };
}

function spentBudget(
  policy: RetryPolicy,
  request: Accounting,
  delayMs: number,
  nowMs: number,
): DeadLetterReason | null {
  if (request.retries >= policy.maxRetries) return 'retries';
  if (nowMs + delayMs - request.firstAttemptAtMs - request.parkedMs > policy.maxElapsedMs) return 'elapsed';
  return nowMs - request.submittedAtMs > policy.maxAgeMs ? 'age' : null;
}

/**
 * What becomes of a request after an attempt: the twin of `RetryPolicy.decide` in Apex.
 *
 * Back-off starts after the immediate retries: with one of them, the second retry waits the base delay.
 *
 * @param nowMs - one reading of the clock per answer, ms since 1970
 */
export function decide(
  policy: RetryPolicy,
  request: Accounting,
  outcome: Outcome,
  nowMs: number,
  draws: Draws,
): Decision {
  const classification = classify(policy, outcome, request.attempts > 1);
  const asked =
    policy.honorRetryAfter && outcome.kind === 'answer' ? retryAfterMs(outcome.retryAfter, nowMs) : null;
  return {
    next: nextStep(policy, request, classification, nowMs, draws, asked),
    classification,
    retryAfterMs: asked,
    pauseMs: pauseMs(policy, backoffStep(policy, request), classification, asked),
  };
}

function nextStep(
  policy: RetryPolicy,
  request: Accounting,
  { verdict, category }: Classification,
  nowMs: number,
  draws: Draws,
  askedMs: number | null,
): NextStep {
  if (verdict === 'delivered' || category === null) return { step: 'delivered' };
  if (verdict === 'permanent') return { step: 'dead-letter', category, reason: 'permanent' };
  if (category === 'Crash' && request.crashes > CRASHES_ALLOWED) {
    return { step: 'dead-letter', category, reason: 'crashed twice' };
  }
  const wait = draw(policy, request, draws, askedMs ?? 0);
  const reason = spentBudget(policy, request, wait.delayMs, nowMs);
  return reason === null ? { step: 'retry', category, ...wait } : { step: 'dead-letter', category, reason };
}
