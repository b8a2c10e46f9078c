import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Replications } from '../../../src/model/simulation/batch.ts';
import { Experiment, type Plan } from '../../../src/model/simulation/experiment.ts';
import { METRICS, type Metric, type MetricId } from '../../../src/model/simulation/metrics.ts';
import { isPrecise } from '../../../src/model/simulation/precision.ts';
import { simulate } from '../../../src/model/simulation/simulate.ts';
import { burst, org, outage, scenario, sender, settings } from './settings.ts';

const random = settings({ bursts: [burst(40)], errorRates: { '503': 0.3 }, horizonHours: 6 });
const steady = settings({ bursts: [burst(400)], latencyMs: 5, horizonHours: 2 });

/** Runs an experiment in portions of these sizes, over and over. */
function run(plan: Plan, portions: readonly number[], of = random): Experiment {
  const replications = new Replications(of);
  const experiment = new Experiment(of, plan);
  for (let turn = 0; experiment.wanted > 0; turn++) {
    const count = Math.min(experiment.wanted, portions[turn % portions.length] ?? 1);
    experiment.add(replications.run(experiment.replications, count));
  }
  return experiment;
}

describe('an experiment', () => {
  test('comes to the same, and stops at the same replication, however it is cut', () => {
    const plan = { replications: 90, precision: 0.15 };
    const whole = run(plan, [1000]);
    expect(whole.replications).toBeGreaterThan(10);
    expect(whole.replications).toBeLessThanOrEqual(90);
    const expected = JSON.stringify(whole.result());
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 5 }), (portions) => {
        expect(JSON.stringify(run(plan, portions).result())).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('takes replications in their order only, and no more than it wants', () => {
    const replications = new Replications(steady);
    const experiment = new Experiment(steady, { replications: 12, precision: 0 });
    expect(() => experiment.add(replications.run(1, 1))).toThrow('replications 1 to 2 do not follow 0');
    expect(() => experiment.add(replications.run(0, 13))).toThrow('replications 0 to 13 do not follow 0');
    experiment.add(replications.run(0, 12));
    expect(experiment.wanted).toBe(0);
  });

  test('looks first after ten replications, and ends there when nothing varies', () => {
    const experiment = run({ replications: 1000, precision: 0.02 }, [1], steady);
    expect(experiment.replications).toBe(10);
    const { metrics } = experiment.result();
    for (const { id } of METRICS) {
      if (metrics[id].mean !== null) expect([id, metrics[id].precise]).toEqual([id, true]);
    }
  });

  test('calls nothing precise after fewer than ten', () => {
    const { metrics } = run({ replications: 9, precision: 0.02 }, [9], steady).result();
    expect(metrics.submitted.precise).toBe(false);
  });

  test('runs all there are when no precision is asked for, or none is reached', () => {
    expect(run({ replications: 33, precision: 0 }, [5], steady).replications).toBe(33);
    const never = run({ replications: 30, precision: 0.0001 }, [5]);
    expect(never.replications).toBe(30);
    expect(never.result().metrics['attemptsPerRequest'].precise).toBe(false);
  });

  test('goes on by half of what it has', () => {
    const experiment = new Experiment(random, { replications: 1000, precision: 0.0001 });
    const replications = new Replications(random);
    const looks: number[] = [];
    for (let look = 0; look < 5; look++) {
      experiment.add(replications.run(experiment.replications, experiment.wanted));
      looks.push(experiment.replications);
    }
    expect(looks).toEqual([10, 15, 23, 35, 53]);
  });

  test('is as precise as it says when it stops', () => {
    const experiment = run({ replications: 5000, precision: 0.2 }, [50]);
    const { metrics, replications } = experiment.result();
    expect(replications).toBeLessThan(5000);
    const { mean, interval, precise } = metrics['attemptsPerRequest'];
    expect(precise).toBe(true);
    expect(((interval?.[1] ?? 0) - (interval?.[0] ?? 0)) / 2).toBeLessThanOrEqual((0.2 / 1.2) * (mean ?? 0));
  });

  test('does not wait for a metric that is infinite', () => {
    // Down to the end: nothing is delivered, and all is given up.
    const down = settings({ bursts: [burst(400)], outages: [outage(0, 1440)] }, { sender: { ...sender } });
    const experiment = run({ replications: 60, precision: 0.5 }, [60], down);
    expect(experiment.result().metrics['deliveryMinutes.p50'].mean).toBeNull();
    expect(experiment.replications).toBeLessThan(60);
  });
});

describe('precise enough', () => {
  const metric = (id: MetricId): Metric => METRICS.find((each) => each.id === id) as Metric;

  test('is a half-width of the mean, shrunk so that it holds for the true mean too', () => {
    const p95 = metric('deliveryMinutes.p95');
    expect(isPrecise(p95, 102, [100.01, 103.99], 40, 0.02)).toBe(true);
    expect(isPrecise(p95, 100, [98, 102], 40, 0.02)).toBe(false);
    expect(isPrecise(p95, 100, [98.04, 101.96], 40, 0.02)).toBe(true);
    expect(isPrecise(p95, 0, [0, 0.0001], 40, 0.02)).toBe(false);
  });

  test('is, for what is rare, a twentieth of a percent of the requests', () => {
    expect(isPrecise(metric('deadLetterShare'), 0, [0, 0.001], 40, 0.02)).toBe(true);
    expect(isPrecise(metric('deadLetterShare'), 0, [0, 0.00101], 40, 0.02)).toBe(false);
    expect(isPrecise(metric('lost'), 0, [0, 2], 2000, 0.02)).toBe(true);
    expect(isPrecise(metric('lost'), 0, [0, 2.01], 2000, 0.02)).toBe(false);
  });
});

test('simulate stops by precision, unless it is told not to', () => {
  const queueLatencyMs = { distribution: 'constant', value: 0 } as const;
  const options = { scenario: scenario({ bursts: [burst(400)], latencyMs: 5 }), sender, org, queueLatencyMs };
  expect(simulate(options).replications).toBeLessThan(200);
  expect(simulate({ ...options, precision: 0, replications: 31 }).replications).toBe(31);
});
