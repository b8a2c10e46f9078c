import { describe, expect, test } from 'vitest';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { RuleName, SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { burst, org, outage, settings } from './settings.ts';

function run(
  rule: RuleName,
  parts: Parameters<typeof settings>[0],
  more: Partial<SimulationSettings> = {},
): Outturn {
  return new Simulation(settings(parts, { rule, ...more })).run(0);
}

describe('one job per record', () => {
  test('sends 50 records of a synchronous transaction, and loses all 51 of a larger one', () => {
    const fits = run('one-job-per-record', { bursts: [burst(50, 50)] });
    expect([fits.delivered, fits.lost, fits.limitExceptions, fits.executions]).toEqual([50, 0, 0, 50]);
    const exceeds = run('one-job-per-record', { bursts: [burst(51, 51)] });
    expect([exceeds.delivered, exceeds.lost, exceeds.limitExceptions, exceeds.executions]).toEqual([
      0, 51, 1, 0,
    ]);
  });

  test('sends the one record of an asynchronous transaction, and loses both of two', () => {
    expect(run('one-job-per-record', { bursts: [burst(1, 1, { context: 'async' })] }).delivered).toBe(1);
    expect(run('one-job-per-record', { bursts: [burst(2, 2, { context: 'async' })] }).lost).toBe(2);
  });

  test('a transaction that is rolled back takes only its own records with it', () => {
    const { delivered, lost } = run('one-job-per-record', { bursts: [burst(130, 60)] });
    expect([delivered, lost]).toEqual([10, 120]);
  });

  test('in a Developer Edition the chain ends after five jobs, and the request is lost', () => {
    const parts = { bursts: [burst(1, 1)], outages: [outage(0, 600)] };
    const developer = run('one-job-per-record', parts, { org: { ...org, edition: 'developer' } });
    expect([developer.calls, developer.lost]).toEqual([5, 1]);
    const enterprise = run('one-job-per-record', parts);
    expect([enterprise.calls, enterprise.deadLettered]).toEqual([7, 1]);
  });

  test('at the daily limit the retries are lost: nobody catches the exception', () => {
    const parts = { bursts: [burst(10, 10)], outages: [outage(0, 1)] };
    const { lost, refusedExecutions } = run('one-job-per-record', parts, {
      org: { ...org, otherAsyncExecutionsPerDay: 249_990 },
    });
    expect([lost, refusedExecutions]).toEqual([10, 10]);
  });
});

describe('retry in seconds', () => {
  test('fits its transactions, and spends its four retries within the minute of the failure', () => {
    const outturn = run('retry-in-seconds', { bursts: [burst(200)], outages: [outage(0, 40)] });
    expect([outturn.lost, outturn.deadLettered, outturn.calls]).toEqual([0, 200, 1000]);
    expect(outturn.callsPerMinute[0]).toBe(1000);
  });

  test('gets over a fault of a few seconds', () => {
    const { delivered } = run('retry-in-seconds', { bursts: [burst(200)], errorRates: { '503': 0.2 } });
    expect(delivered).toBeGreaterThan(195);
  });

  test('fits an asynchronous transaction too, one record at a time', () => {
    const { delivered, limitExceptions } = run('retry-in-seconds', {
      bursts: [burst(20, 20, { context: 'async' })],
    });
    expect([delivered, limitExceptions]).toEqual([20, 0]);
  });
});

test('all rules meet the same draws: what fails at the first attempt fails under each', () => {
  const parts = { bursts: [burst(50, 50)], errorRates: { '400': 0.3 } };
  const dead = (['kit', 'one-job-per-record', 'retry-in-seconds'] as const).map(
    (rule) => run(rule, parts).deadLettered,
  );
  expect(dead[0]).toBeGreaterThan(5);
  expect(dead).toEqual([dead[0], dead[0], dead[0]]);
});
