import type { Job } from '../org/jobs.ts';
import type { Row } from '../org/store.ts';
import { Datetime } from '../values/dates.ts';

const JOB_TYPES = { queueable: 'Queueable', scheduled: 'ScheduledApex', batch: 'BatchApex' } as const;

/** A job as queries on AsyncApexJob see it. */
export function jobRow(job: Job, status: string, message: string | null = null): Row {
  return {
    Id: job.id,
    Status: status,
    JobType: JOB_TYPES[job.kind],
    ExtendedStatus: message,
    CreatedDate: new Datetime(job.enqueuedAt),
    NumberOfErrors: 0,
    JobItemsProcessed: 0,
    TotalJobItems: 0,
    ClassName: job.className,
  };
}
