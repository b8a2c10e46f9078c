import { type BreakerState, isOpen } from './breaker.ts';
import type { BreakerPolicy } from './policy.ts';

/** How long a probe token outlives the time for which its holder is expected: late starts and the call fit in. */
const TOKEN_GRACE_MS = 900_000;

/** @param comesBackMs - when the holder of the token is to come back */
export function tokenExpiryMs(comesBackMs: number): number {
  return comesBackMs + TOKEN_GRACE_MS;
}

/**
 * Claims the right to probe, for use when the cool-down has ended or will end: a job that makes no callout does it, under
 * lock. Never more tokens than `halfOpenProbes` less the probes that have succeeded; a token that ran out is free again;
 * who holds one keeps it.
 *
 * @param lane - identity of the lane
 * @param expiresAtMs - of {@link tokenExpiryMs}
 */
export function claimProbe(
  policy: BreakerPolicy,
  state: BreakerState,
  lane: string,
  nowMs: number,
  expiresAtMs: number,
): { readonly granted: boolean; readonly state: BreakerState } {
  const others = state.tokens.filter((token) => token.lane !== lane && token.expiresAtMs > nowMs);
  const granted = isOpen(state) && others.length + state.probesSucceeded < policy.halfOpenProbes;
  return { granted, state: { ...state, tokens: granted ? [...others, { lane, expiresAtMs }] : others } };
}
