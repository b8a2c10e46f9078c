import type { RetryPolicy } from './policy.ts';

/**
 * The wait before retry number `step` (0 = the first that waits), before jitter, in ms:
 * e(0) = base, e(n) = min(cap, floor(e(n-1) x percent / 100)).
 *
 * Defined step by step, not as a power, so that both twins floor at the same places and no intermediate value leaves
 * the safe integers: cap x percent is at most 86,400,000 x 1,000.
 */
export function exponentialDelayMs(policy: RetryPolicy, step: number): number {
  let delay = policy.baseDelayMs;
  for (let i = 0; i < step && delay < policy.maxDelayMs; i++) {
    delay = Math.min(policy.maxDelayMs, Math.floor((delay * policy.backoffPercent) / 100));
  }
  return delay;
}
