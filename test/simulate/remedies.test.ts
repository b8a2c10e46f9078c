import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import type { ExperimentResult } from '../../src/model/simulation/experiment.ts';
import type { Expectation } from '../../src/model/simulation/scenario.ts';
import type { SenderSettings } from '../../src/model/simulation/settings.ts';
import { neighboursOf } from '../../src/simulate/adjustments.ts';
import { RemedySearch } from '../../src/simulate/remedies.ts';
import { integration } from './config.ts';

const SENDER = senderOf(integration('Crm'));
const EXPECT: readonly Expectation[] = [
  { metric: 'deliveryMinutes.p95', text: '<= 90', operator: '<=', value: 90 },
  { metric: 'deadLettered', text: '== 0', operator: '==', value: 0 },
];

type Measure = (sender: SenderSettings) => readonly [minutes: number | null, dead: number];

/** What the search finds where a policy comes to what `measure` says. */
function remedies(measure: Measure, mostChanges = 3, expect = EXPECT) {
  let tries = 0;
  const search = new RemedySearch(expect, mostChanges, (sender) => {
    tries++;
    const actuals = measure(sender);
    const expectations = expect.map(({ metric, text, value }, index) => {
      const actual = actuals[index] ?? null;
      return { metric, expected: text, actual, interval: null, passed: actual !== null && actual <= value };
    });
    return Promise.resolve({ expectations } as unknown as ExperimentResult);
  });
  return search.remedies(SENDER).then((found) => ({ found, tries }));
}

describe('a remedy', () => {
  test('is the one setting that makes everything hold, in the units of the config file', async () => {
    const { found } = await remedies(({ breaker }) => [breaker.coolDownMs / 9000, 0]);
    expect(found).toEqual([
      { changes: [{ setting: 'circuitBreaker.coolDownMinutes', from: '15', to: '7' }], failing: [] },
    ]);
  });

  test('comes with others that do it too, three at most', async () => {
    const { found } = await remedies((sender) => [sender === SENDER ? 91 : 90, 0]);
    expect(found).toHaveLength(3);
    expect(found.every(({ changes, failing }) => changes.length === 1 && failing.length === 0)).toBe(true);
  });

  test('is several settings together where one alone does not do it', async () => {
    const { found } = await remedies(({ maxLanes, policy }) => [
      900 / maxLanes,
      policy.maxRetries < 8 ? 3 : 0,
    ]);
    expect(found[0]?.failing).toEqual([]);
    const settings = found[0]?.changes.map(({ setting }) => setting).sort();
    expect(settings).toEqual(['retry.maxLanes', 'retry.maxRetries']);
  });

  test('changes no setting twice, and no more of them than allowed', async () => {
    const { found } = await remedies(({ maxLanes }) => [2000 / maxLanes, 0]);
    expect(found).toEqual([]);
    const alone = await remedies(
      ({ maxLanes, policy }) => [900 / maxLanes, policy.maxRetries < 8 ? 3 : 0],
      1,
    );
    expect(alone.found).toEqual([
      {
        changes: [{ setting: 'retry.maxRetries', from: '6', to: '8' }],
        failing: ['deliveryMinutes.p95 <= 90'],
      },
    ]);
  });

  test('that makes most of it hold says what it leaves', async () => {
    const { found } = await remedies(({ maxLanes }) => [900 / maxLanes, 5]);
    expect(found).toEqual([
      { changes: [{ setting: 'retry.maxLanes', from: '5', to: '10' }], failing: ['deadLettered == 0'] },
    ]);
  });

  test('is not made up where nothing helps, nor looked for where nothing fails', async () => {
    expect((await remedies(() => [null, 9])).found).toEqual([]);
    expect(await remedies(() => [1, 0])).toEqual({ found: [], tries: 1 });
  });

  test('is given up when somebody interrupts', async () => {
    let left = 5;
    const search = new RemedySearch(EXPECT, 3, () =>
      Promise.resolve(
        left-- > 0
          ? ({
              expectations: [{ metric: 'lost', expected: '== 0', actual: 1, interval: null, passed: false }],
            } as unknown as ExperimentResult)
          : null,
      ),
    );
    expect(await search.remedies(SENDER)).toEqual([]);
  });
});

test('the neighbours of a policy are what the config file can say, each another value of one setting', () => {
  const senders = fc
    .record({
      maxRetries: fc.integer({ min: 0, max: 100 }),
      base: fc.integer({ min: 1, max: 86_400 }),
      extra: fc.integer({ min: 0, max: 86_400 }),
      elapsed: fc.integer({ min: 1, max: 43_200 }),
      requestsPerJob: fc.integer({ min: 1, max: 100 }),
      maxLanes: fc.integer({ min: 1, max: 50 }),
      coolDown: fc.integer({ min: 1, max: 1440 }),
    })
    .map(({ maxRetries, base, extra, elapsed, requestsPerJob, maxLanes, coolDown }) => ({
      ...SENDER,
      requestsPerJob,
      maxLanes,
      policy: {
        ...SENDER.policy,
        maxRetries,
        baseDelayMs: base * 1000,
        maxDelayMs: Math.min(86_400, base + extra) * 1000,
        maxElapsedMs: elapsed * 60_000,
      },
      breaker: { ...SENDER.breaker, coolDownMs: coolDown * 60_000 },
    }));
  fc.assert(
    fc.property(senders, (sender) => {
      for (const { sender: other, change } of neighboursOf(sender)) {
        const { policy, breaker } = other;
        expect(change.to).not.toBe(change.from);
        expect(change.to).toMatch(/^\d+$|^full$|^decorrelated$/);
        expect(policy.maxRetries).toBeLessThanOrEqual(100);
        expect(policy.baseDelayMs).toBeGreaterThanOrEqual(1000);
        expect(policy.baseDelayMs).toBeLessThanOrEqual(policy.maxDelayMs);
        expect(policy.maxDelayMs).toBeLessThanOrEqual(86_400_000);
        expect(policy.maxElapsedMs).toBeLessThanOrEqual(43_200 * 60_000);
        expect(other.requestsPerJob).toBeGreaterThanOrEqual(1);
        expect(other.requestsPerJob).toBeLessThanOrEqual(100);
        expect(other.maxLanes).toBeGreaterThanOrEqual(1);
        expect(other.maxLanes).toBeLessThanOrEqual(50);
        expect(breaker.coolDownMs).toBeGreaterThanOrEqual(60_000);
        expect(breaker.coolDownMs).toBeLessThanOrEqual(86_400_000);
      }
    }),
  );
});
