/** A way that no differential scenario goes: class, the line's text, and what of it does not happen. */
export interface Unreached {
  readonly why: string;
  readonly ways: readonly string[];
}

/**
 * The ways of RetryPolicy, CircuitBreaker and RetryCalloutJob that the differential test does not go, each with its reason.
 * A way that is missing here, or one too many, fails the test: a new branch of the kit needs a scenario or a reason.
 */
export const UNREACHED: readonly Unreached[] = [
  {
    why: 'A job always has a context: only Apex tests, which may call it directly, give none.',
    ways: ['RetryCalloutJob: if (context != null) { - never false'],
  },
  {
    why: 'An org that refuses one row of a lane and takes the others, while it takes no job: RetryCalloutJobTest.',
    ways: ['RetryCalloutJob: if (isAnyWritten && !this.hasFinalizer) { - never false'],
  },
  {
    why: 'The platform gives every exception a text. RetryPolicyTest gives none.',
    ways: ["RetryPolicy: String text = (message ?? '').toLowerCase(); - fallback never reached"],
  },
  {
    why: 'A lane carries no more than the 100 requests that a transaction may call. The vectors go there.',
    ways: ['RetryPolicy: (made < CALLOUTS_PER_TRANSACTION && - never false'],
  },
];
