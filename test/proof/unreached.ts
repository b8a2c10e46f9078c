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
    why: "The operator's switch: no scenario of the simulator has one. The vectors and CircuitBreakerTest go there.",
    ways: [
      'CircuitBreaker: if (this.settings.isForcedOpen && this.settings.forcedOpenSinceMs == null) { - never true',
      'CircuitBreaker: if (this.settings.isForcedOpen && this.settings.forcedOpenSinceMs == null) { - never false',
      'CircuitBreaker: return this.settings.isForcedOpen - never true',
      'RetryCalloutJob: if (this.admission.untilMs == null) { - never true',
      'RetryCalloutJob: Boolean isHeldForEver = isParked() && this.admission.untilMs == null; - never true',
      'RetryPolicy: nowMs + (untilMs == null ? MAX_DELAY_MINUTES : 1) * MINUTE_MS; - never true',
      'RetryPolicy: return Math.max(untilMs ?? 0L, laterMs); - fallback never reached',
    ],
  },
  {
    why: 'A row that somebody edited: CircuitBreakerStoreTest.',
    ways: [
      'CircuitBreaker: return this.isMarkedOpen && this.openedAtMs != null; - never false',
      'CircuitBreaker: return this.isMarkedOpen != null && - never false',
      'CircuitBreaker: this.epoch != null && - never false',
      'CircuitBreaker: this.windowStartMs != null && - never false',
      'CircuitBreaker: this.calls != null && - never false',
      'CircuitBreaker: this.failures != null && - never false',
      'CircuitBreaker: this.probesSucceeded != null && - never false',
      'CircuitBreaker: this.tokens != null; - never false',
    ],
  },
  {
    why: 'Results of an epoch that has passed: a call of at most two minutes cannot outlive its token of fifteen. CircuitBreakerTest. 100,000 random scenarios reach the first about once.',
    ways: [
      'CircuitBreaker: } else if (!next.isOpen()) { - never true',
      'CircuitBreaker: if (!state.hasToken(results.probeOf)) { - never false',
    ],
  },
  {
    why: 'A slot or a row that somebody else took, a job that dies before it asked: the crash matrix.',
    ways: [
      'RetryCalloutJob: } else if (this.isLeftToFinalizer) { - never true',
      'RetryCalloutJob: if (this.admission == null) { - never true',
      'RetryCalloutJob: if (attempt.outcome != null && attempt.decision != null) { - never false',
      'RetryCalloutJob: if (mayGoOn && !hasSlot && this.hasFinalizer) { - never true',
      'RetryCalloutJob: if (mayGoOn && !hasSlot && this.hasFinalizer) { - never false',
      'RetryCalloutJob: !hasSlot || - never false',
      'RetryCalloutJob: if (!attempt.isDone() && !attempt.request.hasRow) { - never true',
      'RetryCalloutJob: if (!attempt.isDone() && !attempt.request.hasRow) { - never false',
    ],
  },
  {
    why: 'Handlers, which the simulator need not know, bodies of more than a lane holds, calls without a context: RetryCalloutJobTest.',
    ways: [
      'RetryCalloutJob: if (context != null) { - never false',
      'RetryCalloutJob: attempt.request.lacksBody() && - never true',
      'RetryCalloutJob: requests.size() < config.requestsPerJob - never true',
      'RetryCalloutJob: requests.size() < config.requestsPerJob - never false',
      'RetryCalloutJob: keptCharacters > MAX_CHARACTERS || - never true',
    ],
  },
  {
    why: 'Cannot happen in a job: an exception has a text, and a lane carries no more than the 100 requests that may be called.',
    ways: [
      "RetryPolicy: String text = (message ?? '').toLowerCase(); - fallback never reached",
      'RetryPolicy: (made < CALLOUTS_PER_TRANSACTION && - never false',
    ],
  },
];
