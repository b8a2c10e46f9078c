import type { OraclePolicy } from './vector.ts';

/*
 * The formulas of the design, in exact arithmetic (BigInt: division cuts, as floor does for what is not negative). This
 * file must not look at src/model: it is what the model is checked against.
 */

const RANGE = 2n ** 24n;

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** e0 = base, e(n) = min(cap, floor(e(n-1) x percent / 100)). */
function exponential(policy: OraclePolicy, n: number): bigint {
  if (n === 0) return BigInt(policy.baseDelayMs);
  const grown = (exponential(policy, n - 1) * BigInt(policy.backoffPercent)) / 100n;
  return min(BigInt(policy.maxDelayMs), grown);
}

export function exponentialMs(policy: OraclePolicy, n: number): number {
  return Number(exponential(policy, n));
}

/** The five jitters. `prev`: the last draw, not under the base, which it is at first. */
export function drawnMs(policy: OraclePolicy, n: number, prev: number, r: number): number {
  const e = exponential(policy, n);
  const base = BigInt(policy.baseDelayMs);
  const cap = BigInt(policy.maxDelayMs);
  const draw = BigInt(r);
  switch (policy.jitter) {
    case 'none':
      return Number(e);
    case 'additive':
      return Number(min(e, cap - base) + (base * draw) / RANGE);
    case 'full':
      return Number((e * draw) / RANGE);
    case 'equal':
      return Number(e / 2n + ((e - e / 2n) * draw) / RANGE);
    case 'decorrelated': {
      const previous = BigInt(prev) < base ? base : BigInt(prev);
      return Number(base + ((min(cap, 3n * previous) - base) * draw) / RANGE);
    }
  }
}

/**
 * Rounded up with the probability of the fraction: up when v / 2^24 < (d mod 60000) / 60000, compared as fractions.
 */
export function roundedMinutes(d: number, v: number): number {
  const whole = BigInt(d) / 60_000n;
  const rest = BigInt(d) - whole * 60_000n;
  return Number(BigInt(v) * 60_000n < rest * RANGE ? whole + 1n : whole);
}

/** The least m with m x 60000 >= d, and 0 for what has passed. */
export function coveringMinutes(d: number): number {
  if (d <= 0) return 0;
  const whole = BigInt(d) / 60_000n;
  return Number(whole * 60_000n === BigInt(d) ? whole : whole + 1n);
}
