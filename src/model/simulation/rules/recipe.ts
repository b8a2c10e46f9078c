import { classify } from '../../policy/classify.ts';
import type { Accounting, Decision, NextStep } from '../../policy/decide.ts';
import { type Draws, scaled } from '../../policy/draw.ts';
import { MINUTE_MS } from '../../policy/minutes.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { RetryPolicy } from '../../policy/policy.ts';

/** Retries of the recipe: of its `maxRetries` of 5, the first attempt is one. */
export const RECIPE_RETRIES = 4;
const BASE_MS = 2_000;
const CAP_MS = 60_000;

/**
 * The recipe in circulation: back-off of 2 x 2^n seconds plus up to 2 random ones, at most 60. A Queueable waits whole
 * minutes, and so many seconds are none.
 */
export function decideInSeconds(
  policy: RetryPolicy,
  request: Accounting,
  outcome: Outcome,
  draws: Draws,
): Decision {
  const classification = classify(policy, outcome, request.attempts > 1);
  const { verdict, category } = classification;
  const step = (): NextStep => {
    if (verdict === 'delivered' || category === null) return { step: 'delivered' };
    if (verdict === 'permanent') return { step: 'dead-letter', category, reason: 'permanent' };
    if (request.retries >= RECIPE_RETRIES) return { step: 'dead-letter', category, reason: 'retries' };
    const delayMs = Math.min(CAP_MS, BASE_MS * (1 << request.retries) + scaled(BASE_MS, draws.jitter));
    return {
      step: 'retry',
      category,
      delayMs,
      minutes: Math.floor(delayMs / MINUTE_MS),
      previousDelayMs: delayMs,
    };
  };
  return { next: step(), classification, retryAfterMs: null, pauseMs: null };
}
