import { studentT975 } from './student.ts';

/** Both ends of a 95 % interval. */
export type Interval = readonly [low: number, high: number];

/** 97.5 % quantile of the standard normal distribution. */
export const NORMAL_975 = 1.959963984540054;
/** With nothing seen, the mean of a Poisson distribution lies below this with 97.5 %: -ln 0.025. */
const NONE_SEEN = 3.688879454113936;

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
  return [share === 0 ? 0 : Math.max(0, (centre - half) / scale), share === 1 ? 1 : (centre + half) / scale];
}

/**
 * Interval of the mean of a Poisson distribution of which one number was seen: Byar's approximation of the exact limits,
 * within 1 % of them from 1 on, exact at 0 (Breslow and Day, "Statistical Methods in Cancer Research" II, 1987, table 2.10).
 *
 * @param events - what was seen; need not be whole
 */
export function poissonInterval(events: number): Interval {
  if (events === 0) return [0, NONE_SEEN];
  return [events * byar(events, -NORMAL_975), (events + 1) * byar(events + 1, NORMAL_975)];
}

function byar(events: number, z: number): number {
  const root = Math.max(0, 1 - 1 / (9 * events) + z / (3 * Math.sqrt(events)));
  return root * root * root;
}
