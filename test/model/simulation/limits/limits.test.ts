import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TransactionContext } from '../../../../src/model/platform/enqueue.ts';
import { RollingLimit } from '../../../../src/model/simulation/limits/rolling-limit.ts';
import { Transaction } from '../../../../src/model/simulation/limits/transaction.ts';

const DAY_MS = 86_400_000;

describe('daily limit', () => {
  test('the 250,001st execution is refused, and the next accepted exactly 86,400 s after the first', () => {
    const daily = new RollingLimit(250_000, () => 0);
    const first = 12_345;
    for (let execution = 0; execution < 250_000; execution++) daily.add(first + execution);
    expect(daily.remaining(first + 250_000)).toBe(0);
    expect(() => daily.add(first + 250_000)).toThrow(
      'the limit of 250000 executions is used up at 262345 ms',
    );
    expect(daily.remaining(first + DAY_MS - 1)).toBe(0);
    expect(daily.remaining(first + DAY_MS)).toBe(1);
    daily.add(first + DAY_MS);
    expect(daily.remaining(first + DAY_MS)).toBe(0);
    expect(daily.peak).toBe(250_000);
  });

  test('the window rolls: at any time it holds what the last 24 hours added', () => {
    const gaps = fc.array(fc.nat(DAY_MS / 20), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.nat(50), (drawn, others) => {
        const daily = new RollingLimit(10_000, () => others);
        const times: number[] = [];
        let now = 0;
        let peak = others;
        for (const gap of drawn) {
          now += gap;
          daily.add(now);
          times.push(now);
          const inWindow = times.filter((time) => time > now - DAY_MS).length;
          peak = Math.max(peak, inWindow + others);
          expect(daily.remaining(now)).toBe(10_000 - others - inWindow);
        }
        expect(daily.peak).toBe(peak);
      }),
    );
  });

  test('the rest of the org may have used up more than all', () => {
    expect(new RollingLimit(250_000, () => 300_000).remaining(0)).toBe(-50_000);
  });

  test('a cleared limit has forgotten everything', () => {
    const daily = new RollingLimit(10, () => 3);
    daily.add(0);
    daily.clear();
    expect([daily.remaining(0), daily.peak]).toEqual([7, 3]);
  });
});

describe('transaction', () => {
  function transaction(context: TransactionContext, daily = new RollingLimit(250_000, () => 0)): Transaction {
    const begun = new Transaction(daily);
    begun.begin(context, 0);
    return begun;
  }

  function enqueue(target: Transaction, times: number): string[] {
    return Array.from({ length: times }, () => target.enqueue(0));
  }

  test('the 51st enqueue of a synchronous transaction is a LimitException', () => {
    expect(enqueue(transaction('sync'), 51)).toEqual([...Array(50).fill('queued'), 'limit-exception']);
  });

  test('scheduled Apex may enqueue 50 too', () => {
    expect(enqueue(transaction('scheduled'), 51)).toEqual([...Array(50).fill('queued'), 'limit-exception']);
  });

  test.each(['queueable', 'batch', 'future', 'finalizer'] as const)(
    'the second child of a %s is a LimitException',
    (context) => {
      expect(enqueue(transaction(context), 2)).toEqual(['queued', 'limit-exception']);
    },
  );

  test.each([0, 10])('a delay of %i minutes exists', (minutes) => {
    expect(transaction('queueable').enqueue(minutes)).toBe('queued');
  });

  test.each([-1, 11, 0.5, Number.NaN])('a delay of %f minutes does not', (minutes) => {
    expect(() => transaction('queueable').enqueue(minutes)).toThrow(
      `no job can be delayed by ${minutes} minutes`,
    );
  });

  test('with one execution left for the day, the second enqueue is an AsyncException', () => {
    expect(enqueue(transaction('sync', new RollingLimit(1, () => 0)), 2)).toEqual([
      'queued',
      'async-exception',
    ]);
  });

  test('only a committed transaction uses the daily limit', () => {
    const daily = new RollingLimit(100, () => 0);
    const rolledBack = transaction('sync', daily);
    enqueue(rolledBack, 50);
    rolledBack.begin('sync', 0);
    expect(daily.remaining(0)).toBe(100);
    enqueue(rolledBack, 30);
    rolledBack.commit();
    expect(daily.remaining(0)).toBe(70);
  });
});
