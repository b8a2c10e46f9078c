/**
 * A random draw is an integer in [0, DRAW_RANGE). 2^24 keeps every product of a delay and a draw below 2^53.
 *
 * Both twins draw in the same order: after each outcome, whatever it is, one for the jitter and one for the rounding; for
 * each parking of a lane, by its job or by the sweeper, one for the spread, whether it is needed or not. `submit` draws
 * nothing.
 */
export const DRAW_RANGE = 16_777_216;

/** The two draws that one decision needs. Both are integers in [0, {@link DRAW_RANGE}). */
export interface Draws {
  /** For the jitter. */
  readonly jitter: number;
  /** For the stochastic rounding to whole minutes. */
  readonly rounding: number;
}

/** floor(width x draw / 2^24): a uniform integer in [0, width), and 0 for a width of 0. Exact up to width 86,400,000. */
export function scaled(width: number, draw: number): number {
  return Math.floor((width * draw) / DRAW_RANGE);
}
