/** What a request that waits carries. Times in ms since 1970. */
export interface Waiting {
  /** When it may be sent; after a decision to retry: the time of the decision + `minutes` x 60,000. */
  readonly dueAtMs: number;
  /** Since when it has been held back by an open circuit or a pause; null where it is not. */
  readonly parkedSinceMs: number | null;
}

/**
 * Holds a request back until `untilMs`. It counts as parked from when it could have gone: now, or its due time if that is
 * later. A request that is due later than `untilMs` anyway is not touched.
 */
export function postpone<R extends Waiting>(request: R, untilMs: number, nowMs: number): R {
  if (request.dueAtMs >= untilMs) return request;
  const parkedSinceMs = request.parkedSinceMs ?? Math.max(nowMs, request.dueAtMs);
  return { ...request, dueAtMs: untilMs, parkedSinceMs };
}

/**
 * How long a request was parked, ms: to be added to `Accounting.parkedMs` when it is sent at last, where
 * `parkedSinceMs` then becomes null.
 */
export function parkedTimeMs(request: Waiting, nowMs: number): number {
  return request.parkedSinceMs === null ? 0 : Math.max(0, nowMs - request.parkedSinceMs);
}
