import { expect, test } from 'vitest';
import { deliveryOf } from '../../../src/model/simulation/delivery.ts';
import {
  addSums,
  emptySums,
  type TimelineId,
  timelinesOf,
} from '../../../src/model/simulation/minute-sums.ts';
import { Histogram } from '../../../src/model/simulation/statistics/histogram.ts';
import { burst, org, settings } from './settings.ts';

const of = settings(
  { bursts: [burst(1)], horizonHours: 30 },
  { org: { ...org, otherAsyncExecutionsPerDay: 100 } },
);

function timeline(id: TimelineId, values: Readonly<Record<number, number>>, replications = 1) {
  const sums = emptySums(of);
  for (const [minute, value] of Object.entries(values)) sums[id][Number(minute)] = value;
  const found = timelinesOf(sums, replications, of).find((each) => each.id === id);
  if (!found) throw new Error(`no timeline ${id}`);
  return found;
}

test('executions are those of the 24 hours that end with the minute, with the other work, against the limit', () => {
  const { perMinute, limit } = timeline('asyncExecutions', { 0: 20, 5: 4, 1444: 6 }, 2);
  expect(limit).toBe(250_000);
  expect([0, 4, 5, 1439, 1440, 1444].map((minute) => perMinute[minute])).toEqual([
    110, 110, 112, 112, 102, 105,
  ]);
  expect(perMinute).toHaveLength(1445);
});

test('an open circuit is a share of the minute, all else a mean over the replications', () => {
  expect(timeline('circuitOpen', { 1: 60_000, 2: 15_000 }).perMinute).toEqual([0, 1, 0.25]);
  expect(timeline('backlog', { 1: 30 }, 3).perMinute).toEqual([0, 10]);
});

test('all timelines end with the last minute in which anything happens', () => {
  const sums = emptySums(of);
  sums.deadLetters[7] = 1;
  addSums(sums, sums);
  const timelines = timelinesOf(sums, 1, of);
  expect(timelines.map(({ perMinute }) => perMinute.length)).toEqual([8, 8, 8, 8, 8]);
  expect(timelines.find(({ id }) => id === 'deadLetters')?.perMinute[7]).toBe(2);
});

test('the curve of deliveries ends where all that are delivered are, and says how many are not', () => {
  const deliveryMs = new Histogram();
  for (const seconds of [1, 60, 600]) deliveryMs.add(seconds * 1000);
  const { upToMinutes, share, undelivered } = deliveryOf(deliveryMs, 4);
  const at = (minutes: number) => share[upToMinutes.indexOf(minutes)];
  expect([at(1 / 60), at(0.75), at(1), at(9), at(10)]).toEqual([0.25, 0.25, 0.5, 0.5, 0.75]);
  expect([upToMinutes.at(-1), undelivered]).toEqual([10, 0.25]);
  expect(deliveryOf(new Histogram(), 0)).toMatchObject({ undelivered: 0 });
});
