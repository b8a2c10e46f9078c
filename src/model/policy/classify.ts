import type { CalloutCategory } from '../failure/category.ts';
import type { Outcome } from './outcome.ts';
import type { RetryPolicy } from './policy.ts';

/** What an outcome means for the request (verdict, category) and for the circuit (outage, throttled). */
export interface Classification {
  readonly verdict: 'delivered' | 'retryable' | 'permanent';
  /** null exactly when delivered. */
  readonly category: CalloutCategory | null;
  /** Counts as a failure for the breaker: no answer, time-out or 5xx. */
  readonly outage: boolean;
  /** The endpoint asks for less: the integration pauses, and the breaker does not count it. */
  readonly throttled: boolean;
}

const DELIVERED: Classification = { verdict: 'delivered', category: null, outage: false, throttled: false };

function answerCategory(status: number, retryable: boolean): CalloutCategory {
  if (status === 429) return 'Rate Limited';
  if (status === 401) return 'Unauthorized';
  if (status >= 500 && status <= 599) return 'Server Error';
  if (retryable) return 'Transient';
  if (status === 403) return 'Forbidden';
  return status >= 400 && status <= 499 ? 'Rejected' : 'Unexpected Status';
}

function classifyAnswer(policy: RetryPolicy, status: number, attemptedBefore: boolean): Classification {
  const success = status >= 200 && status <= 299;
  if (success || (attemptedBefore && policy.alreadyProcessedStatusCodes.includes(status))) return DELIVERED;
  // 401 stays permanent whatever is configured: a named credential has already refreshed its token by itself.
  const retryable = status !== 401 && policy.retryableStatusCodes.includes(status);
  const category = answerCategory(status, retryable);
  return {
    verdict: retryable ? 'retryable' : 'permanent',
    category,
    outage: category === 'Server Error',
    throttled: category === 'Rate Limited',
  };
}

/**
 * @param policy - the policy of the integration
 * @param outcome - what the attempt came to
 * @param attemptedBefore - whether this was not the first attempt ever (a redrive counts): only then can a status of
 *   `alreadyProcessedStatusCodes` mean that an earlier attempt was processed
 */
export function classify(policy: RetryPolicy, outcome: Outcome, attemptedBefore: boolean): Classification {
  switch (outcome.kind) {
    case 'answer':
      return classifyAnswer(policy, outcome.status, attemptedBefore);
    case 'timeout':
      return { verdict: 'retryable', category: 'Timeout', outage: true, throttled: false };
    case 'no-answer':
      return { verdict: 'retryable', category: 'No Answer', outage: true, throttled: false };
    case 'configuration':
      return { verdict: 'permanent', category: 'Configuration', outage: false, throttled: false };
    case 'crash':
      return { verdict: 'retryable', category: 'Crash', outage: false, throttled: false };
  }
}
