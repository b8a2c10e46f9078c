import { Fault } from '../values/fault.ts';

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const YEAR_MS = 366 * 86_400_000;

/** Lowest and highest value of one piece of a cron expression: `5`, `1-5`, `0/10`, `MON`. */
function bounds(
  range: string,
  from: number,
  to: number,
  open: boolean,
  names: readonly string[],
): readonly [number, number] {
  const [first = '', last] = range.split('-').map((text) => {
    const named = names.indexOf(text.toUpperCase());
    return named >= 0 ? String(named + from) : text;
  });
  const low = first === '*' ? from : Number(first);
  if (last !== undefined) return [low, Number(last)];
  return [low, open ? to : low];
}

/** The values that one part of a cron expression allows; null for all. */
function allowed(
  part: string,
  from: number,
  to: number,
  names: readonly string[] = [],
): ReadonlySet<number> | null {
  if (part === '*' || part === '?') return null;
  const values = new Set<number>();
  for (const piece of part.split(',')) {
    const [range = '', step] = piece.split('/');
    const [low, high] = bounds(range, from, to, step !== undefined, names);
    if (!Number.isInteger(low) || !Number.isInteger(high) || low < from || high > to) {
      throw new Fault('StringException', `Illegal cron expression part: ${part}`);
    }
    for (let value = low; value <= high; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/**
 * The first time after `after` that a cron expression of the platform names: seconds, minutes, hours, day of month,
 * month, day of week (1 or SUN = Sunday), year. `L`, `W` and `#` are not supported.
 *
 * @returns ms since 1970; null where there is none within a year
 */
export function nextFireTime(cron: string, after: number): number | null {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== 6 && parts.length !== 7)
    throw new Fault('StringException', `Illegal cron expression: ${cron}`);
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  if ((day === '?') === (weekday === '?')) {
    throw new Fault('StringException', 'One of day of month and day of week must be ?');
  }
  const seconds = allowed(second, 0, 59) ?? new Set([0]);
  const minutes = allowed(minute, 0, 59);
  const hours = allowed(hour, 0, 23);
  const days = allowed(day, 1, 31);
  const months = allowed(month, 1, 12);
  const weekdays = allowed(weekday, 1, 7, DAYS);
  const start = Math.floor(after / 60_000) * 60_000;
  for (let at = start; at < after + YEAR_MS; at += 60_000) {
    const time = new Date(at);
    const fits =
      (minutes?.has(time.getUTCMinutes()) ?? true) &&
      (hours?.has(time.getUTCHours()) ?? true) &&
      (days?.has(time.getUTCDate()) ?? true) &&
      (months?.has(time.getUTCMonth() + 1) ?? true) &&
      (weekdays?.has(time.getUTCDay() + 1) ?? true);
    if (!fits) continue;
    const found = [...seconds].map((each) => at + each * 1000).filter((each) => each > after);
    if (found.length > 0) return Math.min(...found);
  }
  return null;
}
