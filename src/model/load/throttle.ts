/** How many jobs may run at a time, and what has earned that. */
export interface Throttle {
  /** The number the user asked for. */
  readonly most: number;
  readonly allowed: number;
  /** Jobs that ended well since the last 503. */
  readonly streak: number;
}

const STREAK = 5;

export function newThrottle(most: number): Throttle {
  return { most, allowed: most, streak: 0 };
}

/** After a 503: half as many jobs, at least one. */
export function slowDown(throttle: Throttle): Throttle {
  return { ...throttle, allowed: Math.max(1, Math.floor(throttle.allowed / 2)), streak: 0 };
}

/** After a job that ended well: the fifth in a row gives one job back. */
export function speedUp(throttle: Throttle): Throttle {
  const streak = throttle.streak + 1;
  if (streak < STREAK) return { ...throttle, streak };
  return { ...throttle, allowed: Math.min(throttle.most, throttle.allowed + 1), streak: 0 };
}
