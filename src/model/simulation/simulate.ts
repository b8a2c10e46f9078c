import { UserError } from '../user-error.ts';
import { Experiment, type ExperimentResult } from './experiment.ts';
import type { LatencySettings, OrgSettings, Scenario } from './scenario.ts';
import { ASSUMED_QUEUE_LATENCY, type RuleName, type SenderSettings } from './settings.ts';

/** What {@link simulate} runs. */
export interface SimulateOptions {
  readonly scenario: Scenario;
  readonly sender: SenderSettings;
  readonly org: OrgSettings;
  /** Default: `kit`. */
  readonly rule?: RuleName;
  /** Default 1. Integer in [0, 2^53). */
  readonly seed?: number;
  /** Default 200. Integer from 1 to 1,000,000; all of them are run. */
  readonly replications?: number;
  /** Default: the assumption that every report names. */
  readonly queueLatencyMs?: LatencySettings;
}

export const DEFAULT_SEED = 1;
export const DEFAULT_REPLICATIONS = 200;
const MAX_REPLICATIONS = 1_000_000;

/**
 * An experiment that has not begun.
 *
 * @throws UserError `ImpossibleScenario`, `BadSeed`, `BadReplications`, `UnknownMetric`
 */
export function prepare(options: SimulateOptions): {
  readonly experiment: Experiment;
  readonly replications: number;
} {
  const replications = options.replications ?? DEFAULT_REPLICATIONS;
  if (!Number.isInteger(replications) || replications < 1 || replications > MAX_REPLICATIONS) {
    throw new UserError({ area: 'simulate', code: 'BadReplications', values: [String(replications)] });
  }
  const experiment = new Experiment({
    scenario: options.scenario,
    sender: options.sender,
    org: options.org,
    rule: options.rule ?? 'kit',
    seed: options.seed ?? DEFAULT_SEED,
    queueLatencyMs: options.queueLatencyMs ?? ASSUMED_QUEUE_LATENCY,
  });
  return { experiment, replications };
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
  const { experiment, replications } = prepare(options);
  for (let replication = 0; replication < replications; replication++) experiment.step();
  return experiment.result();
}
