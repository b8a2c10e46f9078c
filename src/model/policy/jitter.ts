import { exponentialDelayMs } from './backoff.ts';
import { scaled } from './draw.ts';
import type { Jitter, RetryPolicy } from './policy.ts';

/** What a jitter draws from. All times in ms. */
interface JitterInput {
  readonly policy: RetryPolicy;
  /** The exponential wait of this retry. */
  readonly exponentialMs: number;
  /** What the last draw gave, before rounding; the base delay at first. Only `decorrelated` looks at it. */
  readonly previousMs: number;
  /** Integer in [0, 2^24). */
  readonly draw: number;
}

/**
 * Every jitter stays inside the cap: a draw that is clamped afterwards piles up at the cap, and the herd is back.
 * `full`, `equal` and `decorrelated` are named as in the AWS back-off simulator (aws-samples/aws-arch-backoff-simulator).
 */
const JITTER_DELAYS: Readonly<Record<Jitter, (input: JitterInput) => number>> = {
  none: ({ exponentialMs }) => exponentialMs,
  additive: ({ policy, exponentialMs, draw }) =>
    Math.min(exponentialMs, policy.maxDelayMs - policy.baseDelayMs) + scaled(policy.baseDelayMs, draw),
  full: ({ exponentialMs, draw }) => scaled(exponentialMs, draw),
  equal: ({ exponentialMs, draw }) => {
    const half = Math.floor(exponentialMs / 2);
    return half + scaled(exponentialMs - half, draw);
  },
  decorrelated: ({ policy, previousMs, draw }) => {
    // A request may carry a draw that is smaller than the base: another jitter, or a smaller base, was configured then.
    const previous = Math.max(policy.baseDelayMs, previousMs);
    return policy.baseDelayMs + scaled(Math.min(policy.maxDelayMs, 3 * previous) - policy.baseDelayMs, draw);
  },
};

/**
 * The wait before a retry, in ms, from back-off and jitter.
 *
 * @param policy - the policy of the integration
 * @param step - 0 for the first retry that waits
 * @param previousMs - the last draw of this request; the base delay if there was none
 * @param draw - integer in [0, 2^24)
 * @returns an integer between 0 and `maxDelayMs`
 */
export function jitteredDelayMs(policy: RetryPolicy, step: number, previousMs: number, draw: number): number {
  const exponentialMs = exponentialDelayMs(policy, step);
  return JITTER_DELAYS[policy.jitter]({ policy, exponentialMs, previousMs, draw });
}
