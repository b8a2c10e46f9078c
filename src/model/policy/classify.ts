import { CALLOUT_FAILURES } from '../failure/callout.ts';
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

/** What the taxonomy says of a category; `configured`: the status is one of `retryableStatusCodes`. */
function failed(category: CalloutCategory, configured: boolean): Classification {
  const { retryable, breaker } = CALLOUT_FAILURES[category];
  const again = retryable === 'always' || (retryable === 'if configured' && configured);
  return {
    verdict: again ? 'retryable' : 'permanent',
    category,
    outage: breaker === 'outage',
    throttled: breaker === 'pause',
  };
}

function statusCategory(status: number, configured: boolean): CalloutCategory {
  if (status === 429) return 'Rate Limited';
  // 401 stays permanent whatever is configured: a named credential has already refreshed its token by itself.
  if (status === 401) return 'Unauthorized';
  if (status >= 500 && status <= 599) return 'Server Error';
  if (configured) return 'Transient';
  if (status === 403) return 'Forbidden';
  return status >= 400 && status <= 499 ? 'Rejected' : 'Unexpected Status';
}

function classifyAnswer(policy: RetryPolicy, status: number, attemptedBefore: boolean): Classification {
  const success = status >= 200 && status <= 299;
  if (success || (attemptedBefore && policy.alreadyProcessedStatusCodes.includes(status))) return DELIVERED;
  const configured = policy.retryableStatusCodes.includes(status);
  return failed(statusCategory(status, configured), configured);
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
      return failed('Timeout', false);
    case 'no-answer':
      return failed('No Answer', false);
    case 'configuration':
      return failed('Configuration', false);
    case 'crash':
      return failed('Crash', false);
  }
}
