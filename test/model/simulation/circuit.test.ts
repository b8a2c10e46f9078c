import { describe, expect, test } from 'vitest';
import type { BreakerPolicy } from '../../../src/model/policy/policy.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import type { TraceEvent } from '../../../src/model/simulation/trace.ts';
import { aBreaker } from '../policy/a-policy.ts';
import { burst, outage, policy, sender, settings } from './settings.ts';

const MINUTE = 60_000;

function run(
  parts: Parameters<typeof settings>[0],
  breaker: Partial<BreakerPolicy> = {},
  more: Partial<SimulationSettings['sender']> = {},
): { outturn: Outturn; events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const simulation = new Simulation(
    settings(parts, { sender: { ...sender, breaker: aBreaker(breaker), ...more } }),
    (event) => events.push(event),
  );
  return { outturn: simulation.run(0), events };
}

function ofKind<K extends TraceEvent['kind']>(events: readonly TraceEvent[], kind: K) {
  return events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);
}

function minutesOf(values: Float64Array): number[] {
  return [...values].flatMap((value, minute) => (value > 0 ? [minute] : []));
}

/** Twenty requests in two lanes of ten: each makes three calls, and both write what they saw. */
const down = { bursts: [burst(20)], outages: [outage(0, 30)] };
const early: Partial<BreakerPolicy> = { minimumCalls: 6, coolDownMs: 5 * MINUTE };

describe('an endpoint that is down', () => {
  test('opens the circuit with as many calls as it takes, and not with fewer', () => {
    expect(run(down, { ...early, minimumCalls: 6 }).events.find(isOpening)?.atMs).toBe(1000);
    expect(run(down, { ...early, minimumCalls: 7 }).events.find(isOpening)?.atMs).toBeGreaterThan(MINUTE);
  });

  test('is called by probes alone once the circuit is open: one after each cool-down', () => {
    const { outturn, events } = run(down, early);
    const calls = ofKind(events, 'attempt').filter(({ atMs }) => atMs > 0 && atMs < 30 * MINUTE);
    const probing = ofKind(events, 'job-start').filter(({ admission }) => admission.kind === 'probe');
    expect(calls.length).toBe(outturn.probes - 1);
    expect(outturn.probes).toBe(probing.length);
    // Open from 0; a failed probe opens it again for five minutes: probes in minutes 5, 10, 15 ...
    expect(outturn.circuitOpenings).toBe(outturn.probes);
  });

  test('costs parked requests no attempt: what waits for the circuit is sent once, when it works again', () => {
    const { outturn, events } = run(down, early);
    expect(outturn.delivered).toBe(20);
    const attempts = new Map<number, number>();
    for (const { request, attempt } of ofKind(events, 'attempt')) attempts.set(request, attempt);
    const untouched = [...attempts.values()].filter((each) => each === 1).length;
    expect(outturn.calls).toBe(6 + outturn.probes + 20 - 1);
    expect(untouched).toBeGreaterThanOrEqual(20 - 6 - outturn.probes);
  });

  test('lets a request wait longer than maxElapsed, since parked time does not count', () => {
    const impatient = { policy: { ...policy, maxElapsedMs: 20 * MINUTE, baseDelayMs: MINUTE } };
    const long = { bursts: [burst(20)], outages: [outage(0, 120)] };
    const patient = run(long, { ...early, coolDownMs: 10 * MINUTE }, impatient).outturn;
    expect(patient.deadLettered).toBeLessThanOrEqual(3);
    expect(run(long, { minimumCalls: 1_000_000 }, impatient).outturn.deadLettered).toBe(20);
  });
});

describe('an open circuit', () => {
  test('makes rows of what is submitted, due when it may be probed', () => {
    const { events } = run({ ...down, bursts: [burst(20), burst(30, 30, { atMinute: 2 })] }, early);
    const later = ofKind(events, 'submit').find(({ atMs }) => atMs === 2 * MINUTE);
    expect(later?.lanes).toEqual([]);
    expect(new Set(later?.rows.map(({ dueAtMs }) => dueAtMs))).toEqual(new Set([5 * MINUTE + 1000]));
  });

  test('is counted from its opening to its closing, minute by minute', () => {
    const { outturn, events } = run(down, early);
    const [opened] = ofKind(events, 'circuit').filter(({ state }) => state?.state === 'open');
    const closed = ofKind(events, 'circuit').find(({ state }) => state === null);
    expect(outturn.circuitOpenMs).toBe((closed?.atMs ?? 0) - (opened?.atMs ?? 0));
    const perMinute = [...outturn.circuitOpenMsPerMinute];
    expect(perMinute.reduce((sum, each) => sum + each, 0)).toBe(outturn.circuitOpenMs);
    expect(perMinute[0]).toBe(MINUTE - 1000);
    expect(perMinute.slice(1, 30)).toEqual(Array(29).fill(MINUTE));
  });

  test('closes only after as many probes as it takes, each from a lane of its own', () => {
    const { events } = run(down, { ...early, halfOpenProbes: 2, coolDownMs: 31 * MINUTE });
    const closed = ofKind(events, 'circuit').find(({ state }) => state === null);
    const probes = ofKind(events, 'job-start').filter(({ admission }) => admission.kind === 'probe');
    expect(probes.filter(({ atMs }) => atMs <= (closed?.atMs ?? 0))).toHaveLength(2);
    expect(ofKind(events, 'token').filter(({ granted }) => granted).length).toBeGreaterThanOrEqual(2);
  });

  test('is not opened by a 429: the lanes pause and come back', () => {
    const throttled = { bursts: [burst(20)], outages: [outage(0, 3, { failure: 429 })] };
    const { outturn, events } = run(throttled, { ...early, minimumCalls: 1, failureRatePercent: 1 });
    expect([outturn.circuitOpenings, outturn.delivered]).toEqual([0, 20]);
    expect(ofKind(events, 'circuit').some(({ state }) => (state?.pausedUntilMs ?? 0) > 0)).toBe(true);
    expect(ofKind(events, 'token')).toEqual([]);
  });
});

test('lanes without a token come back spread over the minutes after the cool-down', () => {
  const many = { bursts: [burst(400, 10)], outages: [outage(0, 4)] };
  const { outturn, events } = run(many, { ...early, coolDownMs: 6 * MINUTE }, { requestsPerJob: 3 });
  const back = ofKind(events, 'parked').map(({ draw }) => Math.floor((draw * 5) / 2 ** 24));
  expect(new Set(back)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(minutesOf(outturn.callsPerMinute).length).toBeGreaterThan(4);
});

function isOpening(event: TraceEvent): boolean {
  return event.kind === 'circuit' && event.state?.state === 'open';
}
