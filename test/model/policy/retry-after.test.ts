import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/model/policy/retry-after.ts';
import { NOW } from './arbitrary.ts';

describe('Retry-After', () => {
  it('reads every date that toUTCString writes as that very instant', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(NOW), max: new Date('9999-12-31T23:59:59Z') }),
        (date) => {
          const seconds = Math.floor(date.getTime() / 1000) * 1000;
          expect(retryAfterMs(date.toUTCString(), NOW)).toBe(Math.max(0, seconds - NOW));
        },
      ),
    );
  });

  it('asks for 0 by a date that has passed, back to 1600', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('1600-01-01T00:00:00Z'), max: new Date(NOW) }),
        (date) => {
          expect(retryAfterMs(date.toUTCString(), NOW)).toBe(0);
        },
      ),
    );
  });

  it('reads the days since 1970 right where the calendar is: 2000-02-29 is day 11,016', () => {
    // 30 years x 365 = 10,950; leap days of 72, 76, 80, 84, 88, 92, 96 = 7; 31 of January + 28 of February = 59.
    expect(retryAfterMs('Tue, 29 Feb 2000 00:00:00 GMT', 0)).toBe((10_950 + 7 + 59) * 86_400_000);
  });

  it('reads one to nine digits as seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (seconds) => {
        expect(retryAfterMs(String(seconds), NOW)).toBe(seconds * 1000);
      }),
    );
  });

  it('is null for any other text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/^[0-9]{1,9}$/.test(text));
        expect(retryAfterMs(text, NOW)).toBeNull();
      }),
    );
  });
});
