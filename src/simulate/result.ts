import type { Estimates, GateResult } from '../model/simulation/gates.ts';
import type { RuleName } from '../model/simulation/settings.ts';

/** What a rule without the kit does under the same scenario and the same draws. */
export interface NaiveResult {
  readonly rule: Exclude<RuleName, 'kit'>;
  readonly metrics: Estimates;
  /** As in {@link ScenarioResult}. */
  readonly callsPerMinute: readonly number[];
}

/** One scenario for one integration. */
export interface ScenarioResult {
  readonly name: string;
  readonly integration: string;
  readonly seed: number;
  readonly replications: number;
  /** By id of `model/simulation/metrics.ts`. */
  readonly metrics: Estimates;
  readonly expectations: readonly GateResult[];
  /** Whether every expectation held; true without any. */
  readonly passed: boolean;
  /** What the numbers rest on, in sentences. */
  readonly assumptions: readonly string[];
  /** Calls of the endpoint in each minute from the start to the last call, mean over the replications. */
  readonly callsPerMinute: readonly number[];
  readonly naive: readonly NaiveResult[];
}

/** `result` of `sf retry simulate --json`. */
export interface SimulateResult {
  readonly scenarios: readonly ScenarioResult[];
}
