import { describe, expect, test } from 'vitest';
import { sized, tolerance } from './sizes.ts';
import { type Served, type Station, serve } from './stations.ts';

const CUSTOMERS = sized(600_000, 10_000_000);

function measure(station: Partial<Station>, share = 1, seed = 1): Served {
  const base: Station = {
    arrivalRate: 0.8,
    serviceRate: 1,
    servers: 1,
    service: 'exponential',
    full: 'wait',
  };
  const customers = Math.round(CUSTOMERS * share);
  return serve({ ...base, ...station }, customers, Math.round(customers / 50), seed);
}

function expectTime({ inSystem, error }: Served, expected: number, share = 0.015): void {
  expect(Math.abs(inSystem - expected)).toBeLessThan(tolerance(expected, share, error));
}

/** What an arrival finds, is seen by so many. */
function shareError(share: number): number {
  return Math.max(0.002, 20 * Math.sqrt((share * (1 - share)) / CUSTOMERS));
}

describe('T4: queues of the textbooks', () => {
  test('M/M/1 at 80 %: 5 in the system, 4 in line, and the tail', () => {
    const served = measure({}, 4);
    expectTime(served, 5);
    expect(Math.abs(served.inQueue - 4)).toBeLessThan(tolerance(4, 0.015, served.error));
    const quantile = (share: number): number =>
      (served.histogram.atRank(Math.ceil(served.histogram.total * share)) ?? 0) / 1000;
    expect(Math.abs(quantile(0.95) / 14.98 - 1)).toBeLessThan(0.04);
    expect(Math.abs(quantile(0.99) / 23.03 - 1)).toBeLessThan(0.06);
  });

  test.each([
    [2, 2.7778],
    [5, 1.5541],
    [10, 1.2046],
    [20, 1.064],
    [50, 1.0087],
  ])('M/M/%i at 80 %: %f in the system', (servers, time) => {
    expectTime(measure({ servers, arrivalRate: 0.8 * servers }), time, 0.01);
  });

  test('M/D/1 at 80 %: 2 in line, half of what exponential service makes', () => {
    const served = measure({ service: 'constant' }, 2);
    expectTime(served, 3);
    expect(Math.abs(served.inQueue - 2)).toBeLessThan(tolerance(2, 0.015, served.error));
  });

  test.each([
    [5, 2.5, 0.13037],
    [10, 5, 0.03611],
  ])('Erlang C: %i servers, %f at work: %f of the customers wait', (servers, arrivalRate, waiting) => {
    const { busy } = measure({ servers, arrivalRate });
    expect(Math.abs(busy - waiting)).toBeLessThan(shareError(waiting));
  });

  test('Erlang B: 10 servers, 5 at work: 1.8 % of the customers are turned away', () => {
    const { busy } = measure({ servers: 10, arrivalRate: 5, full: 'leave' });
    expect(Math.abs(busy - 0.018385)).toBeLessThan(shareError(0.018385));
  });

  // By Little's law, the orbit holds the arrival rate times the time spent in it.
  test.each([
    [0.8, 1, 6.4],
    [0.8, 0.1, 35.2],
    [0.5, 0.5, 1.5],
  ])('retrial queue: %f arrivals, %f retries: an orbit of %f', (arrivalRate, retryRate, orbit) => {
    const { inQueue, error } = measure({ arrivalRate, full: { retryRate } }, 2);
    expect(Math.abs(inQueue * arrivalRate - orbit)).toBeLessThan(tolerance(orbit, 0.03, error * arrivalRate));
  });
});
