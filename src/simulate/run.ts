import { setImmediate } from 'node:timers/promises';
import { Replications } from '../model/simulation/batch.ts';
import { Experiment, type ExperimentResult } from '../model/simulation/experiment.ts';
import { METRICS } from '../model/simulation/metrics.ts';
import type { NaiveResult, ScenarioResult } from '../model/simulation/scenario-result.ts';
import { RULES, type RuleName } from '../model/simulation/settings.ts';
import { prepare } from '../model/simulation/simulate.ts';
import { assumptionsOf } from './assumptions.ts';
import { policyText, workloadText } from './describe.ts';
import { limitsOf } from './limits.ts';
import type { PlannedRun } from './plan.ts';
import { windowsOf } from './windows.ts';

export interface RunOptions {
  /** Integer in [0, 2^53). */
  readonly seed: number;
  /** At most so many. */
  readonly replications: number;
  /** Relative half-width at which a metric is known well enough; left out: 2 %. 0: all replications are run. */
  readonly precision?: number;
}

const NAIVE = RULES.filter((rule) => rule !== 'kit');

/** Enough to compare with: what the naive rules do wrong shows in the first digit. */
const MOST_NAIVE_REPLICATIONS = 20;

/** Between replications other events of the process get their turn: Ctrl-C above all. */
async function experiment(run: PlannedRun, rule: RuleName, options: RunOptions): Promise<ExperimentResult> {
  const { settings, plan } = prepare({ ...run, ...options, rule });
  const replications = new Replications(settings);
  const running = new Experiment(settings, plan);
  while (running.wanted > 0) {
    running.add(replications.run(running.replications, 1));
    await setImmediate();
  }
  return running.result();
}

async function naive(run: PlannedRun, rule: NaiveResult['rule'], options: RunOptions): Promise<NaiveResult> {
  const { metrics, timelines } = await experiment(run, rule, { ...options, precision: 0 });
  const calls = timelines.find(({ id }) => id === 'endpoint.calls')?.perMinute ?? [];
  const callsPerMinute = calls.slice(0, calls.findLastIndex((value) => value > 0) + 1);
  return { rule, replications: options.replications, metrics, callsPerMinute };
}

/**
 * Runs one scenario for one integration: the kit, and beside it the naive rules on the same endpoint and the same draws.
 *
 * @throws UserError as `simulate` of the model does
 */
export async function runScenario(run: PlannedRun, options: RunOptions): Promise<ScenarioResult> {
  const { metrics, expectations, passed, timelines, delivery, replications } = await experiment(
    run,
    'kit',
    options,
  );
  const imprecise = METRICS.flatMap(({ id }) =>
    metrics[id].mean === null || metrics[id].precise ? [] : [id],
  );
  const beside: NaiveResult[] = [];
  const few = Math.min(options.replications, MOST_NAIVE_REPLICATIONS);
  for (const rule of NAIVE) beside.push(await naive(run, rule, { ...options, replications: few }));
  const { workload, endpoint } = run.scenario;
  const { edition, userLicenses, otherAsyncExecutionsPerDay } = run.org;
  return {
    name: run.scenario.name,
    integration: run.integration,
    seed: options.seed,
    replications,
    stoppedBy: replications < options.replications ? 'precision' : 'replications',
    imprecise,
    metrics,
    expectations,
    passed,
    workload: {
      requests: workload.bursts.reduce((sum, { requests }) => sum + requests, 0),
      horizonHours: workload.horizonHours,
      text: workloadText(workload),
    },
    policy: { sender: run.sender, text: policyText(run.sender) },
    org: { edition, userLicenses, otherAsyncExecutionsPerDay },
    assumptions: assumptionsOf(run),
    limits: limitsOf(run),
    timelines,
    windows: windowsOf(endpoint),
    delivery,
    naive: beside,
    sensitivity: [],
    comparison: null,
  };
}
