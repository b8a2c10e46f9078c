import { describe, expect, test } from 'vitest';
import { jitteredDelayMs } from '../../../src/model/policy/jitter.ts';
import { stochasticMinutes } from '../../../src/model/policy/minutes.ts';
import type { RetryPolicy } from '../../../src/model/policy/policy.ts';
import { Draws } from '../../../src/model/simulation/random/draws.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { RuleName } from '../../../src/model/simulation/settings.ts';
import { burst, outage, policy, sender, settings } from './settings.ts';

const JOBS = 2000;

/** The published table: 2,000 jobs fail together and keep failing; percent in the same minute at retry 1, 2, 3, 4. */
const TABLE: readonly {
  readonly name: string;
  readonly of: Partial<RetryPolicy>;
  readonly percent: readonly number[];
}[] = [
  {
    name: 'exponential without jitter, base 1',
    of: { jitter: 'none', baseDelayMs: 60_000 },
    percent: [100, 100, 100, 100],
  },
  { name: 'equal jitter, base 5', of: { jitter: 'equal' }, percent: [42, 21, 17, 14] },
  { name: 'full jitter, base 1', of: { jitter: 'full', baseDelayMs: 60_000 }, percent: [54, 39, 24, 12] },
  { name: 'full jitter, base 5', of: { jitter: 'full' }, percent: [21, 11, 9, 7] },
  {
    name: 'decorrelated, base 1',
    of: { jitter: 'decorrelated', baseDelayMs: 60_000 },
    percent: [49, 20, 9, 6],
  },
];

/** The table is arithmetic: delays in whole minutes, added up, no org and no least delay. */
function arithmetic(of: Partial<RetryPolicy>): number[] {
  const drawn = { ...policy, ...of };
  const draws = new Draws();
  draws.start(1, 0);
  const counts = [0, 1, 2, 3].map(() => new Map<number, number>());
  for (let request = 0; request < JOBS; request++) {
    let minute = 0;
    let previousMs = drawn.baseDelayMs;
    counts.forEach((count, retry) => {
      draws.attempt(request, retry + 1);
      previousMs = jitteredDelayMs(drawn, retry, previousMs, draws.jitter);
      minute += stochasticMinutes(previousMs, draws.rounding);
      count.set(minute, (count.get(minute) ?? 0) + 1);
    });
  }
  return counts.map((count) => (Math.max(...count.values()) / JOBS) * 100);
}

function simulated(
  of: Partial<RetryPolicy>,
  rule: RuleName = 'kit',
): { percent: number[]; outturn: Outturn } {
  const parts = { bursts: [burst(JOBS, rule === 'retry-in-seconds' ? 50 : 1)], outages: [outage(0, 1440)] };
  const simulation = new Simulation(
    settings(parts, { rule, sender: { ...sender, policy: { ...policy, ...of } } }),
  );
  const outturn = simulation.run(0);
  return { percent: [1, 2, 3, 4].map((retry) => ((outturn.worstMinute[retry] ?? 0) / JOBS) * 100), outturn };
}

function expectNear(found: readonly number[], expected: readonly number[], tolerance: number): void {
  found.forEach((percent, index) => {
    expect(
      Math.abs(percent - (expected[index] ?? 0)),
      `retry ${index + 1}: ${found.join(' ')}`,
    ).toBeLessThanOrEqual(tolerance);
  });
}

describe('2,000 requests fail together and keep failing', () => {
  test.each(TABLE)('the policy draws as published: $name', ({ of, percent }) => {
    expectNear(arithmetic(of), percent, 4);
  });

  test.each([TABLE[0], TABLE[1], TABLE[4]])('the simulator gives the published waves: $name', (row) => {
    expectNear(simulated(row?.of ?? {}).percent, row?.percent ?? [], 4);
  });

  test('full jitter, base 5: the least delay of a minute takes in those that drew less, then the published waves', () => {
    const { percent } = simulated({ jitter: 'full' });
    // (1 + 1/2) of 5 minutes fall into the first, instead of 1 of 5.
    expectNear(percent, [30, 11, 9, 7], 3);
  });

  test('back-off in seconds puts every retry into the minute of the failure', () => {
    const { percent, outturn } = simulated({}, 'retry-in-seconds');
    expect(percent).toEqual([100, 100, 100, 100]);
    expect(outturn.callsPerMinute[0]).toBe(JOBS * 5);
    expect(outturn.deadLettered).toBe(JOBS);
  });

  test('a jitter that is clamped after the draw would pile up at the cap: ours does not', () => {
    const { outturn } = simulated({ jitter: 'additive', baseDelayMs: 300_000, maxDelayMs: 600_000 });
    // Clamped, all waits from the second retry on would be 10 minutes, and every wave as narrow as the first.
    expect((outturn.worstMinute[4] ?? 0) / JOBS).toBeLessThan(0.16);
  });
});
