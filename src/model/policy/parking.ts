/** What a request that waits carries. Times in ms since 1970. */
export interface Waiting {
  /** When it may be sent; after a decision to retry: the time of the decision + `minutes` x 60,000. */
  readonly dueAtMs: number;
  /** Since when it has been held back by an open circuit or a pause; null where it is not. */
  readonly parkedSinceMs: number | null;
}

/**
 * Since when a request counts as parked once it is held back until `untilMs`: from when it could have gone, which is now,
 * or its due time if that is later. One that is due later than `untilMs` anyway is not held back.
 */
export function parkedSinceMs(
  dueAtMs: number,
  sinceMs: number | null,
  untilMs: number,
  nowMs: number,
): number | null {
  return dueAtMs >= untilMs ? sinceMs : (sinceMs ?? Math.max(nowMs, dueAtMs));
}

/**
 * Since when a request counts as parked whose row the sweeper takes now: the time that it was due and nobody took it (too
 * little was left of the daily limit, or too many rows waited) was no fault of the request either.
 */
export function overdueSinceMs(dueAtMs: number, sinceMs: number | null, nowMs: number): number | null {
  return dueAtMs >= nowMs ? sinceMs : (sinceMs ?? dueAtMs);
}

/** Holds a request back until `untilMs`. One that is due later than that anyway is not touched. */
export function postpone<R extends Waiting>(request: R, untilMs: number, nowMs: number): R {
  if (request.dueAtMs >= untilMs) return request;
  const since = parkedSinceMs(request.dueAtMs, request.parkedSinceMs, untilMs, nowMs);
  return { ...request, dueAtMs: untilMs, parkedSinceMs: since };
}

/**
 * How long a request was parked, ms: to be added to `Accounting.parkedMs` when it is sent at last, where
 * `parkedSinceMs` then becomes null.
 */
export function parkedTimeMs(request: Waiting, nowMs: number): number {
  return request.parkedSinceMs === null ? 0 : Math.max(0, nowMs - request.parkedSinceMs);
}
