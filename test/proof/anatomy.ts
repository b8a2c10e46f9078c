import type { Job } from '../../tools/apex-runtime/org/jobs.ts';
import type { ApexList } from '../../tools/apex-runtime/values/collections.ts';
import type { Due } from './steps.ts';

/** The members of the kit's objects that the proof looks at, by the names that the compiler gives them. */
interface RequestObject {
  readonly _key: string;
  readonly _hasrow: boolean;
  readonly _progress: { readonly _accounting: { readonly _attempts: number } };
}

interface JobObject {
  readonly _lane: { readonly _id: string; readonly _attempts: ApexList };
}

interface AttemptObject {
  readonly _request: RequestObject;
  readonly _dueatms: bigint;
}

export interface DecisionObject {
  readonly _step: { readonly name: string };
  readonly _meaning: { readonly _category: string | null };
  readonly _reason: string | null;
  readonly _delayms: bigint | null;
  readonly _minutes: bigint | null;
  readonly _previousdelayms: bigint | null;
  readonly _pausems: bigint | null;
}

export const JOB_CLASS = 'RetryCalloutJob';
export const SWEEPER_CLASS = 'RetrySweeper';

/** `k7` -> 7 */
export function requestNumber(key: string): number {
  return Number(key.slice(1));
}

export function requestOf(object: object): { readonly request: number; readonly attempts: number } {
  const { _key, _progress } = object as RequestObject;
  return { request: requestNumber(_key), attempts: _progress._accounting._attempts };
}

/** The lane that a job belongs to, by the name that the kit gave it. */
export function laneOf(work: object): string {
  return (work as JobObject)._lane._id;
}

/** What a job carries, in its order. */
export function duesOf({ work }: Pick<Job, 'work'>): readonly Due[] {
  return ((work as JobObject)._lane._attempts.items as readonly AttemptObject[]).map((attempt) => ({
    request: requestOf(attempt._request).request,
    dueAtMs: Number(attempt._dueatms),
  }));
}

/** A Long of Apex as a number. */
export function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
