import { QUEUE_LATENCY_MEDIAN_MS, QUEUE_LATENCY_SIGMA_THOUSANDTHS } from '../platform/queue.ts';
import type { BreakerPolicy, RetryPolicy } from '../policy/policy.ts';
import type { OperatorAct } from './operator.ts';
import type { LatencySettings, OrgSettings, Scenario } from './scenario.ts';

/** How an integration sends: what of its configuration the simulator looks at. */
export interface SenderSettings {
  readonly policy: RetryPolicy;
  readonly breaker: BreakerPolicy;
  /** Time-out of one callout, ms. */
  readonly timeoutMs: number;
  /** Requests that one execution tries. */
  readonly requestsPerJob: number;
  /** Jobs that one submit or one sweep may start. */
  readonly maxLanes: number;
  /** Share of the daily limit that is left to the rest of the org, percent. */
  readonly reservePercent: number;
  /** `row`: every request is a row from submit on. `job`: only where its job cannot carry it. */
  readonly durability: 'job' | 'row';
}

/**
 * How requests are sent. `kit`: the generated kit. The others are what one finds in orgs without it:
 * `one-job-per-record` enqueues a job for each record, whatever the limit of the transaction; `retry-in-seconds` is the
 * recipe that computes its back-off in seconds, which are no whole minutes.
 */
export const RULES = ['kit', 'one-job-per-record', 'retry-in-seconds'] as const;
export type RuleName = (typeof RULES)[number];

/** All that decides about a simulation. */
export interface SimulationSettings {
  readonly scenario: Scenario;
  readonly org: OrgSettings;
  readonly sender: SenderSettings;
  readonly rule: RuleName;
  /** Wait of a job between the time it may start and the time it does, ms; cut at 15 minutes unless measured. An assumption. */
  readonly queueLatencyMs: LatencySettings;
  /** What operators do by hand, by time: more than a scenario can say, for the differential test. */
  readonly acts?: readonly OperatorAct[];
  /** Integer in [0, 2^53). */
  readonly seed: number;
}

/** What `model/platform/queue.ts` assumes about a platform that publishes nothing. */
export const ASSUMED_QUEUE_LATENCY: LatencySettings = {
  distribution: 'lognormal',
  median: QUEUE_LATENCY_MEDIAN_MS.value,
  sigma: QUEUE_LATENCY_SIGMA_THOUSANDTHS.value / 1000,
};
