import type { Job } from '../../tools/apex-runtime/org/jobs.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import { duesOf, JOB_CLASS, laneOf, requestNumber } from './anatomy.ts';

/** The state of a row whose request a job carries, under the row's lease. */
const IN_FLIGHT = 'In Flight';

/** The places of all requests. A row in flight and the job of its lease are one place; without that job it is the row. */
function placesOf(jobs: readonly Job[], rows: readonly Row[]): ReadonlyMap<number, readonly string[]> {
  const places = new Map<number, string[]>();
  const put = (request: number, place: string): void => {
    places.set(request, [...(places.get(request) ?? []), place]);
  };
  const leases = new Map<number, string>();
  for (const row of rows) {
    const request = requestNumber(String(row['Idempotency_Key__c']));
    if (row['Status__c'] === IN_FLIGHT) leases.set(request, String(row['Lease_Lane__c']));
    else put(request, `row ${row['Status__c']}`);
  }
  for (const job of jobs.filter(({ className }) => className === JOB_CLASS)) {
    for (const { request } of duesOf(job)) {
      const lease = leases.get(request);
      // A job that lost its lease finds that out when it starts, and leaves the request alone.
      if (lease === undefined || lease === laneOf(job.work)) put(request, 'job');
      if (lease === laneOf(job.work)) leases.delete(request);
    }
  }
  for (const request of leases.keys()) put(request, 'row of a lost job');
  return places;
}

/**
 * The one rule of the kit: a request is in exactly one place, in a queued job or in one row.
 *
 * @param submitted - how many requests there are so far
 * @param ended - those that need no place any more, or lost it with a job that was killed
 * @returns what breaks it; null where nothing does
 */
export function brokenRule(
  submitted: number,
  ended: ReadonlyMap<number, string>,
  jobs: readonly Job[],
  rows: readonly Row[],
): string | null {
  const places = placesOf(jobs, rows);
  for (let request = 0; request < submitted; request++) {
    const found = places.get(request) ?? [];
    if (found.length === 1 || (found.length === 0 && ended.has(request))) continue;
    return `request ${request} is in ${found.length} places: ${found.join(', ')}`;
  }
  return null;
}
