import { exponentialDelayMs } from './backoff.ts';
import type { Classification } from './classify.ts';
import type { RetryPolicy } from './policy.ts';

/**
 * Longest silence that one answer may impose on all requests of an integration: a day, the largest cap a wait can have.
 * The request itself is never sent before the time that its own answer asked for, however late that is.
 */
const MAX_PAUSE_MS = 86_400_000;

/**
 * How long an answer asks the whole integration to be silent, ms; null where it does not. A 429 does so even without
 * `Retry-After`: then for the exponential wait of its request, before jitter. Any other failed answer only with one.
 *
 * @param step - exponent of the request's back-off
 * @param askedMs - what `Retry-After` asked for; null without one, and where it is not honoured
 */
export function pauseMs(
  policy: RetryPolicy,
  step: number,
  { verdict, throttled }: Classification,
  askedMs: number | null,
): number | null {
  if (verdict === 'delivered') return null;
  const wanted = askedMs ?? (throttled ? exponentialDelayMs(policy, step) : 0);
  return wanted > 0 ? Math.min(wanted, MAX_PAUSE_MS) : null;
}
