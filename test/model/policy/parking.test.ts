import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overdueSinceMs, parkedTimeMs, postpone } from '../../../src/model/policy/parking.ts';

const time = fc.nat(100_000_000);
const since = fc.option(time, { nil: null });

test('a row that the sweeper takes counts as parked since it was due, unless it was parked before', () => {
  expect(overdueSinceMs(1000, null, 5000)).toBe(1000);
  expect(overdueSinceMs(1000, 300, 5000)).toBe(300);
});

test('one that is taken in time is not parked by it', () => {
  expect([overdueSinceMs(5000, null, 5000), overdueSinceMs(5001, 300, 5000)]).toEqual([null, 300]);
});

test('whatever held a request back, it is parked from when it could have gone, and only until it is sent', () => {
  fc.assert(
    fc.property(time, since, time, time, (dueAtMs, parkedSinceMs, untilMs, nowMs) => {
      const held = postpone({ dueAtMs, parkedSinceMs }, untilMs, nowMs);
      expect(held.dueAtMs).toBe(Math.max(dueAtMs, untilMs));
      const from = dueAtMs >= untilMs ? parkedSinceMs : (parkedSinceMs ?? Math.max(dueAtMs, nowMs));
      expect(held.parkedSinceMs).toBe(from);
      const taken = { ...held, parkedSinceMs: overdueSinceMs(held.dueAtMs, held.parkedSinceMs, untilMs + 7) };
      expect(parkedTimeMs(taken, untilMs + 7)).toBe(
        Math.max(0, untilMs + 7 - (taken.parkedSinceMs ?? untilMs + 7)),
      );
    }),
  );
});
