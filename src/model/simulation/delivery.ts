import { MINUTE_MS } from '../policy/minutes.ts';
import type { Histogram } from './statistics/histogram.ts';

/** How long deliveries took, over all requests of all replications. */
export interface Delivery {
  /** Ascending. */
  readonly upToMinutes: readonly number[];
  /** The share of all submitted requests that was delivered within each of them. */
  readonly share: readonly number[];
  /** The share that was not delivered at all. */
  readonly undelivered: number;
}

/** Times that a reader would name, in minutes. */
const SECONDS = [1, 2, 3, 5, 7, 10, 15, 20, 30, 45].map((seconds) => seconds / 60);
const MINUTES = [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 55];
const HOURS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 12, 18, 24, 36, 48, 72, 120, 240, 500];
const STEPS = [...SECONDS, ...MINUTES, ...HOURS.map((hours) => hours * 60)];

export function deliveryOf(deliveryMs: Histogram, submitted: number): Delivery {
  const within = STEPS.map((minutes) => deliveryMs.upTo(Math.round(minutes * MINUTE_MS)));
  const last = within.indexOf(deliveryMs.total);
  const shown = last === -1 ? STEPS.length : last + 1;
  return {
    upToMinutes: STEPS.slice(0, shown),
    share: within.slice(0, shown).map((count) => (submitted === 0 ? 0 : count / submitted)),
    undelivered: submitted === 0 ? 0 : 1 - deliveryMs.total / submitted,
  };
}
