import { DRAW_RANGE } from './draw.ts';

/** The platform's only unit of a Queueable delay. */
export const MINUTE_MS = 60_000;

/**
 * Milliseconds to whole minutes, rounded up with the probability of the fraction. The mean is kept and the jobs
 * spread; rounding up instead would send every wait under a minute into the same minute.
 *
 * @param delayMs - integer >= 0
 * @param draw - integer in [0, 2^24)
 */
export function stochasticMinutes(delayMs: number, draw: number): number {
  const fraction = delayMs % MINUTE_MS;
  return Math.floor(delayMs / MINUTE_MS) + (draw * MINUTE_MS < fraction * DRAW_RANGE ? 1 : 0);
}

/** The least number of whole minutes that covers `delayMs`; 0 for a time that has passed. */
export function minutesCovering(delayMs: number): number {
  return delayMs <= 0 ? 0 : Math.floor((delayMs + MINUTE_MS - 1) / MINUTE_MS);
}
