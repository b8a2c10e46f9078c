import type { Workload } from './scenario.ts';

/** Requests of a workload up to its horizon; of those that come at random, the mean. */
export function requestsOf({ horizonHours, bursts, arrivals = [], recorded = [] }: Workload): number {
  const horizonMs = horizonHours * 3_600_000;
  const inTime = recorded.filter(({ atMs }) => atMs <= horizonMs);
  const planned = [...bursts, ...inTime].reduce((sum, { requests }) => sum + requests, 0);
  return arrivals.reduce((sum, { requestsPerHour, fromMinute, toMinute }) => {
    const minutes = Math.max(0, Math.min(toMinute, horizonHours * 60) - fromMinute);
    const rate = requestsPerHour.reduce((total, each) => total + each, 0) / requestsPerHour.length;
    return sum + (rate * minutes) / 60;
  }, planned);
}
