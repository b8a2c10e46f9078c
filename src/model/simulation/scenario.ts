/** Editions whose limits differ, as far as the simulator knows them. */
export const EDITIONS = [
  'developer',
  'trial',
  'professional',
  'enterprise',
  'unlimited',
  'performance',
] as const;
export type Edition = (typeof EDITIONS)[number];

/** The org that the simulator assumes. */
export interface OrgSettings {
  readonly edition: Edition;
  readonly userLicenses: number;
  /** Asynchronous executions of everything else in the org, spread evenly over 24 h. */
  readonly otherAsyncExecutionsPerDay: number;
}

/** Requests that arrive together, in transactions of `recordsPerTransaction`. */
export interface Burst {
  readonly atMinute: number;
  readonly requests: number;
  readonly context: 'sync' | 'async';
  readonly recordsPerTransaction: number;
}

export interface Workload {
  readonly horizonHours: number;
  readonly bursts: readonly Burst[];
}

export type LatencySettings =
  | { readonly distribution: 'constant'; readonly value: number }
  | { readonly distribution: 'uniform'; readonly min: number; readonly max: number }
  | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number };

export interface Outage {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Share of calls that fail, 0 to 1. */
  readonly failureRate: number;
  /** What a failing call comes to: a status, or no answer within the time-out. */
  readonly failure: number | 'timeout';
}

export interface EndpointSettings {
  readonly latencyMs: LatencySettings;
  /** Share of all calls per status code, outages apart. */
  readonly errorRates: Readonly<Record<string, number>>;
  readonly outages: readonly Outage[];
}

/** One gate: a comparison that a metric must satisfy. */
export interface Expectation {
  readonly metric: string;
  /** As written, such as `<= 0.1%`. */
  readonly text: string;
  readonly operator: '<' | '<=' | '==' | '>=' | '>';
  /** A share written with % is divided by 100. */
  readonly value: number;
}

export interface Scenario {
  readonly name: string;
  readonly workload: Workload;
  readonly endpoint: EndpointSettings;
  readonly expect: readonly Expectation[];
}
