import { MINUTE_MS } from '../policy/minutes.ts';
import type { EndpointSettings } from './scenario.ts';

/** When the endpoint is well again for good, ms; 0 for one that always is. */
export function recoveryMs({ outages, brownOuts = [] }: EndpointSettings): number {
  return Math.max(0, ...[...outages, ...brownOuts].map(({ toMinute }) => toMinute)) * MINUTE_MS;
}
