import { gammaQuantile } from './gamma.ts';
import { studentT975 } from './student.ts';

/** Both ends of a 95 % interval. */
export type Interval = readonly [low: number, high: number];

/** 97.5 % quantile of the standard normal distribution. */
export const NORMAL_975 = 1.959963984540054;

/** Student's interval of a mean. @param squaredError - of the mean, squared @param count - numbers, at least 2 */
export function studentInterval(mean: number, squaredError: number, count: number): Interval {
  const half = studentT975(count - 1) * Math.sqrt(squaredError);
  return [mean - half, mean + half];
}

/**
 * Wilson's interval of a share (1927): inside [0, 1], and above 0 where nothing was seen.
 *
 * @param share - what was seen, 0 to 1
 * @param trials - independent trials behind it, above 0; need not be whole
 */
export function wilsonInterval(share: number, trials: number): Interval {
  const z2 = NORMAL_975 * NORMAL_975;
  const centre = share + z2 / (2 * trials);
  const half = NORMAL_975 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  // Where it ends at 0 or 1 or is hardly wider than the share, only rounding could move it past them.
  return [
    Math.max(0, Math.min(share, (centre - half) / scale)),
    Math.min(1, Math.max(share, (centre + half) / scale)),
  ];
}

/**
 * Garwood's interval of the mean of a Poisson distribution of which one number was seen (1936): exact, and rather too wide
 * than too narrow.
 *
 * @param events - what was seen, up to a few hundred; need not be whole
 */
export function poissonInterval(events: number): Interval {
  const low = events < 0.5 ? 0 : gammaQuantile(0.025, events);
  return [low, gammaQuantile(0.975, events + 1)];
}
