import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calloutFits, calloutsAtWorst } from '../../../src/model/platform/callout.ts';
import { dailyAsyncLimit, elasticLimit } from '../../../src/model/platform/daily-limit.ts';
import { isValidDelay } from '../../../src/model/platform/delay.ts';
import { stackDepth } from '../../../src/model/platform/depth.ts';
import { enqueueLimit } from '../../../src/model/platform/enqueue.ts';
import { PLATFORM_FACTS } from '../../../src/model/platform/facts.ts';
import { SOURCES } from '../../../src/model/platform/sources.ts';

/** What the pages say, written down a second time: a slip of a digit must not go unseen. */
const VALUES = {
  ASYNC_LATENCY_PROMISED: false,
  BULK_BATCHES_PER_DAY: 15_000,
  BULK_BATCH_RETRIES: 20,
  BULK_BATCH_TIME_MS: 300_000,
  BULK_FIELD_CHARACTERS: 131_072,
  BULK_HEADER_CHARACTERS: 32_000,
  BULK_INTERNAL_BATCH: 10_000,
  BULK_RECORDS_PER_DAY: 150_000_000,
  BULK_RECORD_CHARACTERS: 400_000,
  BULK_RECORD_FIELDS: 5_000,
  BULK_UPLOAD_BASE64_BYTES: 150_000_000,
  BULK_UPLOAD_BYTES: 100_000_000,
  CALLOUTS_PER_TRANSACTION: 100,
  CALLOUT_DEFAULT_TIMEOUT_MS: 10_000,
  CALLOUT_MAX_TIMEOUT_MS: 120_000,
  CALLOUT_TIME_MS: 120_000,
  CPU_ASYNC_MS: 60_000,
  CPU_SYNC_MS: 10_000,
  CUSTOM_METADATA_TEXT: 255,
  DAILY_ASYNC_BASE: 250_000,
  DAILY_ASYNC_PER_LICENCE: 200,
  DAILY_WINDOW_MS: 86_400_000,
  DELAY_MAX_MINUTES: 10,
  DELAY_MIN_MINUTES: 0,
  DELAY_STEP_MINUTES: 1,
  DEVELOPER_CONCURRENT_CALLOUTS: 20,
  DEVELOPER_STACK_DEPTH: 5,
  DML_ROWS: 10_000,
  DML_STATEMENTS: 150,
  ELASTIC_CONCURRENCY: 1,
  ELASTIC_MAX_EXTRA: 10_000_000,
  ENQUEUES_ASYNC: 1,
  ENQUEUES_SYNC: 50,
  FAIRNESS_BACKLOG: 2_000,
  FINALIZER_COUNTS_DAILY: false,
  FINALIZER_REENQUEUES: 5,
  HEAP_ASYNC_BYTES: 12_000_000,
  HEAP_SYNC_BYTES: 6_000_000,
  JOB_OVERHEAD_MS: 1_000,
  KIT_MAX_TIMEOUT_MS: 110_000,
  LOCK_WAIT_MS: 10_000,
  LONG_TEXT: 131_072,
  ORG_DEFAULT_DELAY_MAX_SECONDS: 600,
  QUEUE_LATENCY_MAX_MS: 900_000,
  QUEUE_LATENCY_MEDIAN_MS: 3_000,
  QUEUE_LATENCY_SIGMA_THOUSANDTHS: 1_200,
  REST_CONCURRENT_LONG: 25,
  REST_CONCURRENT_LONG_DEVELOPER: 5,
  REST_LONG_REQUEST_MS: 20_000,
  SOQL_QUERIES_ASYNC: 200,
  SOQL_QUERIES_SYNC: 100,
  TRANSACTION_MAX_MS: 600_000,
};

describe('every fact of the platform', () => {
  it('has a value, a unit, a certainty, and sources exactly when it is no assumption', () => {
    expect(PLATFORM_FACTS.length).toBeGreaterThanOrEqual(45);
    for (const { name, fact } of PLATFORM_FACTS) {
      expect(typeof fact.value === 'boolean' || Number.isSafeInteger(fact.value), name).toBe(true);
      expect(fact.unit, name).not.toBe('');
      expect(fact.sources.length > 0, name).toBe(fact.certainty !== 'assumption');
    }
  });

  it('has a name of its own', () => {
    expect(new Set(PLATFORM_FACTS.map(({ name }) => name)).size).toBe(PLATFORM_FACTS.length);
  });

  it('comes from a page that is listed, and every page that is listed is used', () => {
    const used = new Set(PLATFORM_FACTS.flatMap(({ fact }) => fact.sources));
    expect(new Set(Object.keys(SOURCES))).toEqual(used);
    for (const { url } of Object.values(SOURCES)) expect(url).toMatch(/^https:\/\/[a-z]+\.salesforce\.com\//);
  });

  it('is an assumption where nothing is published: latency, overhead, the kit’s own margin', () => {
    const assumed = PLATFORM_FACTS.filter(({ fact }) => fact.certainty === 'assumption');
    expect(assumed.map(({ name }) => name).sort()).toEqual([
      'JOB_OVERHEAD_MS',
      'KIT_MAX_TIMEOUT_MS',
      'QUEUE_LATENCY_MAX_MS',
      'QUEUE_LATENCY_MEDIAN_MS',
      'QUEUE_LATENCY_SIGMA_THOUSANDTHS',
    ]);
  });

  it('has the value of the documentation', () => {
    const values = Object.fromEntries(PLATFORM_FACTS.map(({ name, fact }) => [name, fact.value]));
    expect(values).toEqual(VALUES);
  });
});

describe('System.enqueueJob', () => {
  it('takes 50 jobs in a synchronous transaction and one in an asynchronous one', () => {
    const contexts = ['sync', 'scheduled', 'bulk-api', 'platform-event-trigger'] as const;
    expect(contexts.map(enqueueLimit)).toEqual([50, 50, 50, 50]);
    expect((['queueable', 'batch', 'future', 'finalizer'] as const).map(enqueueLimit)).toEqual([1, 1, 1, 1]);
  });

  it('takes delays of 0 to 10 whole minutes', () => {
    expect([-1, 0, 1, 10, 11, 0.5, Number.NaN].filter(isValidDelay)).toEqual([0, 1, 10]);
  });

  it('chains five jobs in Developer Edition and trials, without a limit elsewhere', () => {
    expect([stackDepth('developer'), stackDepth('trial'), stackDepth('enterprise')]).toEqual([5, 5, null]);
  });
});

describe('the daily limit', () => {
  it('is 250,000 up to 1,250 licences and 200 for each beyond', () => {
    expect([0, 1250, 1251, 5000].map(dailyAsyncLimit)).toEqual([250_000, 250_000, 250_200, 1_000_000]);
  });

  it('doubles in elastic mode, by ten million at most', () => {
    expect([0, 50_000, 100_000].map(elasticLimit)).toEqual([500_000, 20_000_000, 30_000_000]);
  });
});

describe('the callouts of a transaction', () => {
  it('are a first that always goes, and later ones whose time-out still fits into 120 s', () => {
    expect(calloutFits(0, 0, 110_000)).toBe(true);
    expect(calloutFits(0, 0, 200_000)).toBe(true);
    expect(calloutFits(1, 100_000, 20_000)).toBe(true);
    expect(calloutFits(1, 100_001, 20_000)).toBe(false);
    expect(calloutFits(99, 0, 1000)).toBe(true);
    expect(calloutFits(100, 0, 1000)).toBe(false);
  });

  it('are, if all time out: 1 of 110 s, 6 of 20 s, 12 of 10 s, 100 of 1 s', () => {
    expect([110_000, 20_000, 10_000, 1000, 130_000].map(calloutsAtWorst)).toEqual([1, 6, 12, 100, 1]);
  });

  it('are as many at worst as fit one after the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 120_000 }), (timeoutMs) => {
        let made = 0;
        while (calloutFits(made, made * timeoutMs, timeoutMs)) made++;
        expect(calloutsAtWorst(timeoutMs)).toBe(made);
      }),
    );
  });
});
