import { CALLOUT_TIME_MS } from '../platform/callout.ts';
import { type BreakerState, isOpen, UNKNOWN } from './breaker.ts';
import type { BreakerPolicy } from './policy.ts';

/** The switch of `Circuit_Breaker_Config__mdt`: an operator forces the circuit open. */
export interface OperatorSwitch {
  readonly isOpen: boolean;
  /** Forced open from then until the cool-down has passed; null: for ever. */
  readonly openedAtMs: number | null;
}

/** May a lane call now? */
export type Admission =
  | { readonly kind: 'call'; readonly epoch: number }
  /** One request may go: the lane holds a probe token. */
  | { readonly kind: 'probe'; readonly epoch: number }
  /** Park until then, which may be now: others are probing. null: nobody knows until when. */
  | { readonly kind: 'wait'; readonly untilMs: number | null };

/** When the operator's switch lets go; 0 where it holds nothing, null where it holds for ever. */
function forcedUntilMs(policy: BreakerPolicy, operator: OperatorSwitch): number | null {
  if (!operator.isOpen) return 0;
  return operator.openedAtMs === null ? null : operator.openedAtMs + policy.coolDownMs;
}

/** Whether the operator's switch holds everything back at a time. */
export function isSwitchedOff(policy: BreakerPolicy, operator: OperatorSwitch, nowMs: number): boolean {
  const forcedMs = forcedUntilMs(policy, operator);
  return forcedMs === null || nowMs < forcedMs;
}

/** When the circuit may be probed; 0 while it is closed. */
function probesFromMs(policy: BreakerPolicy, state: BreakerState): number {
  return isOpen(state) ? state.openedAtMs + policy.coolDownMs : 0;
}

/** Whether the lane's token lasts until a call that starts now has surely ended. */
function holdsToken(state: BreakerState, lane: string, nowMs: number): boolean {
  return state.tokens.some(
    (token) => token.lane === lane && token.expiresAtMs >= nowMs + CALLOUT_TIME_MS.value,
  );
}

/**
 * Reading the state before a callout: no lock, no write.
 *
 * @param state - what the jobs have learnt; null for a healthy integration
 * @param lane - who asks; null for one that holds no token, such as `submit`
 */
export function admission(
  policy: BreakerPolicy,
  state: BreakerState | null,
  operator: OperatorSwitch,
  lane: string | null,
  nowMs: number,
): Admission {
  const forcedMs = forcedUntilMs(policy, operator);
  if (forcedMs === null) return { kind: 'wait', untilMs: null };
  const known = state ?? UNKNOWN;
  const untilMs = Math.max(forcedMs, known.pausedUntilMs ?? 0, probesFromMs(policy, known));
  if (nowMs < untilMs) return { kind: 'wait', untilMs };
  if (!isOpen(known)) return { kind: 'call', epoch: known.epoch };
  return lane !== null && holdsToken(known, lane, nowMs)
    ? { kind: 'probe', epoch: known.epoch }
    : { kind: 'wait', untilMs: nowMs };
}
