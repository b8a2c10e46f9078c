/**
 * The library: what the generated kit will do, as pure functions. `simulate` runs a scenario against a policy.
 *
 * @example
 * import { simulate } from 'sf-plugin-retry/model';
 */
export type { RetryPolicy } from './policy/policy.ts';
export { BUILTIN_SCENARIOS, type BuiltinScenario } from './simulation/builtin-scenarios.ts';
export type { ExperimentResult } from './simulation/experiment.ts';
export type { Estimates, GateResult } from './simulation/gates.ts';
export { METRICS, type Metric, type MetricId } from './simulation/metrics.ts';
export type {
  Burst,
  EndpointSettings,
  Expectation,
  LatencySettings,
  OrgSettings,
  Outage,
  Scenario,
  Workload,
} from './simulation/scenario.ts';
export type { RuleName, SenderSettings } from './simulation/settings.ts';
export { type SimulateOptions, simulate } from './simulation/simulate.ts';
export type { Estimate } from './simulation/statistics/estimate.ts';
export { UserError } from './user-error.ts';
