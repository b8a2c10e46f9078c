import { describe, expect, test } from 'vitest';
import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import { type Interleaved, Interleavings } from './interleavings.ts';
import { WORKLOADS } from './workloads.ts';

const MINUTE_MS = 60_000;
const kit = new Interleavings();
const [first] = WORKLOADS;
if (!first) throw new Error('No workloads');

/** A circuit that opens at the first outage, for lanes of one or two requests. */
function tripping(halfOpenProbes: number, durability: 'job' | 'row'): SenderSettings {
  const { sender } = first as { sender: SenderSettings };
  const breaker = { ...sender.breaker, minimumCalls: 1, coolDownMs: 3 * MINUTE_MS, halfOpenProbes };
  const policy = { ...sender.policy, maxRetries: 8 };
  return { ...sender, policy, breaker, durability, requestsPerJob: 1, maxLanes: 4 };
}

/** A run without interruption, and one for each job that may interrupt another at each operation. */
function all(
  sender: SenderSettings,
  answers: readonly number[],
  interleavings: Interleavings,
): readonly Interleaved[] {
  const alone = interleavings.run(sender, answers, null);
  const interrupted = alone.points.flatMap((jobs, at) =>
    Array.from({ length: jobs }, (_, second) => interleavings.run(sender, answers, { at, second })),
  );
  return [alone, ...interrupted];
}

describe('two jobs over one circuit', () => {
  const cases = [1, 2].flatMap((probes) =>
    (['job', 'row'] as const).flatMap((durability) =>
      [{ answers: [503] }, { answers: [503, 503, 503] }, { answers: [503, 503, 503, 503, 200, 503] }].map(
        ({ answers }) => ({ probes, durability, answers }),
      ),
    ),
  );

  test.each(cases)(
    'never probe more than $probes at an opening, in whatever order: $durability, $answers',
    ({ probes, durability, answers }) => {
      const runs = all(tripping(probes, durability), answers, kit);
      expect(runs.flatMap(({ violations }) => violations)).toEqual([]);
      expect(runs.length).toBeGreaterThan(50);
      expect(Math.max(...runs.filter(({ lost }) => lost === 0).map((run) => run.probes))).toBe(probes);
    },
    120_000,
  );

  test('probe more than they may where anybody uses any token', () => {
    const mutation = {
      file: 'CircuitBreaker.cls',
      from: 'token.lane == lane &&\n        token.exp',
      to: 'token.exp',
    };
    const runs = all(tripping(1, 'job'), [503, 503, 503], new Interleavings(mutation));
    expect(runs.flatMap(({ violations }) => violations).join()).toContain('2 probes');
  });
});
