const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Ms since 1970 of an IMF-fixdate, by the calendar of the JavaScript engine; null for anything else. */
function fixdate(text: string): number | null {
  const words = text.split(' ');
  const [weekday = '', day = '', name = '', year = '', clock = '', zone = ''] = words;
  const [hour = '', minute = '', second = ''] = clock.split(':');
  const digits = [day, hour, minute, second].every((part) => /^\d\d$/.test(part)) && /^\d{4}$/.test(year);
  const shape =
    words.length === 6 &&
    clock.split(':').length === 3 &&
    ['Mon,', 'Tue,', 'Wed,', 'Thu,', 'Fri,', 'Sat,', 'Sun,'].includes(weekday) &&
    NAMES.includes(name) &&
    zone === 'GMT';
  if (!digits || !shape || Number(year) < 1600) return null;
  // A day that the month does not have comes back as a day of the next month.
  const date = new Date(Date.UTC(Number(year), NAMES.indexOf(name), Number(day)));
  const exists = date.getUTCDate() === Number(day) && date.getUTCMonth() === NAMES.indexOf(name);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return date.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

/** `[0-9]{1,9}` or an IMF-fixdate: ms to wait, a date that has passed 0; null for anything else. */
export function askedMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds =
    header.length >= 1 && header.length <= 9 && [...header].every((c) => '0123456789'.includes(c));
  if (seconds) return Number(BigInt(header) * 1000n);
  const at = fixdate(header);
  if (at === null) return null;
  return at > now ? at - now : 0;
}
