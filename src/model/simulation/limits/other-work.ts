import { DAILY_WINDOW_MS } from '../../platform/daily-limit.ts';
import { MINUTE_MS } from '../../policy/minutes.ts';
import type { OrgSettings, OtherWork } from '../scenario.ts';

/** How many of the executions of some work, spread evenly over its span, have been made at a time. */
function madeBy({ fromMinute, toMinute, executions }: OtherWork, atMs: number): number {
  const share = (atMs / MINUTE_MS - fromMinute) / Math.max(Number.MIN_VALUE, toMinute - fromMinute);
  return Math.floor(executions * Math.min(1, Math.max(0, share)));
}

/**
 * Asynchronous executions of the rest of the org in the 24 hours that end at a time. What it does every day counts the
 * same at any time, however it is spread over the day: 24 hours of it hold each of its hours once.
 */
export function otherExecutions(
  { otherAsyncExecutionsPerDay, otherWork = [] }: OrgSettings,
  atMs: number,
): number {
  let executions = otherAsyncExecutionsPerDay;
  for (const work of otherWork) {
    executions += madeBy(work, atMs) - madeBy(work, atMs - DAILY_WINDOW_MS.value);
  }
  return executions;
}
