import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admission } from '../../../src/model/policy/admission.ts';
import { type BreakerState, type CallResults, recordResults } from '../../../src/model/policy/breaker.ts';
import type { BreakerPolicy } from '../../../src/model/policy/policy.ts';
import { claimProbe, tokenExpiryMs } from '../../../src/model/policy/probe.ts';
import { aBreaker } from './a-policy.ts';
import { breaker, NOW } from './arbitrary.ts';

const OFF = { isOpen: false, openedAtMs: null };
const MINUTE_MS = 60_000;

function results(calls: number, failures: number, more: Partial<CallResults> = {}): CallResults {
  return { epoch: 0, calls, failures, probeOf: null, pausedUntilMs: null, ...more };
}

function opened(policy: BreakerPolicy): BreakerState {
  const state = recordResults(policy, null, results(100, 100), NOW);
  if (state === null) throw new Error('100 outages of 100 calls open any circuit');
  return state;
}

describe('a circuit', () => {
  it('of a healthy integration stays null, whatever its jobs report', () => {
    fc.assert(
      fc.property(breaker, fc.array(fc.integer({ min: 0, max: 1000 })), (policy, calls) => {
        let state: BreakerState | null = null;
        for (const [i, count] of calls.entries()) {
          state = recordResults(policy, state, results(count, 0), NOW + i * 1000);
        }
        expect(state).toBeNull();
      }),
    );
  });

  it('opens exactly when a window holds enough calls and its rate is reached', () => {
    fc.assert(
      fc.property(
        breaker,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (policy, a, b) => {
          const [failures = 1, calls = 1] = [a, b].sort((x, y) => x - y);
          const state = recordResults(policy, null, results(calls, failures), NOW);
          const rate = BigInt(failures) * 100n >= BigInt(policy.failureRatePercent) * BigInt(calls);
          expect(state?.state).toBe(rate && calls >= policy.minimumCalls ? 'open' : 'closed');
        },
      ),
    );
  });

  it('opens the same whether one job reports a window or many do', () => {
    const report = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(breaker, fc.array(report, { minLength: 1, maxLength: 8 }), (policy, reports) => {
        const patient = { ...policy, minimumCalls: 1000 };
        const seen = reports.map(([a, b]) => ({ calls: Math.max(a, b), failures: Math.min(a, b) }));
        const counted = seen.slice(seen.findIndex(({ failures }) => failures > 0));
        fc.pre(seen.some(({ failures }) => failures > 0));
        let state: BreakerState | null = null;
        for (const { calls, failures } of seen) {
          state = recordResults(patient, state, results(calls, failures), NOW);
        }
        expect(state?.calls).toBe(counted.reduce((sum, { calls }) => sum + calls, 0));
        expect(state?.failures).toBe(counted.reduce((sum, { failures }) => sum + failures, 0));
      }),
    );
  });

  it('ignores what calls of another epoch came to, except their pause', () => {
    fc.assert(
      fc.property(breaker, fc.integer({ min: 2, max: 9 }), fc.nat(50), (policy, epoch, failures) => {
        const state = opened(policy);
        const late = results(50, failures, { epoch, pausedUntilMs: NOW + 5000 });
        expect(recordResults(policy, state, late, NOW)).toEqual({ ...state, pausedUntilMs: NOW + 5000 });
        const lateProbe = results(1, 0, { epoch: 0, probeOf: 'a' });
        expect(recordResults(policy, state, lateProbe, NOW)).toEqual(state);
      }),
    );
  });

  it('waits until its cool-down has passed to the ms, then takes only probes', () => {
    fc.assert(
      fc.property(breaker, (policy) => {
        const endMs = NOW + policy.coolDownMs;
        const { granted, state } = claimProbe(policy, opened(policy), 'a', NOW, tokenExpiryMs(endMs));
        expect(granted).toBe(true);
        const ask = (lane: string | null, atMs: number) => admission(policy, state, OFF, lane, atMs);
        expect(ask('a', endMs - 1)).toEqual({ kind: 'wait', untilMs: endMs });
        expect(ask('a', endMs)).toEqual({ kind: 'probe', epoch: 1 });
        expect(ask('b', endMs)).toEqual({ kind: 'wait', untilMs: endMs });
        expect(ask(null, endMs)).toEqual({ kind: 'wait', untilMs: endMs });
      }),
    );
  });

  it('forced open by an operator lets nobody call, whatever the jobs have learnt', () => {
    const forced = { isOpen: true, openedAtMs: null };
    const policy = aBreaker();
    for (const state of [null, opened(policy), recordResults(policy, null, results(5, 5), NOW)]) {
      expect(admission(policy, state, forced, 'a', NOW + 9e9)).toEqual({ kind: 'wait', untilMs: null });
    }
  });

  it('is closed to the kit in a row that says open but not since when, as somebody may have edited it', () => {
    const policy = aBreaker();
    const edited: BreakerState = { ...opened(policy), openedAtMs: null };
    expect(admission(policy, edited, OFF, null, NOW)).toEqual({ kind: 'call', epoch: 1 });
    expect(claimProbe(policy, edited, 'a', NOW, NOW + 1e6).granted).toBe(false);
    const halfEdited: BreakerState = { ...opened(policy), state: 'closed' };
    expect(admission(policy, halfEdited, OFF, null, NOW)).toEqual({ kind: 'call', epoch: 1 });
  });

  it('gives a token that outlives its holder by 15 minutes', () => {
    expect(tokenExpiryMs(NOW)).toBe(NOW + 15 * MINUTE_MS);
  });
});

/** Lanes that claim, call and report as they please, the clock running: what may happen in an org. */
interface Act {
  readonly lane: number;
  readonly waitMs: number;
  readonly fails: boolean;
  readonly crashes: boolean;
}

const act: fc.Arbitrary<Act> = fc.record({
  lane: fc.integer({ min: 0, max: 5 }),
  waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 240_000 })),
  fails: fc.boolean(),
  crashes: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

/** The lanes of an org around one row: each act lets a lane end its call, or start one if it may, or claim. */
class Org {
  state: BreakerState | null;
  /** Calls in the air: lane -> when it started, under which epoch. A call lasts two minutes at most. */
  readonly calling = new Map<string, { readonly startedMs: number; readonly epoch: number }>();
  private readonly policy: BreakerPolicy;

  constructor(policy: BreakerPolicy) {
    this.policy = policy;
    this.state = opened(policy);
  }

  act({ lane: number, fails, crashes }: Act, nowMs: number): void {
    const lane = `lane ${number}`;
    const call = this.calling.get(lane);
    if (call !== undefined) {
      this.calling.delete(lane);
      if (crashes || nowMs > call.startedMs + 120_000) return;
      const report = results(1, fails ? 1 : 0, { epoch: call.epoch, probeOf: lane });
      this.state = recordResults(this.policy, this.state, report, nowMs);
      return;
    }
    const may = admission(this.policy, this.state, OFF, lane, nowMs);
    if (may.kind === 'probe') this.calling.set(lane, { startedMs: nowMs, epoch: may.epoch });
    else if (may.kind === 'wait' && this.state !== null) {
      this.state = claimProbe(this.policy, this.state, lane, nowMs, nowMs + 300_000).state;
    }
  }

  /** Probes of this epoch that are in the air or have succeeded. */
  probes(nowMs: number): number {
    const epoch = this.state?.epoch;
    const flying = [...this.calling.values()].filter(
      (call) => call.epoch === epoch && nowMs <= call.startedMs + 120_000,
    );
    return flying.length + (this.state?.probesSucceeded ?? 0);
  }
}

describe('half-open, in any order of claims, calls, crashes and reports,', () => {
  it('never has more probes in the air or behind it than configured', () => {
    fc.assert(
      fc.property(breaker, fc.array(act, { maxLength: 120 }), (policy, acts) => {
        const org = new Org({ ...policy, coolDownMs: MINUTE_MS });
        let nowMs = NOW;
        for (const next of acts) {
          nowMs += next.waitMs;
          org.act(next, nowMs);
          if (org.state === null) return;
          expect(org.probes(nowMs)).toBeLessThanOrEqual(policy.halfOpenProbes);
          expect(org.state.tokens.length + org.state.probesSucceeded).toBeLessThanOrEqual(
            policy.halfOpenProbes,
          );
        }
      }),
    );
  });

  it('closes only after as many successes as configured, and opens anew at the first failure', () => {
    fc.assert(
      fc.property(breaker, fc.nat(3), (policy, failAt) => {
        let state: BreakerState | null = opened(policy);
        for (let i = 0; i < policy.halfOpenProbes; i++) {
          if (state === null) throw new Error('Closed too early');
          state = claimProbe(policy, state, 'a', NOW, NOW + 1e6).state;
          const failures = i === failAt ? 1 : 0;
          state = recordResults(policy, state, results(1, failures, { epoch: 1, probeOf: 'a' }), NOW + i);
          if (failures > 0) {
            expect(state).toMatchObject({ state: 'open', epoch: 2, openedAtMs: NOW + i, tokens: [] });
            return;
          }
        }
        expect(state).toBeNull();
      }),
    );
  });
});
