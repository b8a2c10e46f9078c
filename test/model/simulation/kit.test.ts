import { describe, expect, test } from 'vitest';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import type { SenderSettings } from '../../../src/model/simulation/settings.ts';
import { burst, org, outage, policy, sender, settings } from './settings.ts';

const MINUTE = 60_000;

function run(
  parts: Parameters<typeof settings>[0],
  more: { readonly sender?: Partial<SenderSettings>; readonly others?: number } = {},
): Outturn {
  return new Simulation(
    settings(parts, {
      sender: { ...sender, ...more.sender },
      org: { ...org, otherAsyncExecutionsPerDay: more.others ?? 0 },
    }),
  ).run(0);
}

function callMinutes({ callsPerMinute }: Outturn): number[] {
  return [...callsPerMinute].flatMap((calls, minute) => (calls > 0 ? [minute] : []));
}

describe('submit', () => {
  test('spreads a transaction over the lanes; each execution tries ten', () => {
    // 200 requests: 5 lanes of 40, each of them 4 executions of 10.
    const { executions, deepestChain, delivered } = run({ bursts: [burst(200)] });
    expect([executions, deepestChain, delivered]).toEqual([20, 4, 200]);
  });

  test('starts no more lanes than the first attempts need', () => {
    expect(run({ bursts: [burst(10)] }).executions).toBe(1);
    expect(run({ bursts: [burst(11)] }).executions).toBe(2);
  });

  test('leaves one of the 50 slots to a synchronous caller', () => {
    const { executions, limitExceptions } = run(
      { bursts: [burst(200)] },
      { sender: { requestsPerJob: 1, maxLanes: 50 } },
    );
    expect([executions, limitExceptions]).toEqual([200, 0]);
    expect(run({ bursts: [burst(50)] }, { sender: { requestsPerJob: 1, maxLanes: 50 } }).deepestChain).toBe(
      2,
    );
    expect(run({ bursts: [burst(49)] }, { sender: { requestsPerJob: 1, maxLanes: 50 } }).deepestChain).toBe(
      1,
    );
  });

  test('takes the only slot of an asynchronous caller', () => {
    const { executions, deepestChain, limitExceptions } = run({
      bursts: [burst(40, 40, { context: 'async' })],
    });
    expect([executions, deepestChain, limitExceptions]).toEqual([4, 4, 0]);
  });

  test('what does not fit 100 to a lane becomes rows, and the sweeper comes at once', () => {
    // 700 in a transaction: 5 lanes of 100; 200 rows, of which two executions of the sweep make lanes and a third finds
    // none. Their lanes still run, so it looks again in ten minutes.
    const outturn = run({ bursts: [burst(700, 700)] });
    expect([outturn.delivered, outturn.executions]).toEqual([700, 50 + 3 + 1 + 20]);
    expect(callMinutes(outturn)).toEqual([0]);
  });

  test('a sweep starts as many lanes as a submit; the rest of the rows waits for the next one', () => {
    // 1,300 in a transaction: 500 in lanes, 800 rows. The first sweep takes 500 of them, the next, ten minutes on, 300.
    const outturn = run({ bursts: [burst(1300, 1300)] });
    expect([...outturn.callsPerMinute.slice(0, 11)]).toEqual([1000, ...Array(9).fill(0), 300]);
    expect(outturn.executions).toBe(50 + (5 + 1) + 50 + (3 + 1) + 1 + 30);
  });

  test('rows of an asynchronous caller wait for its job, which wakes the sweeper: the caller has no slot for it', () => {
    const outturn = run({ bursts: [burst(150, 150, { context: 'async', atMinute: 5 })] });
    expect(callMinutes(outturn)).toEqual([5]);
    expect([outturn.delivered, outturn.executions]).toEqual([150, 10 + 2 + 1 + 5]);
  });
});

describe('a job', () => {
  test('lasts as long as its calls one after the other, plus a second', () => {
    // 20 requests in one lane, 10 calls of 300 ms each: the second job starts at 4 s.
    const { lastFinalAtMs } = run({ bursts: [burst(20)], latencyMs: 300 }, { sender: { maxLanes: 1 } });
    expect(lastFinalAtMs).toBe(3000 + 1000 + 3000);
  });

  test('makes at most 100 callouts', () => {
    const { executions } = run({ bursts: [burst(100)] }, { sender: { requestsPerJob: 100, maxLanes: 1 } });
    expect(executions).toBe(1);
  });

  test('makes no call whose time-out would not fit into 120 s any more', () => {
    // Calls of 15 s, time-out 20 s: the eighth would start at 105 s and may last until 125 s.
    const { executions } = run({ bursts: [burst(8, 8)], latencyMs: 15_000 });
    expect(executions).toBe(2);
    expect(run({ bursts: [burst(7, 7)], latencyMs: 15_000 }).executions).toBe(1);
  });

  test('stops after three outages in a row, and the rest tries again a minute later', () => {
    const outturn = run({ bursts: [burst(10)], outages: [outage(0, 1)] });
    // Three fail in the first minute; the seven untouched ones go through at once in the second.
    expect(outturn.callsPerMinute[0]).toBe(3);
    expect(outturn.callsPerMinute[1]).toBeGreaterThanOrEqual(7);
    expect(outturn.delivered).toBe(10);
  });

  test('tries what is untouched before what has failed: in an outage, all requests of a lane spend their attempts alike', () => {
    // Three attempts a minute, so 120 in the outage, for 30 requests with 7 attempts each.
    const parts = { bursts: [burst(30)], outages: [outage(0, 40)] };
    const { deadLettered, delivered } = run(parts, { sender: { maxLanes: 1, requestsPerJob: 30 } });
    expect([deadLettered, delivered]).toEqual([0, 30]);
  });

  test('does not stop for failures that are no outage', () => {
    const outturn = run({ bursts: [burst(10)], outages: [outage(0, 1, { failure: 408 })] });
    expect(outturn.callsPerMinute[0]).toBe(10);
  });

  test('stops after the first 429, for as long as back-off asks', () => {
    const outturn = run({ bursts: [burst(10)], outages: [outage(0, 1, { failure: 429 })] });
    expect(outturn.callsPerMinute[0]).toBe(1);
    expect(outturn.delivered).toBe(10);
  });
});

describe('waiting', () => {
  test('a wait of ten minutes is a delayed job, a longer one a row that the sweeper takes', () => {
    const fixed = { ...policy, jitter: 'none' as const, maxRetries: 1 };
    const wait = (seconds: number): Outturn =>
      run(
        { bursts: [burst(1)], outages: [outage(0, 1)] },
        { sender: { policy: { ...fixed, baseDelayMs: seconds * 1000, maxDelayMs: seconds * 1000 } } },
      );
    const ten = wait(600);
    expect([callMinutes(ten), ten.executions]).toEqual([[0, 10], 2]);
    // 25 minutes: sweeps at 10 and 20 minutes; the second starts a job, delayed by 5, looks whether there is more, and at
    // 30 minutes whether the job is done.
    const longer = wait(1500);
    expect([callMinutes(longer), longer.executions]).toEqual([[0, 25], 1 + 2 + 1 + 1 + 1]);
  });

  test('a row is due in a whole second, never before its time', () => {
    const late = { ...policy, jitter: 'none' as const, baseDelayMs: 1_500_000, maxDelayMs: 1_500_000 };
    const parts = { bursts: [burst(1)], outages: [outage(0, 1)], latencyMs: 300 };
    const due: number[] = [];
    new Simulation(settings(parts, { sender: { ...sender, policy: late } }), (event) => {
      if (event.kind === 'job-end') due.push(...event.rows.map(({ dueAtMs }) => dueAtMs));
    }).run(0);
    // It failed at 300 ms, and 25 minutes later is 25 minutes and a second.
    expect(due).toEqual([25 * MINUTE + 1000]);
  });

  test('the sweeper comes every ten minutes while rows wait, and not afterwards', () => {
    const fixed = {
      ...policy,
      jitter: 'none' as const,
      maxRetries: 1,
      baseDelayMs: 7_200_000,
      maxDelayMs: 7_200_000,
    };
    const { executions } = run(
      { bursts: [burst(1)], outages: [outage(0, 1)] },
      { sender: { policy: fixed } },
    );
    // Eleven sweeps up to 110 minutes; one more execution and the job; sweeps at 120 and 130 see it begin and done.
    expect(executions).toBe(1 + 11 + 1 + 1 + 2);
  });
});

describe('the daily limit', () => {
  test('under the reserve, requests wait as rows; an org with room sends them', () => {
    const busy = run({ bursts: [burst(200)] }, { others: 225_001 });
    expect([busy.calls, busy.waiting, busy.lost]).toEqual([0, 200, 0]);
    expect(run({ bursts: [burst(200)] }, { others: 224_900 }).delivered).toBe(200);
  });

  test('the reserve begins at its very percent', () => {
    // 10 % of 250,000 is 25,000: with exactly so many left the lane may start, with one fewer not.
    expect(run({ bursts: [burst(1)] }, { others: 225_000 }).delivered).toBe(1);
    expect(run({ bursts: [burst(1)] }, { others: 225_001 }).delivered).toBe(0);
  });

  test('at the hard limit nothing is lost either: rows wait, and go on as the window rolls', () => {
    // 40 lanes fill what is left; they are done in a second, and count for 24 hours.
    const outturn = run(
      { bursts: [burst(400, 10), burst(10, 10, { atMinute: 60 })], horizonHours: 30 },
      { sender: { reservePercent: 0 }, others: 250_000 - 40 },
    );
    expect(outturn.refusedExecutions).toBeGreaterThan(0);
    expect([outturn.delivered, outturn.lost, outturn.peakExecutions]).toEqual([410, 0, 250_000]);
    expect(callMinutes(outturn)).toEqual([0, 24 * 60 + 7]);
    expect(outturn.lastFinalAtMs).toBeGreaterThanOrEqual(24 * 60 * MINUTE);
  });
});
