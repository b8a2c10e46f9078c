import { describe, expect, test } from 'vitest';
import { precisionText } from '../../src/report/precision.ts';
import { scenarioResult } from './result.ts';

const METRICS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as never[];

describe('how far the numbers are known', () => {
  test('names the metrics that more replications would help', () => {
    const text = precisionText(
      scenarioResult({ replications: 10, stoppedBy: 'replications', imprecise: METRICS.slice(0, 6) }),
    );
    expect(text.join(' ')).toContain('would help: a, b, c, d, e, f.');
  });

  test('names six, and counts the others', () => {
    const text = precisionText(
      scenarioResult({ replications: 10, stoppedBy: 'replications', imprecise: METRICS }),
    );
    expect(text.join(' ')).toContain('would help: a, b, c, d, e, f, and 2 more.');
  });

  test('names none where there are too few replications to tell', () => {
    const text = precisionText(
      scenarioResult({ replications: 9, stoppedBy: 'replications', imprecise: METRICS }),
    );
    expect(text.join(' ')).toContain('Fewer than 10 replications do not tell');
    expect(text.join(' ')).not.toContain('would help');
  });
});
