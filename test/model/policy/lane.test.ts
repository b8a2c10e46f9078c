import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidDelay } from '../../../src/model/platform/delay.ts';
import { outagesInARow, stopUntilMs } from '../../../src/model/policy/calling.ts';
import { type Decision, decide } from '../../../src/model/policy/decide.ts';
import { dueRequests, type LanePlan, nextJob, parkedJob } from '../../../src/model/policy/lane.ts';
import { parkedTimeMs, postpone, type Waiting } from '../../../src/model/policy/parking.ts';
import { freeLanes, LANE_CAPACITY, spreadOverLanes, underReserve } from '../../../src/model/policy/submit.ts';
import { aPolicy } from './a-policy.ts';
import { draw, NOW } from './arbitrary.ts';

const TEN_MINUTES_MS = 600_000;

const waiting: fc.Arbitrary<Waiting> = fc
  .tuple(fc.integer({ min: -900_000, max: 1_800_000 }), fc.option(fc.nat(900_000)))
  .map(([inMs, parkedForMs]) => ({
    dueAtMs: NOW + inMs,
    parkedSinceMs: parkedForMs === null ? null : NOW - parkedForMs,
  }));
const requests = fc.array(
  waiting.map((request): Named => ({ ...request, id: {} })),
  { maxLength: 20 },
);
const untilMs = fc.option(fc.integer({ min: -900_000, max: 1_800_000 }).map((inMs) => NOW + inMs));

type Named = Waiting & { readonly id: object };

/** The laws of every plan: nothing lost or doubled, the child's delay valid, each request where its wait belongs. */
function expectSound(before: readonly Named[], { child, rows }: LanePlan<Named>): void {
  const after = [...(child?.requests ?? []), ...rows];
  expect(after).toHaveLength(before.length);
  expect(new Set(after.map((request) => request.id))).toEqual(new Set(before.map((request) => request.id)));
  for (const row of rows) expect(row.dueAtMs).toBeGreaterThanOrEqual(NOW + TEN_MINUTES_MS);
  if (child === null) return;
  expect(child.requests.length).toBeGreaterThan(0);
  expect(isValidDelay(child.minutes)).toBe(true);
  const startMs = NOW + child.minutes * 60_000;
  expect(child.requests.some((request) => request.dueAtMs <= startMs)).toBe(true);
}

describe('a lane that has made its callouts', () => {
  it('loses no request, and its child starts when the first of them is due', () => {
    fc.assert(
      fc.property(requests, untilMs, (before, silentUntilMs) => {
        const plan = nextJob(before, silentUntilMs, NOW);
        expectSound(before, plan);
        const child = plan.child;
        if (child === null) return;
        const earliestMs = Math.min(...child.requests.map((request) => request.dueAtMs));
        expect(child.minutes).toBe(Math.max(0, Math.ceil((earliestMs - NOW) / 60_000)));
      }),
    );
  });

  it('sends nothing before its silence is over', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 0, max: 1_800_000 }), (before, inMs) => {
        const { child, rows } = nextJob(before, NOW + inMs, NOW);
        for (const request of [...(child?.requests ?? []), ...rows]) {
          expect(request.dueAtMs).toBeGreaterThanOrEqual(NOW + inMs);
        }
      }),
    );
  });

  it('tries the requests whose time has come, to the ms', () => {
    const [past, now, later] = [-1, 0, 1].map((ms) => ({ dueAtMs: NOW + ms, parkedSinceMs: null }));
    expect(
      dueRequests(
        [past, now, later].filter((r) => r !== undefined),
        NOW,
      ),
    ).toEqual([past, now]);
  });
});

describe('a parked lane', () => {
  it('loses no request and never comes back at once or before it may call', () => {
    fc.assert(
      fc.property(requests, untilMs, fc.boolean(), draw, (before, until, probes, r) => {
        const plan = parkedJob(before, until, probes, r, NOW);
        expectSound(before, plan);
        if (plan.child === null) return;
        expect(plan.child.minutes).toBeGreaterThanOrEqual(1);
        expect(NOW + plan.child.minutes * 60_000).toBeGreaterThanOrEqual(until ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('without a token comes back one to five minutes after the lane with one', () => {
    fc.assert(
      fc.property(draw, (r) => {
        const due = [{ dueAtMs: NOW, parkedSinceMs: null }];
        const probing = parkedJob(due, NOW + 120_000, true, r, NOW).child?.minutes;
        const following = parkedJob(due, NOW + 120_000, false, r, NOW).child?.minutes;
        expect(probing).toBe(2);
        expect(following).toBeGreaterThanOrEqual(3);
        expect(following).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('parked time', () => {
  it('counts from when a request could have gone, once, over any number of postponements', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1 }), (steps) => {
        let request: Waiting = { dueAtMs: NOW + 1000, parkedSinceMs: null };
        let nowMs = NOW;
        for (const step of steps) {
          request = postpone(request, Math.max(request.dueAtMs + 1, nowMs + step), nowMs);
          nowMs += step;
        }
        expect(request.parkedSinceMs).toBe(NOW + 1000);
        expect(parkedTimeMs(request, NOW + 5000)).toBe(4000);
        expect(parkedTimeMs(request, NOW)).toBe(0);
      }),
    );
  });

  it('is none for a request that was not held back', () => {
    const request = { dueAtMs: NOW + 1000, parkedSinceMs: null };
    expect(postpone(request, NOW + 1000, NOW)).toBe(request);
    expect(parkedTimeMs(request, NOW + 9000)).toBe(0);
  });
});

describe('a job stops calling', () => {
  const first = {
    submittedAtMs: NOW,
    firstAttemptAtMs: NOW,
    parkedMs: 0,
    attempts: 1,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  };
  const draws = { jitter: 0, rounding: 0 };
  const decided = (status: number, retryAfter: string | null = null): Decision =>
    decide(aPolicy(), first, { kind: 'answer', status, retryAfter }, NOW, draws);

  it('after a 429 for its pause, after a Retry-After for what it asks, after nothing else', () => {
    expect(stopUntilMs(decided(429), 0, NOW)).toBe(NOW + 300_000);
    expect(stopUntilMs(decided(503, '45'), 1, NOW)).toBe(NOW + 45_000);
    expect(stopUntilMs(decided(503), 2, NOW)).toBeNull();
    expect(stopUntilMs(decided(200), 0, NOW)).toBeNull();
  });

  it('for a minute after the third outage in a row', () => {
    let outages = 0;
    for (const status of [503, 503, 200, 500, 504, 503]) outages = outagesInARow(outages, decided(status));
    expect(outages).toBe(3);
    expect(stopUntilMs(decided(503), outages, NOW)).toBe(NOW + 60_000);
  });
});

describe('submit', () => {
  it('leaves one job to the caller of a synchronous transaction, none in an asynchronous one', () => {
    expect([freeLanes(50, 0), freeLanes(50, 48), freeLanes(50, 49), freeLanes(50, 50)]).toEqual([
      49, 1, 0, 0,
    ]);
    expect([freeLanes(2, 0), freeLanes(1, 0), freeLanes(1, 1)]).toEqual([1, 1, 0]);
  });

  it('makes rows when less than the reserve of the daily limit is left: 25,000 of 250,000 are 10 %', () => {
    expect(underReserve(250_000, 225_000, 10)).toBe(false);
    expect(underReserve(250_000, 225_001, 10)).toBe(true);
    expect(underReserve(250_000, 250_000, 0)).toBe(false);
    expect(underReserve(250_000, 250_001, 0)).toBe(true);
  });

  it('places every request, never starts a lane too many, too full or empty, and fills them evenly', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.nat(49),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100 }),
        (count, free, maxLanes, requestsPerJob) => {
          const { lanes, rows } = spreadOverLanes(count, free, maxLanes, requestsPerJob);
          expect(lanes.reduce((sum, size) => sum + size, rows)).toBe(count);
          expect(lanes.length).toBeLessThanOrEqual(Math.min(free, maxLanes));
          expect(lanes.every((size) => size >= 1 && size <= LANE_CAPACITY)).toBe(true);
          if (lanes.length > 0) expect(Math.max(...lanes) - Math.min(...lanes)).toBeLessThanOrEqual(1);
          if (rows > 0) expect(lanes.every((size) => size === 100)).toBe(true);
        },
      ),
    );
  });
});
