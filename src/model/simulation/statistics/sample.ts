import { NORMAL_975 } from './intervals.ts';

/** What a share of the replications does not exceed. */
export interface Quantile {
  /** null when infinite. */
  readonly value: number | null;
  /** 95 % interval (order statistics); an end is null where it is infinite, or where too few replications bound it. */
  readonly interval: readonly [low: number | null, high: number | null];
}

/** So many numbers are kept: their quantiles are known to far less than they vary. */
export const MOST_KEPT = 8192;

/**
 * Numbers in the order of the replications, for their quantiles. When there are too many it keeps every second one, again
 * and again: memory stays the same, and as replications are independent what is left is a fair sample.
 */
export class Sample {
  #kept: number[] = [];
  #step = 1;
  #seen = 0;

  /** @param value - null for infinite */
  add(value: number | null): void {
    if (this.#seen++ % this.#step !== 0) return;
    if (this.#kept.length === MOST_KEPT) {
      this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
      this.#step *= 2;
    }
    this.#kept.push(value ?? Number.POSITIVE_INFINITY);
  }

  /** @param shares - each in (0, 1) @returns null while nothing was added */
  quantiles(shares: readonly number[]): readonly Quantile[] | null {
    if (this.#kept.length === 0) return null;
    const sorted = Float64Array.from(this.#kept).sort();
    return shares.map((share) => quantileOf(sorted, share));
  }
}

function quantileOf(sorted: Float64Array, share: number): Quantile {
  const count = sorted.length;
  const at = (rank: number): number | null => {
    const value = sorted[rank - 1];
    return value === undefined || value === Number.POSITIVE_INFINITY ? null : value;
  };
  // Of `count` numbers, a binomial number lies below the true quantile.
  const half = NORMAL_975 * Math.sqrt(count * share * (1 - share));
  return {
    value: at(Math.max(1, Math.ceil(count * share))),
    interval: [at(Math.floor(count * share - half)), at(Math.ceil(count * share + half) + 1)],
  };
}
