import { describe, expect, test } from 'vitest';
import { switchActs } from '../../../src/model/simulation/operator.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { OrgSettings, Span } from '../../../src/model/simulation/scenario.ts';
import type { TraceEvent } from '../../../src/model/simulation/trace.ts';
import { burst, NO_FAULTS, org, settings } from './settings.ts';

const MINUTE_MS = 60_000;
const PARTS = { bursts: [burst(30, 10), burst(30, 10, { atMinute: 20 })] };

function run(
  switchedOff: readonly Span[],
  more: Partial<OrgSettings> = {},
): { outturn: Outturn; events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const { scenario, ...rest } = settings(PARTS, { org: { ...org, ...more } });
  const simulation = new Simulation({ ...rest, scenario: { ...scenario, switchedOff } }, (event) =>
    events.push(event),
  );
  return { outturn: simulation.run(0), events };
}

function minutesOfCalls(events: readonly TraceEvent[]): readonly number[] {
  return events.filter(({ kind }) => kind === 'attempt').map(({ atMs }) => atMs / MINUTE_MS);
}

describe("the operator's switch", () => {
  test('lets nothing be called while it is on, and everything is delivered after it', () => {
    const { outturn, events } = run([{ fromMinute: 10, toMinute: 90 }]);
    const minutes = minutesOfCalls(events);
    expect(minutes.filter((minute) => minute < 10)).toHaveLength(30);
    expect(minutes.filter((minute) => minute >= 10 && minute < 90)).toEqual([]);
    expect([outturn.delivered, outturn.deadLettered, outturn.waiting]).toEqual([60, 0, 0]);
  });

  test('makes rows of what is submitted while it is on, and no job', () => {
    const { events } = run([{ fromMinute: 10, toMinute: 90 }]);
    const submits = events.filter((event) => event.kind === 'submit');
    expect(submits.map(({ lanes, rows }) => [lanes.length > 0, rows.length])).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 10],
      [false, 10],
      [false, 10],
    ]);
  });

  test('stays on where two times overlap or meet', () => {
    const acts = switchActs([
      { fromMinute: 30, toMinute: 40 },
      { fromMinute: 10, toMinute: 20 },
      { fromMinute: 15, toMinute: 18 },
      { fromMinute: 20, toMinute: 25 },
    ]);
    expect(acts.map((act) => [act.atMs / MINUTE_MS, act.kind === 'switch' && act.operator.isOpen])).toEqual([
      [10, true],
      [25, false],
      [30, true],
      [40, false],
    ]);
  });
});

describe('a trigger that takes the one job that a job may enqueue', () => {
  const faults = { ...NO_FAULTS, slotTakenRate: 1 };
  const failing = { bursts: [burst(30, 10)], errorRates: { '503': 0.5 } };

  function of(slotTakenRate: number): { outturn: Outturn; events: TraceEvent[] } {
    const events: TraceEvent[] = [];
    const simulation = new Simulation(
      settings(failing, { org: { ...org, faults: { ...faults, slotTakenRate } } }),
      (event) => events.push(event),
    );
    return { outturn: simulation.run(0), events };
  }

  test('costs no request and no attempt: the Finalizer goes on, or the row', () => {
    const { outturn } = of(1);
    expect([outturn.lost, outturn.waiting]).toEqual([0, 0]);
    expect(outturn.delivered).toBe(of(0).outturn.delivered);
  });

  test('makes rows where it takes that of the Finalizer too', () => {
    expect(of(0).outturn.peakRows).toBe(0);
    expect(of(1).outturn.peakRows).toBeGreaterThan(0);
  });
});
