import { DRAW_RANGE } from '../model/policy/draw.ts';
import { jitteredDelayMs } from '../model/policy/jitter.ts';
import { MINUTE_MS } from '../model/policy/minutes.ts';
import type { RetryPolicy } from '../model/policy/policy.ts';

/** Sum of the whole numbers from `from` to `to`; 0 where there are none. */
function sum(from: number, to: number): number {
  return to < from ? 0 : ((to - from + 1) * (from + to)) / 2;
}

/**
 * Weight of a whole minute: each wait counts with the probability that stochastic rounding takes it there, which
 * falls evenly from 1 at the minute itself to 0 at its neighbours.
 */
function weight(minute: number, shortestMs: number, longestMs: number): number {
  const at = minute * MINUTE_MS;
  const rising = sum(
    Math.max(shortestMs, at - MINUTE_MS) - (at - MINUTE_MS),
    Math.min(longestMs, at) - (at - MINUTE_MS),
  );
  const falling = sum(
    at + MINUTE_MS - Math.min(longestMs, at + MINUTE_MS),
    at + MINUTE_MS - Math.max(shortestMs, at + 1),
  );
  return (rising + falling) / MINUTE_MS;
}

/** The minute after the failure into which most first retries fall, and their share from 0 to 1. */
export interface CrowdedMinute {
  readonly minute: number;
  readonly share: number;
}

/**
 * Where the first retries that wait crowd, of requests that failed together: exactly, from the jitter and the
 * rounding of `model/policy`. Every jitter draws its first wait evenly between two ends, and no wait that is drawn
 * ends in the minute of the failure.
 */
export function crowdedMinute(policy: RetryPolicy): CrowdedMinute {
  const shortestMs = jitteredDelayMs(policy, 0, policy.baseDelayMs, 0);
  const longestMs = jitteredDelayMs(policy, 0, policy.baseDelayMs, DRAW_RANGE - 1);
  const waits = longestMs - shortestMs + 1;
  const lastMinute = Math.max(1, Math.ceil(longestMs / MINUTE_MS));
  let crowded: CrowdedMinute = { minute: 1, share: 0 };
  for (let minute = 1; minute <= lastMinute; minute++) {
    const early = minute === 1 ? weight(0, shortestMs, longestMs) : 0;
    const share = (early + weight(minute, shortestMs, longestMs)) / waits;
    if (share > crowded.share) crowded = { minute, share };
  }
  return crowded;
}
