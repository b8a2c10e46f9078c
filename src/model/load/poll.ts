const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/** The wait after the n-th look at a job, n from 0: 0.1 s, then half as long again each time, 10 s at most. */
export function pollDelayMs(looks: number): number {
  return Math.min(LONGEST_MS, Math.round(FIRST_MS * 1.5 ** looks));
}
