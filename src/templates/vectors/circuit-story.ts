import { type Admission, admission } from '../../model/policy/admission.ts';
import {
  type BreakerState,
  type CallResults,
  isOpen,
  type ProbeToken,
  recordResults,
} from '../../model/policy/breaker.ts';
import type { BreakerPolicy } from '../../model/policy/policy.ts';
import { claimProbe, tokenExpiryMs } from '../../model/policy/probe.ts';
import { columns, fromNow, NOW, vector } from './columns.ts';

const NO_SWITCH = { isOpen: false, openedAtMs: null } as const;

/** How many there are, and the newest. */
function tokensText(tokens: readonly ProbeToken[]): string | null {
  const newest = tokens.at(-1);
  return newest ? `${tokens.length}, ${newest.lane} until ${fromNow(newest.expiresAtMs)}` : null;
}

function stateText(state: BreakerState | null): string {
  if (state === null) return '-';
  return columns(
    isOpen(state),
    state.epoch,
    fromNow(state.windowStartMs),
    state.calls,
    state.failures,
    fromNow(state.openedAtMs),
    state.probesSucceeded,
    tokensText(state.tokens),
    fromNow(state.pausedUntilMs),
  );
}

function admissionText(result: Admission): string {
  return result.kind === 'wait'
    ? columns('WAIT', fromNow(result.untilMs))
    : columns(result.kind.toUpperCase(), result.epoch);
}

/** What happens to one circuit, step by step, as lines for RetryVectorCheck.cls. Times are ms from the story's start. */
export class Story {
  readonly lines: string[] = [vector(columns('start', 0), '-')];
  readonly #policy: BreakerPolicy;
  #state: BreakerState | null = null;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  /** The opening that calls are let through under now. */
  get epoch(): number {
    return this.#state?.epoch ?? 0;
  }

  calls(at: number, calls: number, failures: number, pausedUntil: number | null = null): this {
    const { epoch } = this;
    const pausedUntilMs = pausedUntil === null ? null : NOW + pausedUntil;
    const input = columns('calls', at, epoch, calls, failures, pausedUntil);
    return this.#record(at, input, { epoch, calls, failures, probeOf: null, pausedUntilMs });
  }

  probe(at: number, lane: string, failures: number, epoch: number = this.epoch): this {
    const results = { epoch, calls: 1, failures, probeOf: lane, pausedUntilMs: null };
    return this.#record(at, columns('probe', at, epoch, 1, failures, lane), results);
  }

  /** @param back - when the lane is to come back with the token */
  claim(at: number, lane: string, back: number): this {
    if (this.#state === null) throw new Error('a healthy circuit has no token to claim');
    const expiresAtMs = tokenExpiryMs(NOW + back);
    const { granted, state } = claimProbe(this.#policy, this.#state, lane, NOW + at, expiresAtMs);
    this.#state = state;
    this.lines.push(vector(columns('claim', at, lane, back), columns(granted, stateText(state))));
    return this;
  }

  ask(at: number, lane: string): this {
    const result = admission(this.#policy, this.#state, NO_SWITCH, lane, NOW + at);
    this.lines.push(vector(columns('ask', at, lane), admissionText(result)));
    return this;
  }

  #record(at: number, input: string, results: CallResults): this {
    this.#state = recordResults(this.#policy, this.#state, results, NOW + at);
    this.lines.push(vector(input, stateText(this.#state)));
    return this;
  }
}
