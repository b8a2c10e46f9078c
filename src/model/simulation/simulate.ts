import { UserError } from '../user-error.ts';
import { Replications } from './batch.ts';
import { checkSettings } from './check.ts';
import { Experiment, type ExperimentResult, type Plan } from './experiment.ts';
import { metricOf } from './gates.ts';
import { DEFAULT_PRECISION } from './precision.ts';
import type { LatencySettings, OrgSettings, Scenario } from './scenario.ts';
import {
  ASSUMED_QUEUE_LATENCY,
  type RuleName,
  type SenderSettings,
  type SimulationSettings,
} from './settings.ts';

/** What {@link simulate} runs. */
export interface SimulateOptions {
  readonly scenario: Scenario;
  readonly sender: SenderSettings;
  readonly org: OrgSettings;
  /** Default: `kit`. */
  readonly rule?: RuleName;
  /** Default 1. Integer in [0, 2^53). */
  readonly seed?: number;
  /** At most so many. Default 200. Integer from 1 to 1,000,000. */
  readonly replications?: number;
  /**
   * It ends sooner when every metric is known to within this share of itself, after ten replications at least. Default
   * 0.02; 0 runs all replications.
   */
  readonly precision?: number;
  /** Default: that of the org, which by default is the assumption that every report names. */
  readonly queueLatencyMs?: LatencySettings;
}

export const DEFAULT_SEED = 1;
export const DEFAULT_REPLICATIONS = 200;
const MAX_REPLICATIONS = 1_000_000;

/** A checked scenario, and how long to go on with it. */
export interface Prepared {
  readonly settings: SimulationSettings;
  readonly plan: Plan;
}

/**
 * Checks everything before anything is run.
 *
 * @throws UserError `ImpossibleScenario`, `BadSeed`, `BadReplications`, `UnknownMetric`
 */
export function prepare(options: SimulateOptions): Prepared {
  const replications = options.replications ?? DEFAULT_REPLICATIONS;
  if (!Number.isInteger(replications) || replications < 1 || replications > MAX_REPLICATIONS) {
    throw new UserError({ area: 'simulate', code: 'BadReplications', values: [String(replications)] });
  }
  const { scenario, sender, org } = options;
  const settings: SimulationSettings = {
    scenario,
    sender,
    org,
    rule: options.rule ?? 'kit',
    seed: options.seed ?? DEFAULT_SEED,
    queueLatencyMs: options.queueLatencyMs ?? org.queueLatencyMs ?? ASSUMED_QUEUE_LATENCY,
  };
  checkSettings(settings);
  for (const expectation of scenario.expect) metricOf(expectation);
  return { settings, plan: { replications, precision: options.precision ?? DEFAULT_PRECISION } };
}

/**
 * Simulates a scenario. The result depends on the options alone: same options, same numbers, on any machine.
 *
 * @example
 * const { passed, metrics } = simulate({ scenario, sender, org });
 * expect(metrics.lost.max).toBe(0);
 *
 * @throws UserError `ImpossibleScenario`, `BadSeed`, `BadReplications`, `UnknownMetric`, `TooManyEvents`,
 *   `TooManyEventsAtOnce`
 */
export function simulate(options: SimulateOptions): ExperimentResult {
  const { settings, plan } = prepare(options);
  const replications = new Replications(settings);
  const experiment = new Experiment(settings, plan);
  while (experiment.wanted > 0) {
    experiment.add(replications.run(experiment.replications, experiment.wanted));
  }
  return experiment.result();
}
