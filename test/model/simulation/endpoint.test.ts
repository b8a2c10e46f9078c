import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/model/policy/outcome.ts';
import { Endpoint } from '../../../src/model/simulation/endpoint.ts';
import { Draws } from '../../../src/model/simulation/random/draws.ts';
import type { EndpointSettings } from '../../../src/model/simulation/scenario.ts';
import { outage } from './settings.ts';

const WORDS = 2 ** 32;
const MINUTE = 60_000;

function endpoint(more: Partial<EndpointSettings>, timeoutMs = 20_000): Endpoint {
  return new Endpoint(
    { latencyMs: { distribution: 'constant', value: 300 }, errorRates: {}, outages: [], ...more },
    timeoutMs,
  );
}

/** Draws that say what they are told. */
class FixedDraws extends Draws {
  constructor(failure: number) {
    super();
    this.failure = failure;
  }
  override attempt(): void {}
}

function call(target: Endpoint, atMs: number, draw: number): [Outcome, number] {
  target.clear(1);
  target.call(0, 1, atMs, new FixedDraws(draw));
  return [target.outcome, target.durationMs];
}

const answer = (status: number): Outcome => ({ kind: 'answer', status, retryAfter: null });

describe('endpoint', () => {
  test('a healthy one answers 200 after its latency', () => {
    expect(call(endpoint({}), 0, 0)).toEqual([answer(200), 300]);
  });

  test('an outage holds from its first millisecond to the last before its end', () => {
    const down = endpoint({ outages: [outage(10, 50)] });
    const at = (ms: number) => call(down, ms, 0)[0];
    expect([at(10 * MINUTE - 1), at(10 * MINUTE), at(50 * MINUTE - 1), at(50 * MINUTE)]).toEqual([
      answer(200),
      answer(503),
      answer(503),
      answer(200),
    ]);
  });

  test('an outage of time-outs lasts the time-out', () => {
    expect(call(endpoint({ outages: [outage(0, 1, { failure: 'timeout' })] }), 0, 0)).toEqual([
      { kind: 'timeout' },
      20_000,
    ]);
  });

  test('an answer that takes as long as the time-out never comes', () => {
    expect(call(endpoint({}, 301), 0, 0)).toEqual([answer(200), 300]);
    expect(call(endpoint({}, 300), 0, 0)).toEqual([{ kind: 'timeout' }, 300]);
  });

  test('a failure rate and error rates take their shares of the draws, from both ends', () => {
    const target = endpoint({
      errorRates: { '503': 0.125, '404': 0.25 },
      outages: [outage(0, 1, { failureRate: 0.5, failure: 500 })],
    });
    const statusOf = (share: number): number => {
      const [outcome] = call(target, 0, share * WORDS);
      return outcome.kind === 'answer' ? outcome.status : 0;
    };
    expect([0, 0.49, 0.5, 0.62, 0.63, 0.74, 0.75, 0.999].map(statusOf)).toEqual([
      500, 500, 200, 200, 503, 503, 404, 404,
    ]);
  });

  test('what fails in one outage fails, draw for draw, when there is more of it', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.nat(WORDS - 1), fc.nat(59_999), (a, b, draw, atMs) => {
        const failed = (failureRate: number): boolean => {
          const target = endpoint({ errorRates: { '503': 0.1 }, outages: [outage(0, 1, { failureRate })] });
          const [outcome] = call(target, atMs, draw);
          return outcome.kind !== 'answer' || outcome.status !== 200;
        };
        if (failed(Math.min(a, b))) expect(failed(Math.max(a, b))).toBe(true);
      }),
    );
  });
});
