import { expect, test } from 'vitest';
import { mm1 } from './mm1.ts';

// Closed form: W = 1 / (mu - lambda), Wq = W - 1 / mu.
test('M/M/1 at 80 % load on this kernel: 5 in the system, 4 in the queue, within 1.5 %', () => {
  const { served, inSystem, inQueue } = mm1(0.8, 1, 2_000_000, 20_000, 1);
  expect(served).toBe(2_000_000);
  expect(Math.abs(inSystem / 5 - 1)).toBeLessThan(0.015);
  expect(Math.abs(inQueue / 4 - 1)).toBeLessThan(0.015);
});

test('M/M/1 at 50 % load: 2 in the system, 1 in the queue, within 1 %', () => {
  const { inSystem, inQueue } = mm1(0.5, 1, 500_000, 5_000, 2);
  expect(Math.abs(inSystem / 2 - 1)).toBeLessThan(0.01);
  expect(Math.abs(inQueue / 1 - 1)).toBeLessThan(0.01);
});
