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

/** From one time to the next: every minute of the first hour, every five of the next three, and so on, up to three weeks. */
const STRETCHES = [
  { untilMinutes: 60, stepMinutes: 1 },
  { untilMinutes: 240, stepMinutes: 5 },
  { untilMinutes: 720, stepMinutes: 15 },
  { untilMinutes: 1440, stepMinutes: 30 },
  { untilMinutes: 30_000, stepMinutes: 240 },
];
const SECONDS = [1, 2, 5, 10, 15, 20, 30, 45].map((seconds) => seconds / 60);

function stretch(fromMinutes: number, { untilMinutes, stepMinutes }: (typeof STRETCHES)[number]): number[] {
  const count = Math.floor((untilMinutes - fromMinutes) / stepMinutes);
  return Array.from({ length: count }, (_, index) => fromMinutes + (index + 1) * stepMinutes);
}

/** Ascending, so that whoever draws them finds equal steps of the size that fits. */
const STEPS = [
  ...SECONDS,
  ...STRETCHES.flatMap((each, index) => stretch(STRETCHES[index - 1]?.untilMinutes ?? 0, each)),
];

export function deliveryOf(deliveryMs: Histogram, submitted: number): Delivery {
  const within = deliveryMs.upTo(STEPS.map((minutes) => Math.round(minutes * MINUTE_MS)));
  const last = within.indexOf(deliveryMs.total);
  const shown = last === -1 ? STEPS.length : last + 1;
  return {
    upToMinutes: STEPS.slice(0, shown),
    share: within.slice(0, shown).map((count) => (submitted === 0 ? 0 : count / submitted)),
    undelivered: submitted === 0 ? 0 : 1 - deliveryMs.total / submitted,
  };
}
