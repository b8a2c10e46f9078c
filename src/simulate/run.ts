import { setImmediate } from 'node:timers/promises';
import type { ExperimentResult } from '../model/simulation/experiment.ts';
import type { NaiveResult, ScenarioResult } from '../model/simulation/scenario-result.ts';
import { RULES, type RuleName } from '../model/simulation/settings.ts';
import { prepare } from '../model/simulation/simulate.ts';
import { assumptionsOf } from './assumptions.ts';
import { limitsOf } from './limits.ts';
import type { PlannedRun } from './plan.ts';

export interface RunOptions {
  /** Integer in [0, 2^53). */
  readonly seed: number;
  /** All of them are run: stopping at a precision is left to a later version. */
  readonly replications: number;
}

const NAIVE = RULES.filter((rule) => rule !== 'kit');

/** Enough to compare with: what the naive rules do wrong shows in the first digit. */
const MOST_NAIVE_REPLICATIONS = 20;

/** Between replications other events of the process get their turn: Ctrl-C above all. */
async function experiment(run: PlannedRun, rule: RuleName, options: RunOptions): Promise<ExperimentResult> {
  const { experiment, replications } = prepare({ ...run, ...options, rule });
  for (let replication = 0; replication < replications; replication++) {
    experiment.step();
    await setImmediate();
  }
  return experiment.result();
}

async function naive(run: PlannedRun, rule: NaiveResult['rule'], options: RunOptions): Promise<NaiveResult> {
  const { metrics, callsPerMinute } = await experiment(run, rule, options);
  return { rule, replications: options.replications, metrics, callsPerMinute };
}

/**
 * Runs one scenario for one integration: the kit, and beside it the naive rules on the same endpoint and the same draws.
 *
 * @throws UserError as `simulate` of the model does
 */
export async function runScenario(run: PlannedRun, options: RunOptions): Promise<ScenarioResult> {
  const { metrics, expectations, passed, callsPerMinute } = await experiment(run, 'kit', options);
  const beside: NaiveResult[] = [];
  const replications = Math.min(options.replications, MOST_NAIVE_REPLICATIONS);
  for (const rule of NAIVE) beside.push(await naive(run, rule, { ...options, replications }));
  return {
    name: run.scenario.name,
    integration: run.integration,
    ...options,
    metrics,
    expectations,
    passed,
    assumptions: assumptionsOf(run),
    limits: limitsOf(run),
    timeline: { callsPerMinute, outages: run.scenario.endpoint.outages },
    naive: beside,
  };
}
