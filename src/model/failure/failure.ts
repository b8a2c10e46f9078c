/**
 * Where a failure is seen. `callout`: an outcome of the kit's own callout. `salesforce-api`: an answer of Salesforce's
 * REST or Bulk API to the loader. `bulk-job`, `row`: the state of a bulk job, the fate of one row in it.
 */
export const LAYERS = ['callout', 'salesforce-api', 'bulk-job', 'row'] as const;
export type Layer = (typeof LAYERS)[number];

/**
 * Whether the same thing is worth another attempt. `if configured`: the integration's `retryableStatusCodes` decide.
 * `after a fix`: by nobody's timer, but once somebody has changed something.
 */
type Retryable = 'always' | 'if configured' | 'after a fix' | 'never';

/** What the failure tells the circuit breaker: the endpoint is down; asks for silence; nothing. */
type BreakerSignal = 'outage' | 'pause' | 'none';

/** One kind of failure. */
export interface Failure {
  /** How it is noticed. */
  readonly signal: string;
  readonly retryable: Retryable;
  readonly breaker: BreakerSignal;
  readonly rootCause: string;
  readonly whatToDo: string;
  /** Where a document that the project started from says something else than the platform does. */
  readonly correction?: string;
}
