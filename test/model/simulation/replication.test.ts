import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JITTERS } from '../../../src/model/policy/policy.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import { RULES, type SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { burst, outage, policy, sender, settings } from './settings.ts';

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const failure = fc.constantFrom<(number | 'timeout')[]>(503, 408, 429, 400, 'timeout');

const anyBurst = fc.record({
  atMinute: fc.nat(120),
  requests: fc.integer({ min: 1, max: 300 }),
  context: fc.constantFrom('sync' as const, 'async' as const),
  recordsPerTransaction: fc.constantFrom(1, 7, 60, 200, 700),
});

const anyOutage = fc.record({
  fromMinute: fc.nat(100),
  toMinute: fc.integer({ min: 100, max: 300 }),
  failureRate: share,
  failure,
});

const anyPolicy = fc
  .record({
    maxRetries: fc.nat(8),
    baseDelaySeconds: fc.constantFrom(1, 30, 60, 300, 1500),
    maxDelaySeconds: fc.constantFrom(60, 600, 3600),
    jitter: fc.constantFrom(...JITTERS),
    immediateRetries: fc.nat(2),
    maxElapsedMs: fc.constantFrom(60_000, 3_600_000, 14_400_000),
  })
  .map(({ baseDelaySeconds, maxDelaySeconds, ...rest }) => ({
    ...policy,
    ...rest,
    baseDelayMs: Math.min(baseDelaySeconds, maxDelaySeconds) * 1000,
    maxDelayMs: maxDelaySeconds * 1000,
  }));

const anySettings: fc.Arbitrary<SimulationSettings> = fc
  .record({
    bursts: fc.array(anyBurst, { minLength: 1, maxLength: 4 }),
    outages: fc.array(anyOutage, { maxLength: 2 }),
    errorRate: share,
    latencyMs: fc.constantFrom(0, 300, 15_000, 30_000),
    horizonHours: fc.constantFrom(1, 3, 48),
    drawnPolicy: anyPolicy,
    requestsPerJob: fc.constantFrom(1, 3, 10, 100),
    maxLanes: fc.constantFrom(1, 5, 50),
    reservePercent: fc.constantFrom(0, 10),
    others: fc.constantFrom(0, 224_900, 249_990, 250_000, 300_000),
    queueMs: fc.constantFrom(0, 3000),
    edition: fc.constantFrom('enterprise' as const, 'developer' as const),
    rule: fc.constantFrom(...RULES),
    seed: fc.nat(),
  })
  .map((drawn) =>
    settings(
      {
        bursts: drawn.bursts,
        outages: drawn.outages,
        errorRates: { '503': drawn.errorRate / 2, '400': drawn.errorRate / 4 },
        latencyMs: drawn.latencyMs,
        horizonHours: drawn.horizonHours,
      },
      {
        sender: {
          ...sender,
          policy: drawn.drawnPolicy,
          timeoutMs: 20_000,
          requestsPerJob: drawn.requestsPerJob,
          maxLanes: drawn.maxLanes,
          reservePercent: drawn.reservePercent,
        },
        org: { edition: drawn.edition, userLicenses: 200, otherAsyncExecutionsPerDay: drawn.others },
        rule: drawn.rule,
        seed: drawn.seed,
        queueLatencyMs: { distribution: 'lognormal', median: drawn.queueMs, sigma: 1.2 },
      },
    ),
  );

/** All that a replication came to, as plain data. */
function numbers({ deliveryMs, ...rest }: Outturn): unknown {
  const delays = Array.from({ length: deliveryMs.total }, (_, index) => deliveryMs.atRank(index + 1));
  const plain = Object.entries(rest).map(([name, value]) => [
    name,
    value instanceof Float64Array ? [...value] : value,
  ]);
  return { ...Object.fromEntries(plain), delays };
}

describe('every scenario', () => {
  test('keeps each request in exactly one place, and the kit loses none', () => {
    fc.assert(
      fc.property(anySettings, fc.nat(1000), (drawn, replication) => {
        const run = new Simulation(drawn).run(replication);
        const { submitted, delivered, deadLettered, waiting, inFlight, lost } = run;
        expect(delivered + deadLettered + waiting + inFlight + lost).toBe(submitted);
        if (drawn.rule === 'kit') expect([lost, run.limitExceptions]).toEqual([0, 0]);
        expect(run.deliveryMs.total).toBe(delivered);
        expect(run.callsPerMinute.reduce((sum, calls) => sum + calls, 0)).toBe(run.calls);
        const used = run.peakExecutions - drawn.org.otherAsyncExecutionsPerDay;
        expect(used === 0 || run.peakExecutions <= run.dailyLimit).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same numbers for the same seed and replication, whatever ran before', () => {
    fc.assert(
      fc.property(anySettings, fc.nat(50), fc.nat(50), (drawn, a, b) => {
        const simulation = new Simulation(drawn);
        const first = numbers(simulation.run(a));
        simulation.run(b);
        expect(numbers(simulation.run(a))).toEqual(first);
        expect(numbers(new Simulation(drawn).run(a))).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

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
