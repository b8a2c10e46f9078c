import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/model/policy/minutes.ts';
import { type Outturn, Simulation } from '../../../src/model/simulation/replication.ts';
import { burst, outage, policy, sender, settings } from '../simulation/settings.ts';
import { sized } from './sizes.ts';

const REQUESTS = 20_000;
const REPLICATIONS = sized(3, 50);

/** A status that is no outage: three of those in a row would make a job stop. */
const FAILURE = '408';

/** Retries after 1, 2, 4, 8 and 10 minutes, without jitter, one request to a job. */
function simulation(p: number): Simulation {
  return new Simulation(
    settings(
      { bursts: [burst(REQUESTS, 1)], errorRates: { [FAILURE]: p }, horizonHours: 24 },
      {
        sender: {
          ...sender,
          policy: {
            ...policy,
            maxRetries: 5,
            baseDelayMs: MINUTE_MS,
            maxDelayMs: 10 * MINUTE_MS,
            jitter: 'none',
          },
          reservePercent: 0,
        },
        org: { edition: 'enterprise', userLicenses: 100_000, otherAsyncExecutionsPerDay: 0 },
      },
    ),
  );
}

const DELAYS = [0, 1, 3, 7, 15, 25];

/** Share of all requests that is delivered in the minute after each of the delays. */
function delivered({ deliveryMs, submitted }: Outturn): number[] {
  const upTo = deliveryMs.upTo(DELAYS.map((minutes) => (minutes + 0.9) * MINUTE_MS));
  return upTo.map((count, index) => (count - (upTo[index - 1] ?? 0)) / submitted);
}

describe('T5: retries without jitter', () => {
  test.each([
    [0.5, 1.95238],
    [0.1, 0.124875],
  ])('each attempt fails with %f: a delivery takes %f minutes on average', (p, expected) => {
    const model = simulation(p);
    const means: number[] = [];
    for (let replication = 0; replication < REPLICATIONS; replication++) {
      const shares = delivered(model.run(replication));
      shares.forEach((share, retries) => {
        const closedForm = p ** retries * (1 - p);
        const error = Math.sqrt((closedForm * (1 - closedForm)) / REQUESTS);
        expect(Math.abs(share - closedForm)).toBeLessThan(4.5 * error);
      });
      const all = shares.reduce((sum, share) => sum + share, 0);
      means.push(shares.reduce((sum, share, index) => sum + share * (DELAYS[index] ?? 0), 0) / all);
    }
    const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
    // The variance of a truncated geometric delay, from the same closed form.
    const probabilities = DELAYS.map((_, retries) => (p ** retries * (1 - p)) / (1 - p ** 6));
    const variance = probabilities.reduce(
      (sum, each, index) => sum + each * ((DELAYS[index] ?? 0) - expected) ** 2,
      0,
    );
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / (REQUESTS * REPLICATIONS)));
  });

  test('a request is given up 25 minutes after its submit', () => {
    const { deadLettersPerMinute, deadLettered } = simulation(0.5).run(0);
    expect(deadLettered).toBeGreaterThan(0);
    expect(deadLettersPerMinute[25]).toBe(deadLettered);
  });
});

describe('T5: the daily limit and retries share what there is', () => {
  // 250,000 executions, and 1.96875 attempts a request on average.
  const LIMIT = 250_000;
  const MOST = 126_984;

  function refused(requests: number): number {
    const model = new Simulation(
      settings(
        { bursts: [burst(requests, 1)], errorRates: { [FAILURE]: 0.5 }, horizonHours: 12 },
        {
          rule: 'one-job-per-record',
          sender: { ...sender, policy: { ...policy, maxRetries: 5, baseDelayMs: MINUTE_MS, jitter: 'none' } },
          org: { edition: 'enterprise', userLicenses: 200, otherAsyncExecutionsPerDay: 0 },
        },
      ),
    );
    const { executions, refusedExecutions } = model.run(0);
    expect(executions).toBeLessThanOrEqual(LIMIT);
    return refusedExecutions;
  }

  test('one in a hundred requests below it, nothing is refused; one above, some is', () => {
    expect(MOST).toBe(Math.floor(LIMIT / 1.96875));
    expect(refused(Math.floor(MOST * 0.99))).toBe(0);
    expect(refused(Math.ceil(MOST * 1.01))).toBeGreaterThan(0);
  });
});

describe('T5: a wait costs executions', () => {
  /** What one request that fails once and waits so long uses beside its first attempt. */
  function used(minutes: number): { readonly executions: number; readonly deliveredAt: number } {
    const wait = minutes * MINUTE_MS;
    const once = { ...policy, maxRetries: 1, baseDelayMs: wait, maxDelayMs: wait, jitter: 'none' } as const;
    const model = new Simulation(
      settings({ bursts: [burst(1, 1)], outages: [outage(0, 1)] }, { sender: { ...sender, policy: once } }),
    );
    const { executions, lastFinalAtMs } = model.run(0);
    return { executions: executions - 1, deliveredAt: Math.floor(lastFinalAtMs / MINUTE_MS) };
  }

  test.each([1, 5, 10])('%i minutes, which a job can be delayed: the one of the retry', (minutes) => {
    expect(used(minutes)).toEqual({ executions: 1, deliveredAt: minutes });
  });

  test.each([
    [15, 4],
    [25, 5],
    [45, 7],
  ])(
    '%i minutes, which it cannot: one for every ten minutes, and two more of the sweeper',
    (minutes, executions) => {
      expect(executions).toBe(Math.ceil(minutes / 10) + 2);
      expect(used(minutes)).toEqual({ executions, deliveredAt: minutes });
    },
  );
});
