import { describe, expect, test } from 'vitest';
import { type Load, loadedClients, type Strategy } from './loaded-clients.ts';
import { meanOf, sized } from './sizes.ts';

const SEEDS = sized(3, 20);

function measure(strategy: Strategy, load: Load) {
  const runs = Array.from({ length: SEEDS }, (_, seed) => loadedClients(strategy, load, seed + 1));
  return {
    success: meanOf(runs.map(({ success }) => success)).mean,
    load: meanOf(runs.map((run) => run.load)).mean,
  };
}

const many = (failure: number): Load => ({ clients: 100, callsPerSecondAndClient: 10, seconds: 10, failure });

describe('T2: retries under a server that fails each call alike', () => {
  test.each([0.01, 0.05, 0.1, 0.2, 0.3, 0.5])('no retries and three retries at %f: the closed form', (p) => {
    const none = measure('no retries', many(p));
    expect(Math.abs(none.success - (1 - p))).toBeLessThan(0.0075);
    expect(none.load).toBe(1);
    const three = measure('three retries', many(p));
    expect(Math.abs(three.success - (1 - p ** 4))).toBeLessThan(0.005);
    expect(Math.abs(three.load - (1 - p ** 4) / (1 - p))).toBeLessThan(0.0125);
  });

  // Published model, five seeds: success and load of the token bucket and of the circuit breaker.
  test.each([
    [0.01, 1, 1.01, 0.9991, 1.009],
    [0.05, 0.9999, 1.051, 0.9849, 1.037],
    [0.1, 0.9914, 1.1, 0.9277, 1.031],
    [0.5, 0.573, 1.142, 0.5001, 1],
  ])(
    'token bucket and circuit breaker at %f',
    (p, bucketSuccess, bucketLoad, breakerSuccess, breakerLoad) => {
      const bucket = measure('token bucket', many(p));
      expect(Math.abs(bucket.success - bucketSuccess)).toBeLessThan(0.01);
      expect(Math.abs(bucket.load - bucketLoad)).toBeLessThan(0.02);
      const breaker = measure('circuit breaker', many(p));
      expect(Math.abs(breaker.success - breakerSuccess)).toBeLessThan(0.01);
      expect(Math.abs(breaker.load - breakerLoad)).toBeLessThan(0.02);
    },
  );

  // The same 100 calls a second, over more and more clients, for 100 seconds.
  test.each([
    [10, 0.5497, 1.104],
    [100, 0.572, 1.142],
    [1000, 0.7297, 1.462],
  ])('the token bucket of %i clients, half of the calls failing', (clients, success, load) => {
    const bucket = measure('token bucket', {
      clients,
      callsPerSecondAndClient: 100 / clients,
      seconds: 100,
      failure: 0.5,
    });
    expect(Math.abs(bucket.success - success)).toBeLessThan(0.012);
    expect(Math.abs(bucket.load - load)).toBeLessThan(0.02);
  });

  test('T7: a token bucket of 10 % holds the load of a server that is down to 1.11 times', () => {
    const down = { clients: 10, callsPerSecondAndClient: 10, seconds: 200, failure: 1 };
    const { load, success } = measure('token bucket', down);
    expect(success).toBe(0);
    expect(load).toBeLessThan(1.11);
    expect(load).toBeGreaterThan(1.09);
  });

  test.each([
    [10, 0.9979],
    [100, 0.9855],
    [1000, 0.9551],
  ])(
    'the circuit breaker of %i clients trips too early, the more the smaller they are',
    (clients, success) => {
      const breaker = measure('circuit breaker', {
        clients,
        callsPerSecondAndClient: 100 / clients,
        seconds: 100,
        failure: 0.05,
      });
      expect(Math.abs(breaker.success - success)).toBeLessThan(0.01);
    },
  );
});
