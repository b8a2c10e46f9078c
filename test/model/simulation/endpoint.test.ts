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
  override answer(): number {
    return WORDS - 1;
  }
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

/** Calls of one endpoint: request, when, and whether its answer is lost. */
class Caller {
  readonly #target: Endpoint;
  readonly #draws = new FixedDraws(WORDS - 1);
  #attempt = 0;

  constructor(more: Partial<EndpointSettings>, timeoutMs = 20_000) {
    this.#target = endpoint(more, timeoutMs);
    this.#target.clear(1000);
  }

  call(atMs: number, request = 0): Pick<Endpoint, 'outcome' | 'durationMs' | 'processed'> {
    this.#target.call(request, ++this.#attempt, atMs, this.#draws);
    const { outcome, durationMs, processed } = this.#target;
    return { outcome, durationMs, processed };
  }

  get effectAgain(): boolean {
    return this.#target.hasEffectAgain;
  }

  get duplicate(): boolean {
    return this.#target.isDuplicate;
  }
}

describe('a brown-out', () => {
  const slow = { brownOuts: [{ ...outage(10, 20, { failureRate: 0 }), latencyFactor: 10 }] };

  test('makes answers slower from its first millisecond to the last before its end', () => {
    const caller = new Caller(slow);
    const at = (ms: number) => caller.call(ms).durationMs;
    expect([at(10 * MINUTE - 1), at(10 * MINUTE), at(20 * MINUTE - 1), at(20 * MINUTE)]).toEqual([
      300, 3000, 3000, 300,
    ]);
  });

  test('one so slow that the sender gives up is processed all the same', () => {
    expect(new Caller(slow, 3000).call(10 * MINUTE)).toEqual({
      outcome: { kind: 'timeout' },
      durationMs: 3000,
      processed: true,
    });
  });
});

describe('a rate limit', () => {
  const limited = { rateLimit: { requests: 3, windowSeconds: 10, retryAfter: true } };
  const tooMany = (seconds: string | null): Outcome => ({ kind: 'answer', status: 429, retryAfter: seconds });

  test('takes so many requests in a window, and says of one more when the next window begins', () => {
    const caller = new Caller(limited);
    expect([0, 1, 2, 3, 9999, 10_000].map((ms) => caller.call(ms).outcome)).toEqual([
      answer(200),
      answer(200),
      answer(200),
      tooMany('10'),
      tooMany('1'),
      answer(200),
    ]);
  });

  test('that does not say when', () => {
    const caller = new Caller({ rateLimit: { ...limited.rateLimit, requests: 1, retryAfter: false } });
    expect([0, 1].map((ms) => caller.call(ms).outcome)).toEqual([answer(200), tooMany(null)]);
    expect(caller.call(2).processed).toBe(false);
  });
});

describe('a capacity', () => {
  const two = (queue: number, timeoutMs = 20_000) =>
    new Caller({ capacity: { concurrent: 2, queue } }, timeoutMs);

  test('serves so many at a time, the others in turn', () => {
    const caller = two(10);
    expect([0, 0, 0, 0, 100, 1000].map((ms) => caller.call(ms).durationMs)).toEqual([
      300, 300, 600, 600, 800, 300,
    ]);
  });

  test('sends away at once who finds the queue full', () => {
    const caller = two(1);
    expect([0, 0, 0].map((ms) => caller.call(ms).outcome)).toEqual([answer(200), answer(200), answer(200)]);
    expect(caller.call(0)).toEqual({ outcome: answer(503), durationMs: 0, processed: false });
    expect(caller.call(299).outcome).toEqual(answer(503));
    expect(caller.call(300).outcome).toEqual(answer(200));
  });

  test('works on calls whose sender has given up, so that the next ones wait for nothing', () => {
    const caller = two(1000, 1000);
    const calls = Array.from({ length: 20 }, () => caller.call(0));
    expect(calls.filter(({ outcome }) => outcome.kind === 'timeout')).toHaveLength(14);
    expect(calls.every(({ processed }) => processed)).toBe(true);
    expect(caller.call(1500)).toMatchObject({ outcome: { kind: 'timeout' }, processed: true });
    expect(caller.call(3000).durationMs).toBeLessThan(1000);
  });

  test('is a queue as theory knows it: the waits of any arrivals follow from those before (Lindley)', () => {
    const gaps = fc.array(fc.nat(700), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(gaps, (drawn) => {
        const caller = new Caller({ capacity: { concurrent: 1, queue: 1_000_000 } }, 1_000_000);
        let wait = 0;
        let now = 0;
        drawn.forEach((gap, index) => {
          if (index > 0) wait = Math.max(0, wait + 300 - gap);
          now += index > 0 ? gap : 0;
          expect(caller.call(now).durationMs).toBe(wait + 300);
        });
      }),
    );
  });
});

describe('what the sender does not know', () => {
  test('an answer that gets lost is a time-out, but the request is processed', () => {
    const caller = new Caller({ lostAnswerRate: 1 });
    expect(caller.call(0)).toEqual({ outcome: { kind: 'timeout' }, durationMs: 20_000, processed: true });
  });

  test('a call that failed in an outage is not processed', () => {
    const caller = new Caller({ outages: [outage(0, 1, { failure: 'timeout' })] });
    expect([caller.call(0).processed, caller.call(MINUTE).processed, caller.duplicate]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a key that is remembered makes a duplicate harmless, to the last millisecond', () => {
    const caller = new Caller({ keyMemoryMinutes: 10, duplicateStatus: 409 });
    caller.call(0);
    expect([caller.call(10 * MINUTE - 1).outcome, caller.duplicate, caller.effectAgain]).toEqual([
      answer(409),
      true,
      false,
    ]);
    expect([caller.call(10 * MINUTE).outcome, caller.effectAgain]).toEqual([answer(200), true]);
  });

  test('without a memory for keys every duplicate has effect', () => {
    const caller = new Caller({ keyMemoryMinutes: 0 });
    caller.call(0);
    caller.call(1, 1);
    expect(caller.duplicate).toBe(false);
    caller.call(2);
    expect([caller.duplicate, caller.effectAgain]).toEqual([true, true]);
  });
});
