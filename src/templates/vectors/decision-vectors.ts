import { type Decision, decide } from '../../model/policy/decide.ts';
import type { Outcome } from '../../model/policy/outcome.ts';
import type { RetryPolicy } from '../../model/policy/policy.ts';
import { columns, NOW, vector } from './columns.ts';
import { type DecisionCase, decisionCases } from './decision-cases.ts';

/** Names of `RetryPolicy.OutcomeKind` in Apex. */
const KINDS: Readonly<Record<Exclude<Outcome['kind'], 'answer'>, string>> = {
  timeout: 'TIMED_OUT',
  'no-answer': 'NO_ANSWER',
  configuration: 'CONFIGURATION',
  crash: 'CRASH',
};
/** Names of `RetryPolicy.Step` in Apex. */
const STEPS = { delivered: 'DELIVERED', retry: 'RETRY', 'dead-letter': 'DEAD_LETTER' } as const;

function inputOf({ request, outcome, draws }: DecisionCase): string {
  const [kind, retryAfter] =
    outcome.kind === 'answer' ? [outcome.status, outcome.retryAfter] : [KINDS[outcome.kind], null];
  return columns(
    kind,
    retryAfter,
    request.attempts,
    request.retries,
    request.crashes,
    NOW - request.submittedAtMs,
    NOW - request.firstAttemptAtMs,
    request.parkedMs,
    request.previousDelayMs,
    draws.jitter,
    draws.rounding,
  );
}

function outputOf({ next, classification, retryAfterMs, pauseMs }: Decision): string {
  const [delayMs, minutes, previousMs] =
    next.step === 'retry' ? [next.delayMs, next.minutes, next.previousDelayMs] : [null, null, null];
  return columns(
    STEPS[next.step],
    classification.category,
    next.step === 'dead-letter' ? next.reason : null,
    delayMs,
    minutes,
    previousMs,
    classification.outage,
    classification.throttled,
    retryAfterMs,
    pauseMs,
  );
}

/** What the model decides with a policy, as lines for RetryVectorCheck.cls. */
export function decisionVectors(policy: RetryPolicy): string[] {
  const lines = decisionCases(policy).map((given) =>
    vector(inputOf(given), outputOf(decide(policy, given.request, given.outcome, NOW, given.draws))),
  );
  return [...new Set(lines)];
}
