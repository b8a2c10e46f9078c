import type { Delivery } from './delivery.ts';
import type { PairedDifference } from './differences.ts';
import type { Estimates, GateResult } from './gates.ts';
import type { MetricId } from './metrics.ts';
import type { Timeline } from './minute-sums.ts';
import type { OrgSettings } from './scenario.ts';
import type { RuleName, SenderSettings } from './settings.ts';

/** What a rule without the kit does under the same scenario and the same draws. */
export interface NaiveResult {
  readonly rule: Exclude<RuleName, 'kit'>;
  /** The first so many of those of the kit. */
  readonly replications: number;
  readonly metrics: Estimates;
  /** Calls of the endpoint in each minute from the start to the last call, mean over the replications. */
  readonly callsPerMinute: readonly number[];
}

/** A time in which the endpoint is disturbed. */
export interface Window {
  readonly kind: 'outage' | 'brown-out' | 'rate-limit';
  readonly fromMinute: number;
  readonly toMinute: number;
  /** What it does, as a sentence. */
  readonly text: string;
}

/** The same scenario with another assumption about how long queued jobs wait. */
export interface Sensitivity {
  /** The queue latency is so many times the assumed one. */
  readonly queueLatencyFactor: 0 | 10;
  /** As many of the first replications as were run for this. */
  readonly replications: number;
  readonly metrics: Estimates;
  readonly expectations: readonly GateResult[];
  /** Expectations, as `metric text`, that hold in one case and not in the other, on the same replications. */
  readonly flips: readonly string[];
}

/** What the policy of another config file makes of the same scenario. */
export interface Comparison {
  /** The other config file, as it was given. */
  readonly file: string;
  /** The two policies in words. */
  readonly policies: { readonly a: readonly string[]; readonly b: readonly string[] };
  readonly replications: number;
  readonly metrics: readonly PairedDifference[];
}

/** A setting of the config file with another value, in its unit there. */
export interface Change {
  readonly setting: string;
  readonly from: string;
  readonly to: string;
}

/** A correction of the policy that was simulated. */
export interface Remedy {
  /** Together. */
  readonly changes: readonly Change[];
  /** Expectations, as `metric text`, that do not hold with it either; none in the best case. */
  readonly failing: readonly string[];
}

/** One scenario for one integration. */
export interface ScenarioResult {
  readonly name: string;
  readonly integration: string;
  readonly seed: number;
  /** How many were run. */
  readonly replications: number;
  /** Why no more were run: every metric is precise, as many as were asked for are done, or somebody interrupted. */
  readonly stoppedBy: 'precision' | 'replications' | 'interrupt';
  /** Metrics that are not known to the precision that was asked for. */
  readonly imprecise: readonly MetricId[];
  /** By id of `model/simulation/metrics.ts`. */
  readonly metrics: Estimates;
  readonly expectations: readonly GateResult[];
  /** Whether every expectation held; true without any. */
  readonly passed: boolean;
  readonly workload: {
    readonly requests: number;
    readonly horizonHours: number;
    /** In sentences. */
    readonly text: readonly string[];
  };
  readonly policy: {
    readonly sender: SenderSettings;
    /** In sentences. */
    readonly text: readonly string[];
  };
  readonly org: Pick<OrgSettings, 'edition' | 'userLicenses' | 'otherAsyncExecutionsPerDay'>;
  /** What the numbers rest on, in sentences. */
  readonly assumptions: readonly string[];
  /** What bounds the policy, whatever the scenario, in sentences. */
  readonly limits: readonly string[];
  readonly timelines: readonly Timeline[];
  readonly windows: readonly Window[];
  readonly delivery: Delivery;
  readonly naive: readonly NaiveResult[];
  readonly sensitivity: readonly Sensitivity[];
  readonly comparison: Comparison | null;
  /** Where something does not hold: what would help, each on its own, tried on a few replications. None: nothing was found. */
  readonly remedies: readonly Remedy[];
}

/** `result` of `sf retry simulate --json`. */
export interface SimulateResult {
  readonly scenarios: readonly ScenarioResult[];
}
