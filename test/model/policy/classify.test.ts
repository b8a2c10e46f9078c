import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLOUT_FAILURES } from '../../../src/model/failure/callout.ts';
import { classify } from '../../../src/model/policy/classify.ts';
import { aPolicy } from './a-policy.ts';
import { outcome, policy } from './arbitrary.ts';

describe('classification', () => {
  it('never retries a 401, even one that is configured as retryable', () => {
    const odd = aPolicy({ retryableStatusCodes: [401] });
    expect(classify(odd, { kind: 'answer', status: 401, retryAfter: null }, true)).toMatchObject({
      verdict: 'permanent',
      category: 'Unauthorized',
    });
  });

  it('counts as outages no answer, time-outs and 5xx, and nothing else', () => {
    fc.assert(
      fc.property(policy, outcome, fc.boolean(), (p, o, before) => {
        const { outage, throttled, verdict } = classify(p, o, before);
        const down =
          o.kind === 'answer'
            ? o.status >= 500 && o.status < 600
            : o.kind === 'timeout' || o.kind === 'no-answer';
        expect(outage).toBe(down && verdict !== 'delivered');
        expect(throttled).toBe(o.kind === 'answer' && o.status === 429 && verdict !== 'delivered');
      }),
    );
  });

  it('agrees with the taxonomy about what is always or never retried', () => {
    fc.assert(
      fc.property(policy, outcome, fc.boolean(), (p, o, before) => {
        const { category, verdict } = classify(p, o, before);
        fc.pre(category !== null);
        const { retryable } = CALLOUT_FAILURES[category];
        if (retryable === 'always') expect(verdict).toBe('retryable');
        if (retryable === 'after a fix' || retryable === 'never') expect(verdict).toBe('permanent');
      }),
    );
  });

  it('takes a status as done before only on a retry', () => {
    const done = aPolicy({ alreadyProcessedStatusCodes: [409] });
    const verdict = (before: boolean) =>
      classify(done, { kind: 'answer', status: 409, retryAfter: null }, before).verdict;
    expect([verdict(false), verdict(true)]).toEqual(['permanent', 'delivered']);
  });
});
