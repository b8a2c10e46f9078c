import { describe, expect, test } from 'vitest';
import { METRICS, type MetricId } from '../../../src/model/simulation/metrics.ts';
import { Simulation } from '../../../src/model/simulation/replication.ts';
import type { SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { simulate } from '../../../src/model/simulation/simulate.ts';
import { burst, org, outage, scenario, sender, settings } from './settings.ts';

function measured(
  parts: Parameters<typeof settings>[0],
  more: Partial<SimulationSettings> = {},
): Record<MetricId, number | null> {
  const run = new Simulation(settings(parts, more)).run(0);
  return Object.fromEntries(METRICS.map(({ id, measure }) => [id, measure(run)])) as Record<
    MetricId,
    number | null
  >;
}

describe('metrics of one replication', () => {
  test('drained: the minute in which the last request became final, and null while one waits', () => {
    const done = measured({ bursts: [burst(10, 10, { atMinute: 3 })], latencyMs: 6000 });
    expect(done.drainedMinutes).toBe(4);
    const waiting = measured(
      { bursts: [burst(10)] },
      { org: { ...org, otherAsyncExecutionsPerDay: 249_000 } },
    );
    expect([waiting.drainedMinutes, waiting.waiting]).toEqual([null, 10]);
  });

  test('attempts count per submitted request, amplification per request that was called', () => {
    // Two transactions of 60 are rolled back; the last ten requests are called seven times each.
    const lost = measured(
      { bursts: [burst(130, 60)], outages: [outage(0, 1440)] },
      { rule: 'one-job-per-record' },
    );
    expect([lost.attemptsPerRequest, lost.amplification]).toEqual([70 / 130, 7]);
    expect(measured({ bursts: [burst(60, 60)] }, { rule: 'one-job-per-record' }).amplification).toBeNull();
  });

  test('the peak of a second and of a minute, and what was called in all', () => {
    // One lane, a call every 300 ms: at 0, 300, 600 and 900 ms in the first second.
    const calls = measured({ bursts: [burst(10)], latencyMs: 300 });
    expect([
      calls['endpoint.peakPerSecond'],
      calls['endpoint.peakPerMinute'],
      calls['endpoint.calls'],
    ]).toEqual([4, 10, 10]);
  });

  test('executions of the kit alone, and with the rest of the org', () => {
    const used = measured({ bursts: [burst(200)] }, { org: { ...org, otherAsyncExecutionsPerDay: 50_000 } });
    expect([used['asyncExecutions.total'], used['asyncExecutions.peak24h']]).toEqual([20, 50_020]);
    expect(used['asyncExecutions.shareOfLimit']).toBe(50_020 / 250_000);
  });
});

test('what happens at the horizon itself still counts', () => {
  const parts = { bursts: [burst(10, 10, { atMinute: 60 })], horizonHours: 1 };
  expect(measured(parts).delivered).toBe(10);
});

test('a job never waits longer than 15 minutes to start', () => {
  const { callsPerMinute } = new Simulation(
    settings({ bursts: [burst(1)] }, { queueLatencyMs: { distribution: 'constant', value: 3_600_000 } }),
  ).run(0);
  expect(callsPerMinute.indexOf(1)).toBe(15);
});

test('an interval of a share does not leave 0 to 1', () => {
  const share = (errorRate: number) =>
    simulate({
      scenario: scenario({ bursts: [burst(50)], errorRates: { '400': errorRate } }),
      sender,
      org,
      replications: 5,
    }).metrics.deadLetterShare;
  const [rare, common] = [share(0.01), share(0.99)];
  expect(rare.mean).toBeGreaterThan(0);
  expect(rare.interval?.[0]).toBeGreaterThan(0);
  expect(common.mean).toBeLessThan(1);
  expect(common.interval?.[1]).toBeLessThan(1);
});
