import { describe, expect, test } from 'vitest';
import { DRAW_RANGE } from '../../../../src/model/policy/draw.ts';
import { Draws, uniform } from '../../../../src/model/simulation/random/draws.ts';

const SEEDS = 10_000;

type Draw = (draws: Draws) => number;

/** The four draws of an attempt and that of a job, as numbers in (0, 1). */
const PURPOSES: readonly (readonly [name: string, draw: Draw])[] = [
  ['failure', (draws) => uniform(draws.failure)],
  ['latency', (draws) => uniform(draws.latency)],
  ['jitter', (draws) => (draws.jitter + 0.5) / DRAW_RANGE],
  ['rounding', (draws) => (draws.rounding + 0.5) / DRAW_RANGE],
  ['queue latency', (draws) => uniform(ofJob(draws, 0, 1))],
];

function ofJob(draws: Draws, request: number, hop: number): number {
  draws.job(request, hop);
  return draws.queueLatency;
}

function statistics(values: readonly number[]): { mean: number; variance: number; lag1: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const products = values.slice(1).map((value, index) => (value - mean) * ((values[index] ?? mean) - mean));
  return { mean, variance, lag1: products.reduce((sum, value) => sum + value, 0) / values.length / variance };
}

function expectUniform(values: readonly number[]): void {
  const { mean, variance, lag1 } = statistics(values);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.012);
  expect(Math.abs(variance * 12 - 1)).toBeLessThan(0.03);
  expect(Math.abs(lag1)).toBeLessThan(0.04);
}

function series(draw: Draw, start: (draws: Draws, index: number) => void): number[] {
  const draws = new Draws();
  return Array.from({ length: SEEDS }, (_, index) => {
    start(draws, index);
    return draw(draws);
  });
}

describe('keyed draws are uniform and uncorrelated', () => {
  for (const [name, draw] of PURPOSES) {
    test(`${name}, over the seeds 0 to 9999`, () => {
      expectUniform(
        series(draw, (draws, seed) => {
          draws.start(seed, 0);
          draws.attempt(0, 1);
        }),
      );
    });

    test(`${name}, over replications`, () => {
      expectUniform(
        series(draw, (draws, replication) => {
          draws.start(1, replication);
          draws.attempt(0, 1);
        }),
      );
    });
  }

  test('failure, over requests and over attempts', () => {
    const failure: Draw = (draws) => uniform(draws.failure);
    const overRequests = series(failure, (draws, request) => {
      draws.start(1, 0);
      draws.attempt(request, 1);
    });
    const overAttempts = series(failure, (draws, attempt) => {
      draws.start(1, 0);
      draws.attempt(5, attempt);
    });
    expectUniform(overRequests);
    expectUniform(overAttempts);
  });
});

describe('a draw depends on its key alone', () => {
  test('what was drawn before makes no difference', () => {
    const fresh = new Draws();
    fresh.start(7, 3);
    fresh.attempt(11, 2);
    const used = new Draws();
    used.start(1, 0);
    for (let request = 0; request < 100; request++) used.attempt(request, 1);
    used.start(7, 3);
    used.job(5, 5);
    used.attempt(11, 2);
    expect([used.failure, used.latency, used.jitter, used.rounding]).toEqual([
      fresh.failure,
      fresh.latency,
      fresh.jitter,
      fresh.rounding,
    ]);
  });

  test('each part of the key makes another draw: seed, its upper half, replication, request, attempt, purpose', () => {
    const draws = new Draws();
    const keys = [
      [1, 0, 0, 1],
      [2, 0, 0, 1],
      [1 + 2 ** 32, 0, 0, 1],
      [1, 1, 0, 1],
      [1, 0, 1, 1],
      [1, 0, 0, 2],
    ] as const;
    const words = keys.flatMap(([seed, replication, request, attempt]) => {
      draws.start(seed, replication);
      draws.attempt(request, attempt);
      return [draws.failure, draws.latency, ofJob(draws, request, attempt)];
    });
    expect(new Set(words).size).toBe(keys.length * 3);
  });

  test('draws for the policy are integers below 2^24', () => {
    const draws = new Draws();
    draws.start(1, 0);
    for (let request = 0; request < 1000; request++) {
      draws.attempt(request, 1);
      for (const draw of [draws.jitter, draws.rounding]) {
        expect(Number.isInteger(draw) && draw >= 0 && draw < DRAW_RANGE).toBe(true);
      }
    }
  });
});
