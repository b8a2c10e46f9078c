import { type Admission, admission, isSwitchedOff, type OperatorSwitch } from '../policy/admission.ts';
import { type BreakerState, type CallResults, isOpen, recordResults } from '../policy/breaker.ts';
import type { BreakerPolicy } from '../policy/policy.ts';
import { claimProbe } from '../policy/probe.ts';
import type { OperatorAct } from './operator.ts';
import type { Tally } from './tally.ts';

/** Nobody forces the circuit open. */
const NO_SWITCH: OperatorSwitch = { isOpen: false, openedAtMs: null };

/** What `admission` says where there is no row. */
const HEALTHY: Admission = { kind: 'call', epoch: 0 };

/** What jobs have learnt about the endpoint: the row of `Circuit_Breaker_State__c`. Lanes are known by their serial number. */
export class Circuit {
  /** null: healthy, there is no row. */
  state: BreakerState | null = null;
  #operator = NO_SWITCH;
  /** The state that the last claim left. */
  #claimed: BreakerState | null = null;
  #call = { kind: 'call', epoch: 0 } as const satisfies Admission as { kind: 'call'; epoch: number };
  readonly #policy: BreakerPolicy;
  readonly #tally: Tally;

  constructor(policy: BreakerPolicy, tally: Tally) {
    this.#policy = policy;
    this.#tally = tally;
  }

  get isOpen(): boolean {
    return this.state !== null && isOpen(this.state);
  }

  clear(): void {
    this.state = null;
    this.#operator = NO_SWITCH;
  }

  /** Whether the operator's switch holds everything back. */
  isSwitchedOff(nowMs: number): boolean {
    return isSwitchedOff(this.#policy, this.#operator, nowMs);
  }

  /** An operator does something by hand. */
  act(act: OperatorAct): void {
    if (act.kind === 'switch') this.#operator = act.operator;
    else if (this.state !== null) {
      const before = this.state;
      this.state = act.changes === null ? null : { ...before, ...act.changes };
      this.#tell(before, act.atMs);
    }
  }

  /** May a lane call now? @param lane - null for `submit` */
  admission(lane: number | null, nowMs: number): Admission {
    const { state } = this;
    if (this.#operator.isOpen) return this.#ask(lane, nowMs);
    if (state === null) return HEALTHY;
    // What `admission` says of a closed circuit without a pause, with nothing to be made for it.
    if (!isOpen(state) && nowMs >= (state.pausedUntilMs ?? 0)) return this.#callOf(state.epoch);
    return this.#ask(lane, nowMs);
  }

  #ask(lane: number | null, nowMs: number): Admission {
    return admission(this.#policy, this.state, this.#operator, lane === null ? null : String(lane), nowMs);
  }

  #callOf(epoch: number): Admission {
    if (this.#call.epoch !== epoch) this.#call = { kind: 'call', epoch };
    return this.#call;
  }

  /** Claims the right to probe. */
  claim(lane: number, nowMs: number, expiresAtMs: number): boolean {
    if (this.state === null) return false;
    const { granted, state } = claimProbe(this.#policy, this.state, String(lane), nowMs, expiresAtMs);
    if (granted) {
      this.state = state;
      this.#claimed = state;
    }
    return granted;
  }

  /** Takes back what a transaction claimed for a lane; what others have written since stays. */
  restore(lane: number, before: BreakerState | null): void {
    if (this.state === this.#claimed) this.state = before;
    else if (this.state !== null) {
      const tokens = this.state.tokens.filter((token) => token.lane !== String(lane));
      this.state = { ...this.state, tokens };
    }
  }

  /** Writes what a job saw. */
  record(results: CallResults, nowMs: number): void {
    const before = this.state;
    this.state = recordResults(this.#policy, before, results, nowMs);
    this.#tell(before, nowMs);
  }

  #tell(before: BreakerState | null, nowMs: number): void {
    const isOpenNow = this.isOpen;
    if (isOpenNow && this.state?.epoch !== before?.epoch) this.#tally.circuitOpenings++;
    if (isOpenNow) this.#tally.circuitOpens(nowMs);
    else this.#tally.circuitCloses(nowMs);
  }
}
