import { describe, expect, test } from 'vitest';
import { otherExecutions } from '../../../src/model/simulation/limits/other-work.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { OrgSettings } from '../../../src/model/simulation/scenario.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import type { TraceEvent } from '../../../src/model/simulation/trace.ts';
import { burst, org, outage, policy, sender, settings } from './settings.ts';

const MINUTE = 60_000;

function run(
  parts: Parameters<typeof settings>[0],
  more: Partial<OrgSettings>,
  others: Partial<SimulationSettings> = {},
): Outturn & { events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const simulation = new Simulation(settings(parts, { ...others, org: { ...org, ...more } }), (event) =>
    events.push(event),
  );
  return { ...simulation.run(0), events };
}

/** Ten lanes of one job each: it lasts for a call of 10 s and a second more. */
const ten = { bursts: [burst(10, 1)], latencyMs: 10_000 };

describe('a limit of jobs at the same time', () => {
  const starts = (maxConcurrentJobs: number): number[] =>
    run(ten, { maxConcurrentJobs }).events.flatMap(({ kind, atMs }) => (kind === 'job-start' ? [atMs] : []));

  test('lets so many run, and the next ones as they end, in the order in which they came', () => {
    expect(starts(4)).toEqual([0, 0, 0, 0, 11_000, 11_000, 11_000, 11_000, 22_000, 22_000]);
  });

  test('makes no difference where no more run anyway', () => {
    expect(starts(10)).toEqual(Array(10).fill(0));
    expect(starts(0)).toEqual(Array(10).fill(0));
  });

  test('serialises lanes, and loses none of their requests', () => {
    const { delivered, lastFinalAtMs } = run(ten, { maxConcurrentJobs: 1 });
    expect([delivered, lastFinalAtMs]).toEqual([10, 9 * 11_000 + 10_000]);
  });
});

describe('elastic limits', () => {
  const naive: Partial<SimulationSettings> = { rule: 'one-job-per-record' };
  const full = { otherAsyncExecutionsPerDay: 249_996 };

  test('take jobs beyond the daily limit, which run one at a time', () => {
    const { events, refusedExecutions, peakExecutions, delivered } = run(
      ten,
      { ...full, elasticLimit: true },
      naive,
    );
    const starts = events.flatMap(({ kind, atMs }) => (kind === 'job-start' ? [atMs] : []));
    expect([refusedExecutions, peakExecutions, delivered]).toEqual([0, 250_006, 10]);
    expect(starts).toEqual([0, 11_000, 22_000, 33_000, 44_000, 55_000, 66_000, 77_000, 88_000, 99_000]);
  });

  test('without them the jobs beyond it are refused', () => {
    const { refusedExecutions, delivered, lost } = run(ten, full, naive);
    expect([refusedExecutions, delivered, lost]).toEqual([6, 4, 6]);
  });

  test('have a second ceiling, which is twice the daily limit', () => {
    const others = { otherAsyncExecutionsPerDay: 499_996, elasticLimit: true };
    expect(run(ten, others, naive).refusedExecutions).toBe(6);
  });

  test('the kit keeps its reserve of the daily limit all the same', () => {
    const { calls, waiting } = run(ten, { otherAsyncExecutionsPerDay: 230_000, elasticLimit: true });
    expect([calls, waiting]).toEqual([0, 10]);
  });
});

describe('the rest of the org', () => {
  const work = { fromMinute: 60, toMinute: 120, executions: 6000 };
  const at = (minute: number) => otherExecutions({ ...org, otherWork: [work] }, minute * MINUTE);

  test('makes extra executions evenly over their time; they leave the window a day later', () => {
    expect([0, 60, 90, 120, 1000, 1500, 1530, 1560].map(at)).toEqual([0, 0, 3000, 6000, 6000, 6000, 3000, 0]);
  });

  test('leaves the integration what it does not need, when it does not need it', () => {
    const migration = { otherWork: [{ fromMinute: 0, toMinute: 10, executions: 230_000 }] };
    const parts = { bursts: [burst(1), burst(1, 1, { atMinute: 20 })], horizonHours: 30 };
    const { delivered, events, peakExecutions } = run(parts, migration);
    const calls = events.flatMap(({ kind, atMs }) => (kind === 'attempt' ? [Math.floor(atMs / MINUTE)] : []));
    // The second waits in its row until enough of the migration is a day old: 5,000 of it, after an hour's quarter.
    expect(delivered).toBe(2);
    expect(calls[0]).toBe(0);
    expect(calls[1]).toBeGreaterThanOrEqual(1440);
    expect(peakExecutions).toBeGreaterThanOrEqual(230_000);
  });

  test('raises the peak of the org also while the integration does nothing', () => {
    const migration = { otherWork: [{ fromMinute: 100, toMinute: 101, executions: 7000 }] };
    expect(run({ bursts: [burst(1)] }, migration).peakExecutions).toBe(7001);
  });
});

test('a row that is due and waits for the daily limit is parked: its request is no older for it', () => {
  // It fails at once, and again a day later: 25 minutes of that day were its own wait, the rest the limit's.
  const patient = { ...policy, jitter: 'none', baseDelayMs: 25 * MINUTE, maxDelayMs: 25 * MINUTE } as const;
  const { events } = run(
    { bursts: [burst(1)], outages: [outage(0, 2880)], horizonHours: 48 },
    { otherWork: [{ fromMinute: 5, toMinute: 10, executions: 240_000 }] },
    { sender: { ...sender, policy: { ...patient, maxElapsedMs: 60 * MINUTE } } },
  );
  const decisions = events.flatMap((event) => (event.kind === 'decision' ? [event] : []));
  expect(decisions[1]?.atMs).toBeGreaterThan(1440 * MINUTE);
  expect(decisions.map(({ decision }) => decision.next.step)).toEqual(['retry', 'retry', 'dead-letter']);
});

describe("waits that are nobody's delay", () => {
  const chain = { bursts: [burst(70, 70)] };
  const lane = { sender: { ...sender, maxLanes: 1 } };
  const starts = (more: Partial<OrgSettings>, others: Partial<SimulationSettings> = lane): number[] =>
    run(chain, more, others).events.flatMap(({ kind, atMs }) => (kind === 'job-start' ? [atMs] : []));

  test('a job lasts a second longer than its callouts, or as long as is said', () => {
    expect(starts({}).slice(0, 3)).toEqual([0, 1000, 2000]);
    expect(starts({ jobOverheadMs: 250 }).slice(0, 3)).toEqual([0, 250, 500]);
  });

  test('deep chains wait from their fifth job on', () => {
    expect(starts({ deepChainDelaySeconds: 30 })).toEqual([0, 1000, 2000, 3000, 34_000, 65_000, 96_000]);
  });

  test('the default delay of the org holds for jobs that are enqueued without one: those of the naive rules', () => {
    const { events } = run(
      { bursts: [burst(1)] },
      { defaultDelaySeconds: 90 },
      { rule: 'one-job-per-record' },
    );
    expect(events.find(({ kind }) => kind === 'job-start')?.atMs).toBe(90_000);
    expect(starts({ defaultDelaySeconds: 90 })[0]).toBe(0);
  });

  test('measured queue latencies are believed, however long; assumed ones end at 15 minutes', () => {
    const measured = { distribution: 'empirical', quantiles: [7_200_000, 7_200_000] } as const;
    expect(starts({}, { ...lane, queueLatencyMs: measured })[0]).toBe(7_200_000);
    const assumed = { distribution: 'constant', value: 7_200_000 } as const;
    expect(starts({}, { ...lane, queueLatencyMs: assumed })[0]).toBe(900_000);
  });
});

describe('a job that is so late that its lease is nearly over', () => {
  const row: Partial<SimulationSettings> = {
    sender: { ...sender, durability: 'row', policy: { ...policy, maxRetries: 3 } },
  };

  test('gives its rows back, and they are sent by another', () => {
    // Two hours are the lease; ten minutes of it must be left.
    const late = { distribution: 'empirical', quantiles: [6_700_000, 6_700_000] } as const;
    const { delivered, lost, events } = run(
      { bursts: [burst(10)], horizonHours: 24 },
      {},
      { ...row, queueLatencyMs: late },
    );
    const [first] = events.filter(({ kind }) => kind === 'job-end');
    expect(first?.kind === 'job-end' && first.rows.length).toBe(10);
    expect(lost + delivered).toBeLessThanOrEqual(10);
    expect(lost).toBe(0);
  });

  test('one that is not late sends them itself', () => {
    const inTime = { distribution: 'empirical', quantiles: [6_500_000, 6_500_000] } as const;
    const { delivered } = run({ bursts: [burst(10)] }, {}, { ...row, queueLatencyMs: inTime });
    expect(delivered).toBe(10);
  });
});

describe('Developer Edition', () => {
  test('ends a chain of the naive rule after five jobs, never one of the kit, which sets its depth', () => {
    const parts = { bursts: [burst(1, 1)], outages: [outage(0, 600)] };
    const edition = { edition: 'developer' } as const;
    expect(run(parts, edition, { rule: 'one-job-per-record' }).deepestChain).toBe(5);
    expect(run(parts, edition).deepestChain).toBe(7);
  });
});
