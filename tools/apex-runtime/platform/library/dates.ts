import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { ApexDate, Datetime, formatDatetime } from '../../values/dates.ts';
import { notNull } from '../../values/fault.ts';
import type { Runtime } from '../runtime.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function shifted(unit: number): (value: Datetime, count: number) => Datetime {
  return (value, count) => new Datetime(value.ms + notNull(count) * unit);
}

function timeOf(date: ApexDate, value: Datetime): Datetime {
  return new Datetime(date.days * DAY + (((value.ms % DAY) + DAY) % DAY));
}

const make = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Datetime =>
  new Datetime(Date.UTC(year, month - 1, day, hour, minute, second));

const DATETIME_METHODS: PlatformType['members'] = {
  'static Datetime newInstance(Long)': (ms: bigint) => new Datetime(Number(notNull(ms))),
  'static Datetime newInstance(Integer, Integer, Integer)': make,
  'static Datetime newInstance(Integer, Integer, Integer, Integer, Integer, Integer)': make,
  'static Datetime newInstanceGmt(Integer, Integer, Integer)': make,
  'static Datetime newInstanceGmt(Integer, Integer, Integer, Integer, Integer, Integer)': make,
  'static Datetime valueOf(String)': (text: string) => Datetime.parseGmt(notNull(text)),
  'static Datetime valueOfGmt(String)': (text: string) => Datetime.parseGmt(notNull(text)),
  'Long getTime()': (value: Datetime) => BigInt(value.ms),
  'Datetime addDays(Integer)': shifted(DAY),
  'Datetime addHours(Integer)': shifted(HOUR),
  'Datetime addMinutes(Integer)': shifted(MINUTE),
  'Datetime addSeconds(Integer)': shifted(SECOND),
  'Datetime addMonths(Integer)': (value: Datetime, count: number) =>
    timeOf(value.date().addMonths(count), value),
  'Datetime addYears(Integer)': (value: Datetime, count: number) =>
    timeOf(value.date().addMonths(12 * count), value),
  'Integer year()': (value: Datetime) => value.utc.getUTCFullYear(),
  'Integer month()': (value: Datetime) => value.utc.getUTCMonth() + 1,
  'Integer day()': (value: Datetime) => value.utc.getUTCDate(),
  'Integer hour()': (value: Datetime) => value.utc.getUTCHours(),
  'Integer minute()': (value: Datetime) => value.utc.getUTCMinutes(),
  'Integer second()': (value: Datetime) => value.utc.getUTCSeconds(),
  'Integer millisecond()': (value: Datetime) => value.utc.getUTCMilliseconds(),
  'Integer yearGmt()': (value: Datetime) => value.utc.getUTCFullYear(),
  'Integer monthGmt()': (value: Datetime) => value.utc.getUTCMonth() + 1,
  'Integer dayGmt()': (value: Datetime) => value.utc.getUTCDate(),
  'Integer hourGmt()': (value: Datetime) => value.utc.getUTCHours(),
  'Integer minuteGmt()': (value: Datetime) => value.utc.getUTCMinutes(),
  'Integer secondGmt()': (value: Datetime) => value.utc.getUTCSeconds(),
  'Date date()': (value: Datetime) => value.date(),
  'Date dateGmt()': (value: Datetime) => value.date(),
  'String format()': (value: Datetime) => value.toString(),
  'String format(String)': formatDatetime,
  'String format(String, String)': (value: Datetime, pattern: string) => formatDatetime(value, pattern),
  'String formatGmt(String)': formatDatetime,
  'Boolean isSameDay(Datetime)': (a: Datetime, b: Datetime) => a.date().days === b.date().days,
};

const DATE_METHODS: PlatformType['members'] = {
  'static Date newInstance(Integer, Integer, Integer)': ApexDate.of,
  'static Date valueOf(String)': (text: string) => ApexDate.parse(notNull(text)),
  'Date addDays(Integer)': (date: ApexDate, count: number) => new ApexDate(date.days + count),
  'Date addMonths(Integer)': (date: ApexDate, count: number) => date.addMonths(count),
  'Date addYears(Integer)': (date: ApexDate, count: number) => date.addMonths(12 * count),
  'Integer daysBetween(Date)': (date: ApexDate, other: ApexDate) => notNull(other).days - date.days,
  'Integer year()': (date: ApexDate) => date.utc.getUTCFullYear(),
  'Integer month()': (date: ApexDate) => date.utc.getUTCMonth() + 1,
  'Integer day()': (date: ApexDate) => date.utc.getUTCDate(),
};

/** Date and Datetime. The time is the clock of the running transaction. */
export function dateTypes(rt: Runtime): readonly PlatformType[] {
  const now = (): Datetime => new Datetime(rt.tx.now);
  return [
    {
      name: 'Date',
      kind: 'primitive',
      members: { ...DATE_METHODS, 'static Date today()': () => now().date() },
    },
    {
      name: 'Datetime',
      kind: 'primitive',
      members: { ...DATETIME_METHODS, 'static Datetime now()': now },
    },
  ];
}
