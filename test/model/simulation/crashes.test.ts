import { describe, expect, test } from 'vitest';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { Faults } from '../../../src/model/simulation/scenario.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import type { TraceEvent } from '../../../src/model/simulation/trace.ts';
import { burst, NO_FAULTS, org, sender, settings } from './settings.ts';

function run(
  faults: Partial<Faults>,
  parts: Parameters<typeof settings>[0],
  more: Partial<SimulationSettings> = {},
): { outturn: Outturn; events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const all = { ...NO_FAULTS, ...faults };
  const simulation = new Simulation(settings(parts, { ...more, org: { ...org, faults: all } }), (event) =>
    events.push(event),
  );
  return { outturn: simulation.run(0), events };
}

const row: Partial<SimulationSettings> = { sender: { ...sender, durability: 'row' } };
const one = { bursts: [burst(1)] };

describe('a job that dies, with its Finalizer', () => {
  test('loses nothing: what was answered is decided, what was being sent counts as an attempt, the rest goes on', () => {
    const { outturn, events } = run({ crashRate: 0.3 }, { bursts: [burst(500)] });
    expect(outturn.crashes).toBeGreaterThan(5);
    expect([outturn.lost, outturn.waiting, outturn.kills]).toEqual([0, 0, 0]);
    expect(outturn.delivered + outturn.deadLettered).toBe(500);
    const sending = events.filter((event) => event.kind === 'crash' && event.request !== null).length;
    const decided = events.filter(
      (event) => event.kind === 'decision' && event.decision.classification.category === 'Crash',
    ).length;
    expect(decided).toBe(sending);
  });

  test('makes a dead letter of the request that it was sending for the second time', () => {
    // Every job dies. A lane of one request: while it is sent, or while its answer is written.
    const { outturn, events } = run({ crashRate: 1 }, { bursts: [burst(200, 1)] });
    expect(outturn.delivered + outturn.deadLettered).toBe(200);
    const byCrash = outturn.deadLettersByCategory.reduce((sum, each) => sum + each, 0);
    expect(byCrash).toBe(outturn.deadLettered);
    const last = events.filter(
      (event) => event.kind === 'decision' && event.decision.next.step === 'dead-letter',
    );
    for (const event of last) {
      expect(event).toMatchObject({ attempt: 2, decision: { next: { reason: 'crashed twice' } } });
    }
    // Half of them die while they are sent; half of those a second time.
    expect(outturn.deadLettered).toBeGreaterThan(20);
    expect(outturn.deadLettered).toBeLessThan(80);
  });

  test('does not send again what was delivered before its job died', () => {
    const { outturn, events } = run({ crashRate: 1 }, { bursts: [burst(100, 10)] });
    const delivered = new Set<number>();
    for (const event of events) {
      if (event.kind === 'attempt') expect(delivered.has(event.request)).toBe(false);
      if (event.kind === 'decision' && event.decision.next.step === 'delivered') delivered.add(event.request);
    }
    expect(outturn.delivered).toBe(delivered.size);
  });

  test('the fifth that dies in a row makes rows of its lane', () => {
    // Fifty requests, a job sends one and dies: four children, then rows.
    const { events } = run(
      { crashRate: 1 },
      { bursts: [burst(50)] },
      {
        sender: { ...sender, requestsPerJob: 1, maxLanes: 1 },
      },
    );
    const ends = events.flatMap((event) => (event.kind === 'job-end' ? [event] : []));
    const last = ends.find(({ child }) => child === null);
    expect(ends.filter(({ lane }) => lane === last?.lane)).toHaveLength(5);
    expect(last?.rows.length).toBeGreaterThan(40);
  });
});

describe('a job that the platform kills without running its Finalizer', () => {
  const killed = { crashRate: 1, killRate: 1 };

  test('takes its requests with it where they live in the job', () => {
    const { outturn } = run(killed, { bursts: [burst(40, 10)] });
    expect([outturn.lost, outturn.kills, outturn.delivered]).toEqual([40, 4, 0]);
  });

  test('leaves their rows: two hours after they were due the sweeper takes them again', () => {
    const { outturn, events } = run(killed, one, row);
    const lapsed = events.filter((event) => event.kind === 'sweep' && event.lapsed.length > 0);
    expect(lapsed[0]?.atMs).toBeGreaterThan(120 * 60_000);
    expect(outturn.lost).toBe(0);
    // Its lane is killed again, and the second lapse is its second crash.
    expect(outturn.deadLettered).toBe(1);
    expect(events.filter((event) => event.kind === 'decision').at(-1)).toMatchObject({
      lane: null,
      attempt: 2,
      decision: { next: { reason: 'crashed twice' } },
    });
  });

  test('may have delivered: the endpoint gets such a request twice', () => {
    const { outturn } = run({ crashRate: 0.5, killRate: 1 }, { bursts: [burst(200, 1)] }, row);
    expect(outturn.lost).toBe(0);
    expect(outturn.duplicatesSent).toBeGreaterThan(10);
    expect(outturn.duplicatesWithEffect).toBe(0);
  });

  test('at the horizon its rows are waiting', () => {
    const { outturn } = run(killed, { bursts: [burst(40, 10)], horizonHours: 1 }, row);
    expect([outturn.waiting, outturn.lost]).toEqual([40, 0]);
  });
});

test('with durability row every request is a row from its submit on, and none is lost', () => {
  const { outturn } = run({}, { bursts: [burst(700, 700)] }, row);
  expect([outturn.delivered, outturn.peakRows, outturn.lost]).toEqual([700, 700, 0]);
});

test('one transaction writes 10,000 rows; submit refuses what is beyond, and it counts apart', () => {
  const fits = run({}, { bursts: [burst(10_500, 10_500)], horizonHours: 1 }).outturn;
  expect([fits.submitted, fits.refused]).toEqual([10_500, 0]);
  const exceeds = run({}, { bursts: [burst(10_501, 10_501)], horizonHours: 1 }).outturn;
  expect([exceeds.submitted, exceeds.refused]).toEqual([10_500, 1]);
  const rows = run({}, { bursts: [burst(10_001, 10_001)], horizonHours: 1 }, row).outturn;
  expect([rows.submitted, rows.refused]).toEqual([10_000, 1]);
});

test('a row that somebody else holds is left for the next sweep, and statistics are dropped, not requests', () => {
  const { outturn, events } = run({ lockFailureRate: 0.5 }, { bursts: [burst(3000, 1500)] });
  expect(outturn.delivered).toBe(3000);
  const refused = events.filter(
    (event) => event.kind === 'sweep' && event.lane === null && event.lanesStarted === 0,
  );
  expect(refused.length).toBeGreaterThan(0);
});
