import { expect, test } from 'vitest';
import { Requests } from '../../../src/model/simulation/requests.ts';

test('the ledger of a request: attempts, retries, the last draw, and what it was parked since its first attempt', () => {
  const requests = new Requests(3);
  requests.submit(1, 5000);
  // Parked before the first attempt: elapsed time does not count from there.
  expect(requests.attempt(1, 700, 6000)).toBe(1);
  expect(requests.accounting(1)).toEqual({
    submittedAtMs: 5000,
    firstAttemptAtMs: 6000,
    parkedMs: 0,
    attempts: 1,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  });
  requests.retry(1, 123_456);
  expect(requests.attempt(1, 2000, 90_000)).toBe(2);
  requests.retry(1, 654_321);
  expect(requests.attempt(1, 300, 99_000)).toBe(3);
  expect(requests.accounting(1)).toMatchObject({
    firstAttemptAtMs: 6000,
    parkedMs: 2300,
    attempts: 3,
    retries: 2,
    previousDelayMs: 654_321,
  });
});

test('a request that is submitted again, in the next replication, has forgotten everything', () => {
  const requests = new Requests(1);
  requests.submit(0, 1);
  requests.attempt(0, 0, 2);
  requests.retry(0, 60_000);
  requests.attempt(0, 50, 3);
  requests.hop(0);
  requests.submit(0, 10);
  requests.attempt(0, 0, 20);
  expect(requests.accounting(0)).toMatchObject({
    submittedAtMs: 10,
    firstAttemptAtMs: 20,
    parkedMs: 0,
    retries: 0,
    previousDelayMs: null,
  });
  expect(requests.hop(0)).toBe(1);
});

test('each job that a request leads has a number of its own', () => {
  const requests = new Requests(2);
  requests.submit(0, 0);
  requests.submit(1, 0);
  expect([requests.hop(0), requests.hop(0), requests.hop(1), requests.hop(0)]).toEqual([1, 2, 1, 3]);
});
