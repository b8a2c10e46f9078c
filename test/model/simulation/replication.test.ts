import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { anySettings, share } from './any-settings.ts';
import { burst, outage, settings } from './settings.ts';

/** All that a replication came to, as plain data. */
function numbers({ deliveryMs, ...rest }: Outturn): unknown {
  const delays = Array.from({ length: deliveryMs.total }, (_, index) => deliveryMs.atRank(index + 1));
  const plain = Object.entries(rest).map(([name, value]) => [
    name,
    value instanceof Float64Array ? [...value] : value,
  ]);
  return { ...Object.fromEntries(plain), delays };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What holds of any replication, whatever the scenario. */
function expectLaws(drawn: SimulationSettings, run: Outturn): void {
  const { submitted, delivered, deadLettered, waiting, inFlight, lost } = run;
  expect(delivered + deadLettered + waiting + inFlight + lost).toBe(submitted);
  expect(run.deliveryMs.total).toBe(delivered);
  expect(sum(run.callsPerMinute)).toBe(run.calls);
  expect(sum(run.executionsPerMinute)).toBe(run.executions);
  expect(sum(run.deadLettersPerMinute)).toBe(deadLettered);
  expect(sum(run.deadLettersByCategory)).toBe(deadLettered);
  expect(sum(run.circuitOpenMsPerMinute)).toBeCloseTo(run.circuitOpenMs, 6);
  expect(Math.max(...run.circuitOpenMsPerMinute)).toBeLessThanOrEqual(60_000);
  expect(run.backlog.at(-1)).toBe(waiting + inFlight);
  expect(Math.min(...run.backlog)).toBeGreaterThanOrEqual(0);
  expect(run.duplicatesWithEffect).toBeLessThanOrEqual(run.duplicatesSent);
  expect(run.duplicatesSent + run.firstCalls).toBeLessThanOrEqual(run.calls);
  expect(run.deadLetteredButProcessed).toBeLessThanOrEqual(deadLettered);
  expect(run.kills).toBeLessThanOrEqual(run.crashes);
  expect(run.overdue).toBeLessThanOrEqual(waiting + inFlight);
  expect(run.peakRows).toBeLessThanOrEqual(submitted);
  const { elasticLimit, otherWork = [], otherAsyncExecutionsPerDay } = drawn.org;
  const ceiling = run.dailyLimit * (elasticLimit ? 2 : 1);
  if (otherWork.length === 0) {
    expect(run.peakExecutions).toBeLessThanOrEqual(Math.max(otherAsyncExecutionsPerDay, ceiling));
  }
}

describe('every scenario', () => {
  test('keeps each request in exactly one place, and every count agrees with every other', () => {
    fc.assert(
      fc.property(anySettings, fc.nat(1000), (drawn, replication) => {
        const run = new Simulation(drawn).run(replication);
        expectLaws(drawn, run);
        if (drawn.rule !== 'kit') return;
        expect(run.limitExceptions).toBe(0);
        // Only a job that is killed takes requests with it, and only those that have no row.
        if (run.kills === 0 || drawn.sender.durability === 'row') expect(run.lost).toBe(0);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  test('comes to the same whether somebody watches or not', () => {
    fc.assert(
      fc.property(anySettings, (drawn) => {
        let events = 0;
        const watched = new Simulation(drawn, () => {
          events++;
        });
        const run = watched.run(0);
        expect(numbers(run)).toEqual(numbers(new Simulation(drawn).run(0)));
        if (drawn.rule === 'kit') expect(events > 0).toBe(run.submitted + run.refused > 0);
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  test('gives the same numbers for the same seed and replication, whatever ran before', () => {
    fc.assert(
      fc.property(anySettings, fc.nat(50), fc.nat(50), (drawn, a, b) => {
        const simulation = new Simulation(drawn);
        const first = numbers(simulation.run(a));
        simulation.run(b);
        expect(numbers(simulation.run(a))).toEqual(first);
        expect(numbers(new Simulation(drawn).run(a))).toEqual(first);
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  test('gives other numbers for another seed and another replication', () => {
    const parts = { bursts: [burst(200)], errorRates: { '408': 0.5 } };
    const runs = [settings(parts), settings(parts, { seed: 2 })].flatMap((each) =>
      [0, 1].map((replication) => JSON.stringify(numbers(new Simulation(each).run(replication)))),
    );
    expect(new Set(runs).size).toBe(4);
  });
});

describe('monotony, draw for draw', () => {
  // With one request to a lane, nothing but the endpoint decides about a request.
  const alone = (toMinute: number, failureRate: number) =>
    numbers(
      new Simulation(
        settings({
          bursts: [burst(300, 1)],
          outages: [outage(0, toMinute, { failureRate })],
          errorRates: { '503': 0.05 },
        }),
      ).run(0),
    ) as { delivered: number; delays: number[]; calls: number };

  test('a longer outage never delivers more, nor earlier', () => {
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), (a, b) => {
        const [short, long] = [alone(Math.min(a, b), 1), alone(Math.max(a, b), 1)];
        expect(long.delivered).toBeLessThanOrEqual(short.delivered);
        long.delays.forEach((delay, rank) => {
          expect(delay).toBeGreaterThanOrEqual(short.delays[rank] ?? 0);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a higher failure rate never delivers more, nor earlier', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [mild, bad] = [alone(60, Math.min(a, b)), alone(60, Math.max(a, b))];
        expect(bad.delivered).toBeLessThanOrEqual(mild.delivered);
        expect(bad.calls).toBeGreaterThanOrEqual(mild.calls);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the end of a run', () => {
  test('at the horizon, what waits in queued jobs is waiting and what runs is in flight', () => {
    // Ten requests, one job, calls of 19 s that all succeed: at 1 h the job of minute 59 has answered three.
    const parts = { bursts: [burst(10, 10, { atMinute: 59 })], latencyMs: 19_000, horizonHours: 1 };
    const { delivered, inFlight, waiting } = new Simulation(settings(parts)).run(0);
    expect([delivered, inFlight, waiting]).toEqual([3, 7, 0]);
  });

  test('a burst after the horizon is not submitted', () => {
    const parts = { bursts: [burst(10), burst(20, 20, { atMinute: 90 })], horizonHours: 1 };
    expect(new Simulation(settings(parts)).run(0).submitted).toBe(10);
  });
});
