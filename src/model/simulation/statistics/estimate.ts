import { type Interval, poissonInterval, studentInterval, wilsonInterval } from './intervals.ts';
import type { Moments } from './moments.ts';
import type { Quantile } from './sample.ts';

/**
 * How an interval was made. `t`: Student's, of the mean over the replications. `wilson`: a share of requests. `poisson`: a
 * count or a share of rare events. The latter two hold where next to nothing was seen: "0 of n" has an upper end above 0.
 */
export type IntervalMethod = 't' | 'wilson' | 'poisson';

/** One number over the replications. */
export interface Estimate {
  /** null when it was infinite in at least one replication. */
  readonly mean: number | null;
  /** 95 % interval of the mean; null with the mean, and after a single replication. */
  readonly interval: Interval | null;
  readonly method: IntervalMethod | null;
  /** Whether the interval is as narrow as was asked for. */
  readonly precise: boolean;
  /** Least and greatest over the replications; null where that is infinite. */
  readonly min: number | null;
  readonly max: number | null;
  /** Over the replications: half, 95 % and 99 % of them do not exceed these. */
  readonly p50: Quantile;
  readonly p95: Quantile;
  readonly p99: Quantile;
}

/** Fewer events in all are rare: where some replication had none, and where a share of all requests is below the other. */
const RARE = 50;
const RARE_SHARE = 0.1;

/**
 * A count: where it is rare, as Poisson events. Events that come together carry less than as many single ones: their
 * number is divided by variance over mean, where that is above 1.
 */
export function countInterval(moments: Moments): readonly [Interval, IntervalMethod] | null {
  const { mean, min, count, squaredError } = moments;
  if (mean === null || count < 2) return null;
  const clumping = mean === 0 ? 1 : Math.max(1, (squaredError * count) / mean);
  const events = (mean * count) / clumping;
  if (min !== 0 || events >= RARE) return [studentInterval(mean, squaredError, count), 't'];
  const [low, high] = poissonInterval(events);
  return [[(low * clumping) / count, (high * clumping) / count], 'poisson'];
}

/**
 * A share of requests. The replications say how many independent trials it is worth: as many as give the error that the
 * mean shows, and never more than there were (Korn and Graubard, Survey Methodology 24, 1998). Where none was seen, that
 * is all that can be said: the requests are taken for independent.
 *
 * @param trials - requests in all replications
 */
export function shareInterval(moments: Moments, trials: number): readonly [Interval, IntervalMethod] | null {
  const { mean, count, squaredError } = moments;
  if (mean === null || count < 2 || trials === 0) return null;
  const worth = Math.max(
    1,
    squaredError === 0 ? trials : Math.min(trials, (mean * (1 - mean)) / squaredError),
  );
  if (mean < RARE_SHARE && mean * worth < RARE) return [rareInterval(mean, worth), 'poisson'];
  if (mean > 1 - RARE_SHARE && (1 - mean) * worth < RARE) {
    const [low, high] = rareInterval(1 - mean, worth);
    return [[1 - high, 1 - low], 'poisson'];
  }
  return [wilsonInterval(mean, worth), 'wilson'];
}

/** Of few events, Wilson's interval holds the truth too seldom: in 92 % where one in a thousand was to be seen once. */
function rareInterval(share: number, trials: number): Interval {
  const [low, high] = poissonInterval(share * trials);
  return [low / trials, Math.min(1, high / trials)];
}

/** Everything else: Student's interval. */
export function meanInterval(moments: Moments): readonly [Interval, IntervalMethod] | null {
  const { mean, count, squaredError } = moments;
  return mean === null || count < 2 ? null : [studentInterval(mean, squaredError, count), 't'];
}
