import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BACKOFFS, type Backoff, OptimisticClients } from './optimistic.ts';
import { FULL, meanOf, sized, tolerance } from './sizes.ts';

interface Cell {
  readonly time: number;
  readonly timeError: number;
  readonly calls: number;
  readonly callsError: number;
}

/** What the published script comes to, without its rounding: means of 400 repeats, and their standard errors. */
const PUBLISHED = JSON.parse(readFileSync(new URL('./optimistic.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Readonly<Record<Backoff, Cell>>>
>;

const CLIENTS = FULL ? Array.from({ length: 19 }, (_, index) => (index + 1) * 10) : [10, 50, 100, 190];
const REPEATS = sized(200, 1000);

interface Measured {
  readonly time: ReturnType<typeof meanOf>;
  readonly calls: ReturnType<typeof meanOf>;
}

const measured = new Map<string, Measured>();

function measure(backoff: Backoff, clients: number): Measured {
  const key = `${backoff} ${clients}`;
  const known = measured.get(key);
  if (known) return known;
  const model = new OptimisticClients(backoff);
  const times: number[] = [];
  const calls: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    model.run(clients, clients, repeat);
    times.push(model.time);
    calls.push(model.writes);
  }
  const found = { time: meanOf(times), calls: meanOf(calls) };
  measured.set(key, found);
  return found;
}

function both(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

describe('T1: clients under optimistic concurrency, as the published script has them', () => {
  test.each(BACKOFFS.flatMap((backoff) => CLIENTS.map((clients) => ({ backoff, clients }))))(
    '$backoff, $clients clients',
    ({ backoff, clients }) => {
      const { time, calls } = measure(backoff, clients);
      const cell = PUBLISHED[clients]?.[backoff];
      if (cell === undefined) throw new Error('no such cell');
      const loose = backoff === 'Exponential' && clients === 10 ? 0.05 : 0.015;
      expect(Math.abs(calls.mean - cell.calls)).toBeLessThan(
        tolerance(cell.calls, clients === 10 ? 0.015 : 0.005, both(calls.error, cell.callsError)),
      );
      expect(Math.abs(time.mean - cell.time)).toBeLessThan(
        tolerance(cell.time, loose, both(time.error, cell.timeError)),
      );
    },
  );

  test('full jitter is slower than decorrelated among 50 clients, and faster among 190', () => {
    expect(measure('Full', 50).time.mean).toBeGreaterThan(1.1 * measure('Decorrelated', 50).time.mean);
    expect(measure('Full', 190).time.mean).toBeLessThan(0.98 * measure('Decorrelated', 190).time.mean);
  });

  test('equal jitter makes more calls than full jitter among 50 clients, and fewer among 190', () => {
    expect(measure('Equal', 50).calls.mean).toBeGreaterThan(1.02 * measure('Full', 50).calls.mean);
    expect(measure('Equal', 190).calls.mean).toBeLessThan(measure('Full', 190).calls.mean - 6);
  });

  test('with 100 clients, full jitter saves more than half of the calls of plain exponential back-off', () => {
    expect(measure('Full', 100).calls.mean).toBeLessThan(0.5 * measure('Exponential', 100).calls.mean);
  });
});
