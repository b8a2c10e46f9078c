import { describe, expect, it } from 'vitest';
import { CALLOUT_CATEGORIES } from '../../../src/model/failure/category.ts';
import { DEAD_LETTER_CAUSES } from '../../../src/model/failure/dead-letter.ts';
import { LAYERS } from '../../../src/model/failure/failure.ts';
import { TAXONOMY } from '../../../src/model/failure/taxonomy.ts';

const byCategory = new Map<string, (typeof TAXONOMY)[number]>(
  TAXONOMY.map((entry) => [entry.category, entry]),
);

describe('the taxonomy', () => {
  it('has one word per kind of failure, in every layer', () => {
    expect(byCategory.size).toBe(TAXONOMY.length);
    expect([...new Set(TAXONOMY.map(({ layer }) => layer))]).toEqual([...LAYERS]);
    const callouts = TAXONOMY.filter(({ layer }) => layer === 'callout');
    expect(callouts.map(({ category }) => category)).toEqual([...CALLOUT_CATEGORIES]);
  });

  it('says of each how it is noticed, where it comes from and what to do, in whole sentences', () => {
    for (const { category, signal, rootCause, whatToDo, correction } of TAXONOMY) {
      expect(signal, category).not.toBe('');
      for (const text of [rootCause, whatToDo, correction ?? 'None.']) {
        expect(text, category).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('names categories that fit a picklist value', () => {
    for (const { category } of TAXONOMY) expect(category).toMatch(/^[A-Za-z ]{3,40}$/);
  });

  it('has every failure of the first seed: 400, 401, 403, 429, 503, partial success, duplicates', () => {
    const signals = TAXONOMY.filter(({ layer }) => layer !== 'callout').map(({ signal }) => signal);
    for (const told of ['400', '401', '403', '429', '503', 'numberRecordsFailed', 'DUPLICATE_VALUE']) {
      expect(signals.filter((signal) => signal.includes(told))).not.toEqual([]);
    }
  });

  it('says that an exhausted API limit of Salesforce is a 403 and not worth a back-off, against the seed', () => {
    expect(byCategory.get('API Limit')).toMatchObject({
      signal: expect.stringContaining('403, REQUEST_LIMIT_EXCEEDED'),
      retryable: 'after a fix',
      correction: expect.stringContaining('429'),
    });
  });

  it('counts as outages only what says that the other side is down', () => {
    const outages = TAXONOMY.filter(({ breaker }) => breaker === 'outage').map(({ category }) => category);
    expect(outages).toEqual(['Timeout', 'No Answer', 'Server Error', 'API Unavailable']);
    const pauses = TAXONOMY.filter(({ breaker }) => breaker === 'pause').map(({ category }) => category);
    expect(pauses).toEqual(['Rate Limited', 'API Limit', 'API Concurrency']);
  });
});

describe('the reasons of a dead letter', () => {
  it('tell an operator why and what to do', () => {
    expect(Object.keys(DEAD_LETTER_CAUSES)).toEqual([
      'permanent',
      'retries',
      'elapsed',
      'age',
      'crashed twice',
      'payload changed',
      'handler failed',
    ]);
    for (const { rootCause, whatToDo } of Object.values(DEAD_LETTER_CAUSES)) {
      expect(rootCause).toMatch(/^[A-Z].*\.$/);
      expect(whatToDo).toMatch(/^[A-Z].*\.$/);
    }
  });
});
