import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import type { Integration } from '../../src/config/types.ts';
import { limitsOf } from '../../src/simulate/limits.ts';
import { type PlannedRun, planRuns } from '../../src/simulate/plan.ts';
import { config, configScenario, integration, runScenario } from './config.ts';

function planned(retry: Partial<Integration['retry']> = {}, name = 'small', timeoutSeconds = 20): PlannedRun {
  const base = integration('Crm');
  const file = {
    ...config([configScenario('small', ['Crm'])]),
    integrations: [{ ...base, timeoutSeconds, retry: { ...base.retry, ...retry } }],
  };
  const [run] = planRuns(file, { scenarios: [name], integration: null }, senderOf);
  if (!run) throw new Error('nothing planned');
  return run;
}

describe('one scenario', () => {
  test('runs the kit as often as asked, and the naive rules beside it', async () => {
    const result = await runScenario(planned(), { seed: 4, replications: 30, precision: 0 });
    expect([result.name, result.integration, result.seed, result.replications]).toEqual([
      'small',
      'Crm',
      4,
      30,
    ]);
    expect(result.naive.map(({ rule, replications }) => [rule, replications])).toEqual([
      ['one-job-per-record', 20],
      ['retry-in-seconds', 20],
    ]);
    expect(result.metrics.delivered.mean).toBe(20);
    expect(result.passed).toBe(true);
  });

  test('gives the same JSON twice', async () => {
    const json = async () =>
      JSON.stringify(await runScenario(planned({}, 'brown-out'), { seed: 1, replications: 3 }));
    expect(await json()).toBe(await json());
  });

  test('names the assumptions and the load of the org', async () => {
    const { assumptions } = await runScenario(planned(), { seed: 1, replications: 1 });
    expect(assumptions[0]).toBe(
      'A job starts later than it may: log-normal, median 3 s, sigma 1.2, at most 15 min. Salesforce publishes no figure.',
    );
    expect(assumptions[2]).toContain('uses 40,000 asynchronous executions');
  });

  test('the naive rules collapse: everything lost to LimitExceptions, or every retry in one minute', async () => {
    const { metrics, naive } = await runScenario(planned({}, 'outage-40-minutes'), {
      seed: 1,
      replications: 2,
    });
    const [perRecord, inSeconds] = naive;
    expect(perRecord?.metrics.lost.min).toBe(2000);
    expect(inSeconds?.metrics['retryWave.worstMinuteShare'].min).toBeGreaterThan(0.95);
    expect(inSeconds?.metrics.deadLettered.min).toBe(2000);
    expect([metrics.lost.max, metrics.deadLettered.max]).toEqual([0, 0]);
    expect(metrics['retryWave.worstMinuteShare'].max).toBeLessThan(0.4);
  });
});

describe('what limits a policy', () => {
  const limits = (retry: Partial<Integration['retry']>, timeoutSeconds = 20) =>
    limitsOf(planned(retry, 'small', timeoutSeconds));

  test('the waits of its retries, added up', () => {
    expect(limits({})[0]).toBe(
      'The 6 retries of a request wait 55 min at most, half of that on average; after 240 min there is none any more.',
    );
    expect(limits({ jitter: 'additive', maxRetries: 1 })[0]).toBe(
      'The one retry of a request waits 10 min at most; after 240 min there is none any more.',
    );
    expect(limits({ jitter: 'decorrelated', maxRetries: 2 })[0]).toContain('wait 20 min at most; after');
    expect(limits({ maxRetries: 3, immediateRetries: 1 })[0]).toContain('wait 15 min at most');
    expect(limits({ maxRetries: 0 })[0]).toBe('A request is tried once and never again.');
  });

  test('the calls that fit into a job', () => {
    expect(limits({})[1]).toBe(
      'A job tries 10 requests, but only 6 if each runs into its time-out, and stops after three outages in a row.',
    );
    expect(limits({}, 10)[1]).toBe('A job tries 10 requests, and stops after three outages in a row.');
  });

  test('the executions that are left', () => {
    expect(limits({})[2]).toContain('Of 250,000 executions in 24 hours, 185,000 are left for it');
    expect(limits({ reservePercent: 90 })[2]).toContain(', 0 are left for it');
  });
});
