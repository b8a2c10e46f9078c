import type { BreakerPolicy, Jitter, RetryPolicy } from '../model/policy/policy.ts';
import type { OrgSettings, Scenario } from '../model/simulation/scenario.ts';

/** One problem of a config file. Lines and columns count from 1. */
export interface ConfigIssue {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, with the offending text. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** `retry:` of an integration, as written and with every default filled in. Units as in the key's name. */
export interface RetrySettings {
  readonly maxRetries: number;
  readonly baseDelaySeconds: number;
  readonly backoffMultiplier: number;
  readonly maxDelaySeconds: number;
  readonly jitter: Jitter;
  readonly retryableStatusCodes: readonly number[];
  readonly honorRetryAfter: boolean;
  readonly maxElapsedMinutes: number;
  readonly immediateRetries: number;
  readonly alreadyProcessedStatusCodes: readonly number[];
  readonly requestsPerJob: number;
  readonly maxLanes: number;
  readonly reservePercent: number;
  readonly durability: 'job' | 'row';
}

export interface CircuitBreakerSettings {
  readonly failureRatePercent: number;
  readonly minimumCalls: number;
  readonly windowMinutes: number;
  readonly coolDownMinutes: number;
  readonly halfOpenProbes: number;
}

export interface DeadLetterSettings {
  readonly storePayload: boolean;
  readonly maskedJsonKeys: readonly string[];
  readonly alert: boolean;
  readonly maxAgeHours: number;
  readonly retentionDays: number;
  readonly redrivePerMinute: number;
}

export interface Integration {
  /** DeveloperName of its custom metadata records. */
  readonly name: string;
  readonly namedCredential: string;
  /** API name of the driving object. */
  readonly object: string;
  readonly timeoutSeconds: number;
  readonly idempotencyHeader: string;
  readonly idempotencyBodyField: string | null;
  readonly retry: RetrySettings;
  readonly circuitBreaker: CircuitBreakerSettings;
  readonly deadLetter: DeadLetterSettings;
}

/** An integration in the integer units of `model/policy`. */
export interface IntegrationPolicy {
  readonly retry: RetryPolicy;
  readonly breaker: BreakerPolicy;
}

/** A scenario of the file, and whom it is for. */
export interface ConfigScenario extends Scenario {
  /** CSV file with the times of transactions that its workload has too, as seen from the config file; null for none. */
  readonly timesFile: string | null;
  /** Names of the integrations it runs for. */
  readonly integrations: readonly string[];
}

/** A config file, checked and with every default filled in. */
export interface RetryConfig {
  readonly integrations: readonly Integration[];
  readonly org: OrgSettings;
  /** Those of the file; none means that the built-in ones are to be run. */
  readonly scenarios: readonly ConfigScenario[];
}

/** One custom metadata record, ready to be written as XML. */
export interface CustomMetadataRecord {
  /** API name of the type, with `__mdt`. */
  readonly type: string;
  readonly developerName: string;
  readonly label: string;
  readonly values: readonly CustomMetadataValue[];
}

export interface CustomMetadataValue {
  /** API name of the field. */
  readonly field: string;
  readonly type: 'string' | 'boolean' | 'double';
  readonly value: string | boolean | number | null;
}
