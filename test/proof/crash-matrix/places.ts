import type { Job } from '../../../tools/apex-runtime/org/jobs.ts';
import type { Row } from '../../../tools/apex-runtime/org/store.ts';
import type { ApexList } from '../../../tools/apex-runtime/values/collections.ts';
import { JOB_CLASS, laneOf } from '../anatomy.ts';

interface Carried {
  readonly _lane: { readonly _attempts: ApexList };
}

/** The keys that a job carries. */
export function keysOf(work: object): readonly string[] {
  const attempts = (work as Carried)._lane._attempts.items as readonly {
    readonly _request: { readonly _key: string };
  }[];
  return attempts.map((attempt) => attempt._request._key);
}

/** A receipt holds no request: it says what the row of its request could not be made to say. */
const isOfARequest = (row: Row): boolean => !String(row['Message_Key__c']).startsWith('receipt ');

/** Leases of rows in flight by key; the other rows are places. */
function leasesOf(rows: readonly Row[], put: (key: string, place: string) => void): Map<string, string> {
  const leases = new Map<string, string>();
  for (const row of rows.filter(isOfARequest)) {
    const key = String(row['Idempotency_Key__c']);
    if (row['Status__c'] === 'In Flight') leases.set(key, String(row['Lease_Lane__c']));
    else put(key, `row ${row['Status__c']}`);
  }
  return leases;
}

/**
 * The places of each key. A row in flight and the job of its lease are one place; without that job it is the row of a job
 * that was lost.
 */
export function placesOf(jobs: readonly Job[], rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const put = (key: string, place: string): void => {
    places.set(key, [...(places.get(key) ?? []), place]);
  };
  const leases = leasesOf(rows, put);
  for (const { work } of jobs.filter(({ className }) => className === JOB_CLASS)) {
    const lane = laneOf(work);
    for (const key of keysOf(work)) {
      const lease = leases.get(key);
      // A job that lost its lease finds that out when it starts, and leaves the request alone.
      if (lease === undefined || lease === lane) put(key, 'job');
      if (lease === lane) leases.delete(key);
    }
  }
  for (const key of leases.keys()) put(key, 'row of a lost job');
  return places;
}
