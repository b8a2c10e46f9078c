import type { Decision } from './decide.ts';
import { MINUTE_MS } from './minutes.ts';

/** Outages in a row after which a job stops calling: the endpoint is down, the rest would only find out again. */
const OUTAGES_TO_STOP = 3;

/** Outages in a row, the outcome of `decision` included. */
export function outagesInARow(before: number, decision: Decision): number {
  return decision.classification.outage ? before + 1 : 0;
}

/**
 * Whether a job stops calling after an outcome: after a 429, a `Retry-After` or three outages in a row. What is left stays
 * untouched.
 *
 * @param outages - of {@link outagesInARow}
 * @returns until when the lane is to be silent, ms since 1970; null where it goes on calling. Only a pause is for the
 *   whole integration.
 */
export function stopUntilMs(decision: Decision, outages: number, nowMs: number): number | null {
  if (decision.pauseMs !== null) return nowMs + decision.pauseMs;
  return outages >= OUTAGES_TO_STOP ? nowMs + MINUTE_MS : null;
}
