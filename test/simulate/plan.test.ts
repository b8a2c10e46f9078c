import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import type { RetryConfig } from '../../src/config/types.ts';
import { type PlannedRun, planRuns, type Selection } from '../../src/simulate/plan.ts';
import { config, configScenario } from './config.ts';

function plan(of: RetryConfig, selection: Partial<Selection> = {}): readonly PlannedRun[] {
  return planRuns(of, { scenarios: [], integration: null, ...selection }, senderOf);
}

function names(runs: readonly PlannedRun[]): string[] {
  return runs.map(({ scenario, integration }) => `${scenario.name} ${integration}`);
}

const BOTH = ['Erp_Orders', 'Crm'];

describe('what is run', () => {
  test('the scenarios of the file, each for its integrations', () => {
    const scenarios = [configScenario('a', BOTH), configScenario('b', ['Crm'])];
    expect(names(plan(config(scenarios)))).toEqual(['a Erp_Orders', 'a Crm', 'b Crm']);
  });

  test('all built-in scenarios, for each integration, where the file has none', () => {
    expect(names(plan(config([], ['Crm'])))).toEqual([
      'outage-40-minutes Crm',
      'brown-out Crm',
      'rate-limited Crm',
      'flapping Crm',
      'bulk-10000-records Crm',
      'async-limit-nearly-used Crm',
      'slow-then-dead Crm',
      'lost-answers Crm',
      'metastable Crm',
    ]);
    expect(plan(config())).toHaveLength(18);
  });

  test('named scenarios in the order of the command line, once each, built-in ones among them', () => {
    const file = config([configScenario('a', BOTH), configScenario('b', BOTH)], ['Crm']);
    expect(names(plan(file, { scenarios: ['b', 'flapping', 'b'] }))).toEqual(['b Crm', 'flapping Crm']);
  });

  test('a scenario of the file hides the built-in one of its name', () => {
    const [run] = plan(config([configScenario('flapping', BOTH)], ['Crm']), { scenarios: ['flapping'] });
    expect(run?.scenario.workload.bursts[0]?.requests).toBe(20);
  });

  test('one integration, when it is named', () => {
    const scenarios = [configScenario('a', BOTH), configScenario('b', ['Erp_Orders'])];
    expect(names(plan(config(scenarios), { integration: 'Crm' }))).toEqual(['a Crm']);
  });
});

describe('what a run gets from the config', () => {
  test('the sender in the units of the model', () => {
    const [run] = plan(config());
    expect(run?.sender).toMatchObject({
      timeoutMs: 20_000,
      requestsPerJob: 10,
      maxLanes: 5,
      reservePercent: 10,
    });
    expect(run?.sender.policy).toMatchObject({
      baseDelayMs: 300_000,
      backoffPercent: 200,
      maxAgeMs: 259_200_000,
    });
  });

  test('the org of the file; a busier one where the scenario is about that', () => {
    const runs = plan(config([], ['Crm']));
    const others = (name: string) =>
      runs.find(({ scenario }) => scenario.name === name)?.org.otherAsyncExecutionsPerDay;
    expect([others('brown-out'), others('async-limit-nearly-used')]).toEqual([40_000, 222_500]);
  });
});

describe('what cannot be run', () => {
  test('an unknown scenario', () => {
    const act = () => plan(config([configScenario('a', BOTH)]), { scenarios: ['outage'] });
    expect(act).toThrow('simulate.UnknownScenario outage');
  });

  test('an unknown integration', () => {
    expect(() => plan(config(), { integration: 'Erp' })).toThrow('simulate.UnknownIntegration Erp');
  });

  test('scenarios that are all for other integrations', () => {
    const act = () => plan(config([configScenario('a', ['Crm'])]), { integration: 'Erp_Orders' });
    expect(act).toThrow('simulate.NothingToSimulate Erp_Orders');
  });
});
