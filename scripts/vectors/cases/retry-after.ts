import { askedMs } from '../retry-after.ts';
import { MONDAY, type VectorFile } from '../vector.ts';

const SECONDS = ['0', '1', '00', '007', '59', '60', '120', '3600', '86400', '999999999'];

const DATES = [
  'Mon, 05 Jan 2026 10:00:00 GMT',
  'Mon, 05 Jan 2026 10:00:01 GMT',
  'Mon, 05 Jan 2026 10:02:00 GMT',
  'Mon, 05 Jan 2026 09:59:59 GMT',
  'Tue, 06 Jan 2026 00:00:00 GMT',
  'Sun, 06 Nov 1994 08:49:37 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Thu, 31 Dec 2026 23:59:60 GMT',
  'Sun, 29 Feb 2032 12:00:00 GMT',
  'Tue, 29 Feb 2028 12:00:00 GMT',
  'Mon, 01 Mar 2100 00:00:00 GMT',
  'Wed, 01 Mar 2028 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Sun, 05 Jan 2026 10:05:00 GMT',
  'Tue, 29 Feb 2000 00:00:00 GMT',
  'Sat, 01 Jan 1600 00:00:00 GMT',
  'Sat, 30 Jun 2029 10:00:00 GMT',
  'Thu, 29 Feb 2400 10:00:00 GMT',
];

const GARBAGE = [
  '',
  ' ',
  ' 120',
  '120 ',
  '+120',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '1234567890',
  '12O',
  '١٢٠',
  'soon',
  '120, 60',
  '2026-01-05T10:05:00Z',
  'Mon, 05 Jan 2026 10:05:00 UTC',
  'Mon, 05 Jan 2026 10:05:00 +0000',
  'Mon, 05 Jan 2026 10:05:00',
  'mon, 05 jan 2026 10:05:00 GMT',
  'Mon, 5 Jan 2026 10:05:00 GMT',
  'Mon, 05 Jan 26 10:05:00 GMT',
  'Monday, 05-Jan-26 10:05:00 GMT',
  'Mon Jan  5 10:05:00 2026',
  'Mon, 05 Foo 2026 10:05:00 GMT',
  'Mon, 00 Jan 2026 10:05:00 GMT',
  'Mon, 32 Jan 2026 10:05:00 GMT',
  'Thu, 31 Apr 2026 10:05:00 GMT',
  'Thu, 31 Jun 2026 10:05:00 GMT',
  'Thu, 31 Sep 2026 10:05:00 GMT',
  'Mon, 31 Nov 2026 10:05:00 GMT',
  'Sun, 29 Feb 2026 10:05:00 GMT',
  'Mon, 29 Feb 2100 10:05:00 GMT',
  'Sun, 30 Feb 2028 10:05:00 GMT',
  'Mon, 05 Jan 2026 24:00:00 GMT',
  'Mon, 05 Jan 2026 10:60:00 GMT',
  'Mon, 05 Jan 2026 10:05:61 GMT',
  'Mon, 05 Jan 2026 1:05:00 GMT',
  'Mon, 05 Jan 1599 10:05:00 GMT',
  'Mon,  05 Jan 2026 10:05:00 GMT',
  'Mon, 05 Jan 2026 10:05:00 GMT ',
  'Mon 05 Jan 2026 10:05:00 GMT',
];

function headers(): [header: string | null, nowMs: number][] {
  return [
    [null, MONDAY],
    ...[...SECONDS, ...DATES, ...GARBAGE].map((header): [string, number] => [header, MONDAY]),
    ...DATES.slice(0, 4).map((header): [string, number] => [header, MONDAY + 1]),
    ['120', MONDAY + 1],
  ];
}

export const RETRY_AFTER: VectorFile = {
  name: 'retry-after',
  vectors: headers().map(([header, nowMs]) => ({
    name: `${header === null ? 'no header' : JSON.stringify(header)} at ${new Date(nowMs).toISOString()}`,
    input: { header, nowMs },
    expected: askedMs(header, nowMs),
  })),
};
