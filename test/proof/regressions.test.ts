import { describe, expect, test } from 'vitest';
import { Differential } from './differential.ts';
import { REGRESSIONS } from './regressions.ts';

describe('what the two sides once did differently', () => {
  const differential = new Differential();

  test.each(REGRESSIONS)('$name', ({ scenario }) => {
    expect(differential.of(scenario) ?? 'no difference').toBe('no difference');
  });
});
