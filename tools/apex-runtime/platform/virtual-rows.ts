import type { Org, Schedule } from '../org/org.ts';
import type { ObjectSchema } from '../org/schema.ts';
import type { Row } from '../org/store.ts';
import { Datetime } from '../values/dates.ts';

/** Rows of an object, wherever they are kept: the store holds none of jobs, schedules and custom metadata. */
export function rowsOf(org: Org, object: ObjectSchema): Iterable<Row> {
  if (object.kind === 'metadata') return org.metadata.get(object.name) ?? [];
  switch (object.name) {
    case 'AsyncApexJob':
      return org.jobRows.values();
    case 'CronTrigger':
      return [...org.schedules.values()].map(scheduleRow);
    case 'CronJobDetail':
      return [...org.schedules.values()].map(({ id, name }) => ({
        Id: detailId(id),
        Name: name,
        JobType: '7',
      }));
    default:
      return org.store.table(object).values();
  }
}

function detailId(cronId: string): string {
  return `08a${cronId.slice(3)}`;
}

function scheduleRow(schedule: Schedule): Row {
  return {
    Id: schedule.id,
    CronJobDetailId: detailId(schedule.id),
    CronExpression: schedule.cron,
    State: 'WAITING',
    TimesTriggered: schedule.timesTriggered,
    NextFireTime: schedule.nextAt === null ? null : new Datetime(schedule.nextAt),
    PreviousFireTime: null,
  };
}
