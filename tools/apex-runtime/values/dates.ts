import { Fault } from './fault.ts';

const DAY_MS = 86_400_000;

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** Apex Date: days since 1970. */
export class ApexDate {
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(Math.floor(Date.UTC(year, month - 1, day) / DAY_MS));
  }

  static parse(text: string): ApexDate {
    const match = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text);
    if (!match) throw new Fault('TypeException', `Invalid date: ${text}`);
    return ApexDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
  }

  get utc(): Date {
    return new Date(this.days * DAY_MS);
  }

  addMonths(count: number): ApexDate {
    const { utc } = this;
    const month = utc.getUTCMonth() + count;
    const last = new Date(Date.UTC(utc.getUTCFullYear(), month + 1, 0)).getUTCDate();
    return ApexDate.of(utc.getUTCFullYear(), month + 1, Math.min(utc.getUTCDate(), last));
  }

  toString(): string {
    const { utc } = this;
    return `${pad(utc.getUTCFullYear(), 4)}-${pad(utc.getUTCMonth() + 1)}-${pad(utc.getUTCDate())}`;
  }
}

/** Apex Datetime: milliseconds since 1970. The time zone of the user is GMT: assumption `gmt-user`. */
export class Datetime {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  static parseGmt(text: string): Datetime {
    const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})\s*$/.exec(text);
    if (!match) throw new Fault('TypeException', `Invalid date/time: ${text}`);
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
    return new Datetime(Date.UTC(year, month - 1, day, hour, minute, second));
  }

  get utc(): Date {
    return new Date(this.ms);
  }

  date(): ApexDate {
    return new ApexDate(Math.floor(this.ms / DAY_MS));
  }

  /** `2026-11-21T10:15:30.000Z` */
  iso(): string {
    return this.utc.toISOString();
  }

  toString(): string {
    return this.iso().slice(0, 19).replace('T', ' ');
  }
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function letter(run: string, time: Date): string {
  const number = (value: number): string => pad(value, run.length);
  switch (run[0]) {
    case 'y':
      return run.length === 2 ? pad(time.getUTCFullYear() % 100) : pad(time.getUTCFullYear(), run.length);
    case 'M': {
      const name = MONTHS[time.getUTCMonth()] ?? '';
      if (run.length >= 4) return name;
      return run.length === 3 ? name.slice(0, 3) : number(time.getUTCMonth() + 1);
    }
    case 'd':
      return number(time.getUTCDate());
    case 'H':
      return number(time.getUTCHours());
    case 'h':
      return number(time.getUTCHours() % 12 || 12);
    case 'a':
      return time.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'm':
      return number(time.getUTCMinutes());
    case 's':
      return number(time.getUTCSeconds());
    case 'S':
      return number(time.getUTCMilliseconds());
    case 'E': {
      const day = DAYS[time.getUTCDay()] ?? '';
      return run.length >= 4 ? day : day.slice(0, 3);
    }
    case 'z':
      return 'GMT';
    case 'Z':
      return '+0000';
    default:
      throw new Fault(
        'IllegalArgumentException',
        `Date format letter ${run[0]} is not supported by this runtime`,
      );
  }
}

/** `Datetime.format(pattern)` with the letters of Java's SimpleDateFormat, in GMT. */
export function formatDatetime(value: Datetime, pattern: string): string {
  return pattern.replace(/'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (run, quoted: string | undefined) => {
    if (quoted === undefined) return letter(run, value.utc);
    return quoted === '' ? "'" : quoted.replaceAll("''", "'");
  });
}
