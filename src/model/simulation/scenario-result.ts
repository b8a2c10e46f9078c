import type { Estimates, GateResult } from './gates.ts';
import type { Outage } from './scenario.ts';
import type { RuleName } from './settings.ts';

/** What a rule without the kit does under the same scenario and the same draws. */
export interface NaiveResult {
  readonly rule: Exclude<RuleName, 'kit'>;
  /** The first so many of those of the kit. */
  readonly replications: number;
  readonly metrics: Estimates;
  /** As in {@link Timeline}. */
  readonly callsPerMinute: readonly number[];
}

/** What happens minute by minute. */
export interface Timeline {
  /** Calls of the endpoint in each minute from the start to the last call, mean over the replications. */
  readonly callsPerMinute: readonly number[];
  readonly outages: readonly Outage[];
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
  /** What bounds the policy, whatever the scenario, in sentences. */
  readonly limits: readonly string[];
  readonly timeline: Timeline;
  readonly naive: readonly NaiveResult[];
}

/** `result` of `sf retry simulate --json`. */
export interface SimulateResult {
  readonly scenarios: readonly ScenarioResult[];
}
