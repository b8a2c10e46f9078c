import { expect, test } from 'vitest';
import { Requests } from '../../../src/model/simulation/requests.ts';

function aLedger(requests: number): Requests {
  const ledger = new Requests();
  ledger.reserve(requests);
  return ledger;
}

test('the ledger of a request: attempts, retries, the last draw, and what it was parked since its first attempt', () => {
  const requests = aLedger(3);
  requests.submit(1, 5000);
  // Parked before the first attempt: elapsed time does not count from there.
  requests.park(1, 5300);
  expect(requests.attempt(1, 6000)).toBe(1);
  expect(requests.accounting(1)).toEqual({
    submittedAtMs: 5000,
    firstAttemptAtMs: 6000,
    parkedMs: 0,
    attempts: 1,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  });
  requests.retry(1, 80_000, 123_456);
  requests.park(1, 88_000);
  expect(requests.attempt(1, 90_000)).toBe(2);
  requests.retry(1, 95_000, 654_321);
  expect(requests.attempt(1, 98_000)).toBe(3);
  requests.crash(1);
  expect(requests.accounting(1)).toMatchObject({
    firstAttemptAtMs: 6000,
    parkedMs: 2000,
    attempts: 3,
    retries: 2,
    crashes: 1,
    previousDelayMs: 654_321,
  });
});

test('a request that is submitted again, in the next replication, has forgotten everything', () => {
  const requests = aLedger(1);
  requests.submit(0, 1);
  requests.attempt(0, 2);
  requests.retry(0, 60_002, 60_000);
  requests.park(0, 2);
  requests.attempt(0, 3);
  requests.crash(0);
  requests.hop(0);
  requests.submit(0, 10);
  requests.attempt(0, 20);
  expect(requests.accounting(0)).toMatchObject({
    submittedAtMs: 10,
    firstAttemptAtMs: 20,
    parkedMs: 0,
    retries: 0,
    crashes: 0,
    previousDelayMs: null,
  });
  expect(requests.parkedSince(0)).toBeNull();
  expect(requests.hop(0)).toBe(1);
});

test('each job that a request leads has a number of its own', () => {
  const requests = aLedger(2);
  requests.submit(0, 0);
  requests.submit(1, 0);
  expect([requests.hop(0), requests.hop(0), requests.hop(1), requests.hop(0)]).toEqual([1, 2, 1, 3]);
});
