import type { Job } from './jobs.ts';
import type { Org, Schedule } from './org.ts';

/** What happens next in an org: a queued job, or a run of a schedule. */
export type Next =
  | { readonly kind: 'job'; readonly at: number; readonly job: Job }
  | { readonly kind: 'schedule'; readonly at: number; readonly schedule: Schedule };

function earliestSchedule(org: Org): Schedule | null {
  let found: Schedule | null = null;
  for (const schedule of org.schedules.values()) {
    if (schedule.nextAt !== null && (found?.nextAt ?? Number.POSITIVE_INFINITY) > schedule.nextAt)
      found = schedule;
  }
  return found;
}

/** The next thing to happen up to a time; null where nothing does. Schedules go before jobs of the same time. */
export function nextUpTo(org: Org, until: number): Next | null {
  const job = org.queue.peek();
  const schedule = earliestSchedule(org);
  const jobAt = job ? Math.max(job.runAt, org.now) : Number.POSITIVE_INFINITY;
  const scheduleAt = schedule?.nextAt ?? Number.POSITIVE_INFINITY;
  if (Math.min(jobAt, scheduleAt) > until) return null;
  if (schedule && scheduleAt <= jobAt)
    return { kind: 'schedule', at: Math.max(scheduleAt, org.now), schedule };
  return job ? { kind: 'job', at: jobAt, job } : null;
}
