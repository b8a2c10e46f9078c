import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outturn } from './replication.ts';

/** Over ALL submitted requests: what is not delivered takes for ever, so that giving up is no way to a good quantile. */
export function deliveryQuantile(outturn: Outturn, share: number): number | null {
  const ms = outturn.deliveryMs.atRank(Math.max(1, Math.ceil(outturn.submitted * share)));
  return ms === null ? null : ms / MINUTE_MS;
}

export function perRequest(value: number, requests: number): number | null {
  return requests === 0 ? null : value / requests;
}

export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** From the endpoint's recovery until what was submitted before it is final; null where some of it still waits. */
export function drainMs({ recoveryAtMs, overdue, lastOverdueFinalAtMs }: Outturn): number | null {
  if (recoveryAtMs === 0 || overdue > 0) return null;
  return Math.max(0, lastOverdueFinalAtMs - recoveryAtMs);
}

export function minutes(ms: number | null): number | null {
  return ms === null ? null : ms / MINUTE_MS;
}
