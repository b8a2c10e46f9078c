import { vi } from 'vitest';

/** Full sizes of the reference models (minutes instead of seconds) with `SIMULATOR_SIZE=full`. */
export const FULL = process.env['SIMULATOR_SIZE'] === 'full';

if (FULL) vi.setConfig({ testTimeout: 3_600_000 });

export function sized(usual: number, full: number): number {
  return FULL ? full : usual;
}

/** Mean, and its standard error from the spread of `values`. */
export function meanOf(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** How far apart two numbers may be: a stated share of the expected one, or four standard errors of the test. */
export function tolerance(expected: number, share: number, error: number): number {
  return Math.max(Math.abs(expected) * share, 4 * error);
}
