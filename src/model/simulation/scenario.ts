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

/** A span of the scenario, in minutes from its start; `toMinute` does not belong to it. */
export interface Span {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Executions of the rest of the org that do not come every day, spread evenly over their span. */
export interface OtherWork extends Span {
  readonly executions: number;
}

/** What goes wrong in the org itself. Shares from 0 to 1; each is an assumption, and none of it happens by default. */
export interface Faults {
  /** Of all jobs: they die of a governor limit or an unhandled exception. */
  readonly crashRate: number;
  /** Of the jobs that die: the platform kills them, and no Finalizer runs. */
  readonly killRate: number;
  /** Of all attempts to lock a row: somebody else holds it for too long. */
  readonly lockFailureRate: number;
  /** Of all jobs: a trigger of the org takes the one job that they may enqueue. */
  readonly slotTakenRate: number;
}

/** The org that the simulator assumes. What is left out is off. */
export interface OrgSettings {
  readonly edition: Edition;
  readonly userLicenses: number;
  /**
   * Asynchronous executions of everything else in the org, in any 24 hours. Spread over the day as it may be: 24 hours of
   * what repeats every 24 hours always hold the same number.
   */
  readonly otherAsyncExecutionsPerDay: number;
  readonly otherWork?: readonly OtherWork[];
  /** Elastic mode (Beta): beyond the daily limit jobs are taken too, and run one at a time. */
  readonly elasticLimit?: boolean;
  /** Delay of the org for jobs that are enqueued without one, seconds. The kit always names one. */
  readonly defaultDelaySeconds?: number;
  /** Default: the assumption that every report names. */
  readonly queueLatencyMs?: LatencySettings;
  /** What a job lasts beyond its callouts, ms. Default 1,000, an assumption. */
  readonly jobOverheadMs?: number;
  /** Jobs of the integration that run at the same time; 0: as many as there are. */
  readonly maxConcurrentJobs?: number;
  /** What a job waits more from the fifth of its chain on, seconds. */
  readonly deepChainDelaySeconds?: number;
  readonly faults?: Faults;
}

export type SubmitContext = 'sync' | 'async';

/** Requests that arrive together, in transactions of `recordsPerTransaction`. */
export interface Burst {
  readonly atMinute: number;
  readonly requests: number;
  readonly context: SubmitContext;
  readonly recordsPerTransaction: number;
}

/** Transactions that come at random, independently of each other (a Poisson process). */
export interface Arrivals extends Span {
  /** One number: a steady rate. 24 numbers: one for each hour of the day, the scenario starting at midnight. */
  readonly requestsPerHour: readonly number[];
  readonly context: SubmitContext;
  /** Requests that each of the transactions submits. */
  readonly recordsPerTransaction: number;
}

/** A transaction as it was recorded. */
export interface RecordedTransaction {
  readonly atMs: number;
  readonly requests: number;
  readonly context: SubmitContext;
}

export interface Workload {
  readonly horizonHours: number;
  readonly bursts: readonly Burst[];
  readonly arrivals?: readonly Arrivals[];
  readonly recorded?: readonly RecordedTransaction[];
}

export type LatencySettings =
  | { readonly distribution: 'constant'; readonly value: number }
  | { readonly distribution: 'uniform'; readonly min: number; readonly max: number }
  | { readonly distribution: 'lognormal'; readonly median: number; readonly sigma: number }
  /** Measured: quantiles at equal steps from the least to the greatest. Between them it is linear. */
  | { readonly distribution: 'empirical'; readonly quantiles: readonly number[] };

/** A span in which calls fail. The endpoint does not act on them. */
export interface Outage extends Span {
  /** Share of calls that fail, 0 to 1. */
  readonly failureRate: number;
  /** What a failing call comes to: a status, or no answer within the time-out. */
  readonly failure: number | 'timeout';
}

/** A span in which the endpoint works badly: some calls fail, and all take longer. */
export interface BrownOut extends Outage {
  /** Latency of every call is so many times the usual one. */
  readonly latencyFactor: number;
}

/** Requests per window; one more gets 429. Windows follow each other from the start of the scenario. */
export interface RateLimit {
  /** 0: there is no limit. */
  readonly requests: number;
  readonly windowSeconds: number;
  /** Whether a 429 says with `Retry-After` when the window ends. */
  readonly retryAfter: boolean;
}

/** What the endpoint can serve; its latency is then the time that it works on a call. */
export interface Capacity {
  /** Calls that it works on at the same time; 0: as many as there are. */
  readonly concurrent: number;
  /** Calls that may wait; one more gets 503 at once. It works on those too whose callers have given up. */
  readonly queue: number;
}

/** The endpoint. What is left out is off. */
export interface EndpointSettings {
  readonly latencyMs: LatencySettings;
  /** Share of all calls per status code, outages apart. */
  readonly errorRates: Readonly<Record<string, number>>;
  readonly outages: readonly Outage[];
  readonly brownOuts?: readonly BrownOut[];
  readonly rateLimit?: RateLimit;
  readonly capacity?: Capacity;
  /** Share of the calls that the endpoint processes and whose answer gets lost: the sender sees a time-out. */
  readonly lostAnswerRate?: number;
  /** How long the endpoint remembers an idempotency key, minutes; 0: it does not look at keys. Default a day. */
  readonly keyMemoryMinutes?: number;
  /** What it answers to a key that it remembers. Default 200. */
  readonly duplicateStatus?: number;
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
  /** When an operator holds the integration back, with the switch of `Circuit_Breaker_Config__mdt`. */
  readonly switchedOff?: readonly Span[];
  readonly expect: readonly Expectation[];
}
