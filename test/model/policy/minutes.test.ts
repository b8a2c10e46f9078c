import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAW_RANGE } from '../../../src/model/policy/draw.ts';
import { MINUTE_MS, minutesCovering, stochasticMinutes } from '../../../src/model/policy/minutes.ts';
import { draw } from './arbitrary.ts';

const delay = fc.integer({ min: 0, max: 86_400_000 });

describe('stochastic rounding', () => {
  it.each([1, 45_678])(
    'keeps the mean of %i ms exactly: as many of all 2^24 draws go up as the fraction says',
    (fraction) => {
      let up = 0;
      for (let v = 0; v < DRAW_RANGE; v++) up += stochasticMinutes(fraction, v);
      // The draws below fraction x 2^24 / 60,000: their number is that quotient, rounded up to a whole draw.
      expect(up).toBe(Number((BigInt(fraction) * 16_777_216n + 59_999n) / 60_000n));
    },
  );

  it('goes up for exactly the draws below fraction x 2^24 / 60,000', () => {
    fc.assert(
      fc.property(delay, (d) => {
        const fraction = d % MINUTE_MS;
        const threshold = Number((BigInt(fraction) * 16_777_216n + 59_999n) / 60_000n);
        const whole = (d - fraction) / MINUTE_MS;
        if (threshold > 0) expect(stochasticMinutes(d, threshold - 1)).toBe(whole + 1);
        expect(stochasticMinutes(d, threshold)).toBe(whole);
      }),
    );
  });

  it('is off by less than a minute and never changes whole minutes', () => {
    fc.assert(
      fc.property(delay, draw, (d, v) => {
        expect(Math.abs(stochasticMinutes(d, v) * MINUTE_MS - d)).toBeLessThan(MINUTE_MS);
        expect(stochasticMinutes(d - (d % MINUTE_MS), v)).toBe(Math.floor(d / MINUTE_MS));
      }),
    );
  });
});

describe('covering minutes', () => {
  it('are the least that are not shorter than the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 253_402_300_799_000 }), (d) => {
        const minutes = minutesCovering(d);
        expect(minutes * MINUTE_MS).toBeGreaterThanOrEqual(d);
        expect((minutes - 1) * MINUTE_MS).toBeLessThan(d);
      }),
    );
  });

  it('are none for a time that has passed', () => {
    fc.assert(fc.property(fc.integer({ max: 0 }), (d) => minutesCovering(d) === 0));
  });
});
