const SECONDS = /^[0-9]{1,9}$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const IMF_FIXDATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT$/;

const DAY_MS = 86_400_000;

/** Days from 1970-01-01 to a day of the Gregorian calendar; all divisions are of integers >= 0 for years from 1600 on. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 1 - 719_468;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function fixdateMs(text: string): number | null {
  const match = IMF_FIXDATE.exec(text);
  if (!match) return null;
  const [, , day, monthName, year, hour, minute, second] = match;
  const month = MONTHS.indexOf(String(monthName)) + 1;
  const valid =
    month > 0 &&
    Number(year) >= 1600 &&
    Number(day) >= 1 &&
    Number(day) <= daysInMonth(Number(year), month) &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60;
  if (!valid) return null;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  return daysSinceEpoch(Number(year), month, Number(day)) * DAY_MS + time;
}

/**
 * How long a `Retry-After` header asks to wait, in ms from now; null where the header is absent or is neither of the
 * two forms of RFC 9110 section 10.2.3 that are in use (delay-seconds, IMF-fixdate). A date in the past asks for 0.
 * The day of the week is not checked against the date. Surrounding blanks are not part of a header's value and are
 * not stripped here: the two twins must not differ in what they call a blank.
 *
 * @param header - the value as received, or null
 * @param nowMs - the time of the answer, ms since 1970
 */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = fixdateMs(header);
  return at === null ? null : Math.max(0, at - nowMs);
}
