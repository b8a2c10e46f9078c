import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import type { RetryConfig } from '../../src/config/types.ts';
import { GOOD_CONFIGS } from './good.ts';

/** The org of a file that says nothing of it: nothing goes wrong, and the queue is as assumed. */
const ORG = {
  edition: 'enterprise',
  userLicenses: 200,
  otherAsyncExecutionsPerDay: 40_000,
  otherWork: [],
  elasticLimit: false,
  defaultDelaySeconds: 0,
  queueLatencyMs: { distribution: 'lognormal', median: 3000, sigma: 1.2 },
  jobOverheadMs: 1000,
  maxConcurrentJobs: 0,
  deepChainDelaySeconds: 0,
  faults: { crashRate: 0, killRate: 0, lockFailureRate: 0, slotTakenRate: 0 },
};

function configOf(text: string): RetryConfig {
  const { config, issues } = parseConfig(text, 'retry.yml');
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (config === null) throw new Error('no config');
  return config;
}

test('a minimal config gets the defaults of the documentation', () => {
  expect(configOf(GOOD_CONFIGS.minimal)).toEqual({
    integrations: [
      {
        name: 'Erp_Orders',
        namedCredential: 'ERP',
        object: 'Order__c',
        timeoutSeconds: 10,
        idempotencyHeader: 'Idempotency-Key',
        idempotencyBodyField: null,
        retry: {
          maxRetries: 8,
          baseDelaySeconds: 300,
          backoffMultiplier: 2,
          maxDelaySeconds: 600,
          jitter: 'decorrelated',
          retryableStatusCodes: [408, 425, 429, 500, 502, 503, 504],
          honorRetryAfter: true,
          maxElapsedMinutes: 240,
          immediateRetries: 0,
          alreadyProcessedStatusCodes: [],
          requestsPerJob: 10,
          maxLanes: 5,
          reservePercent: 10,
          durability: 'job',
        },
        circuitBreaker: {
          failureRatePercent: 65,
          minimumCalls: 10,
          windowMinutes: 10,
          coolDownMinutes: 5,
          halfOpenProbes: 1,
        },
        deadLetter: {
          storePayload: true,
          maskedJsonKeys: ['password', 'token'],
          alert: true,
          maxAgeHours: 72,
          retentionDays: 90,
          redrivePerMinute: 60,
        },
      },
    ],
    org: ORG,
    scenarios: [],
  });
});

test('a config that says everything is read as it stands', () => {
  const { integrations, org, scenarios } = configOf(GOOD_CONFIGS.everything);
  expect(integrations[0]?.retry).toEqual({
    maxRetries: 4,
    baseDelaySeconds: 120,
    backoffMultiplier: 1.15,
    maxDelaySeconds: 3600,
    jitter: 'decorrelated',
    retryableStatusCodes: [429, 503],
    honorRetryAfter: false,
    maxElapsedMinutes: 600,
    immediateRetries: 1,
    alreadyProcessedStatusCodes: [409],
    requestsPerJob: 6,
    maxLanes: 3,
    reservePercent: 20,
    durability: 'row',
  });
  expect(org).toEqual({
    edition: 'unlimited',
    userLicenses: 3000,
    otherAsyncExecutionsPerDay: 0,
    otherWork: [{ fromMinute: 60, toMinute: 120, executions: 5000 }],
    elasticLimit: true,
    defaultDelaySeconds: 30,
    queueLatencyMs: { distribution: 'empirical', quantiles: [100, 900, 30_000] },
    jobOverheadMs: 500,
    maxConcurrentJobs: 20,
    deepChainDelaySeconds: 15,
    faults: { crashRate: 0.01, killRate: 0.1, lockFailureRate: 0.02, slotTakenRate: 0.03 },
  });
  expect(scenarios).toEqual([
    {
      name: 'erp-down-40-minutes',
      integrations: ['Erp_Orders'],
      workload: {
        horizonHours: 12,
        bursts: [{ atMinute: 5, requests: 2000, context: 'async', recordsPerTransaction: 100 }],
        arrivals: [
          {
            requestsPerHour: [600],
            fromMinute: 10,
            toMinute: 60,
            context: 'async',
            recordsPerTransaction: 2,
          },
        ],
      },
      timesFile: 'orders.csv',
      endpoint: {
        latencyMs: { distribution: 'uniform', min: 100, max: 900 },
        errorRates: { '429': 0.01, '503': 0.02 },
        outages: [{ fromMinute: 10, toMinute: 50, failureRate: 0.5, failure: 'timeout' }],
        brownOuts: [{ fromMinute: 60, toMinute: 90, failureRate: 0.1, failure: 500, latencyFactor: 3 }],
        rateLimit: { requests: 100, windowSeconds: 10, retryAfter: false },
        capacity: { concurrent: 8, queue: 50 },
        lostAnswerRate: 0.01,
        keyMemoryMinutes: 30,
        duplicateStatus: 409,
      },
      switchedOff: [{ fromMinute: 20, toMinute: 35 }],
      expect: [
        { metric: 'lost', text: '== 0', operator: '==', value: 0 },
        { metric: 'deadLetterShare', text: '<= 0.1%', operator: '<=', value: 0.001 },
        { metric: 'asyncExecutions.peak24h', text: '<=50000', operator: '<=', value: 50_000 },
        { metric: 'deliveryMinutes.p95', text: '< 90.5', operator: '<', value: 90.5 },
      ],
    },
  ]);
});

test('a scenario without an integration runs for each, and gets the defaults of a healthy endpoint', () => {
  const { integrations, scenarios } = configOf(GOOD_CONFIGS.threeIntegrations);
  expect(integrations.map(({ retry }) => retry.maxRetries)).toEqual([10, 10, 8]);
  expect(scenarios).toEqual([
    {
      name: 'short',
      integrations: ['Erp_Orders', 'Erp_Invoices', 'Crm'],
      workload: {
        horizonHours: 24,
        bursts: [{ atMinute: 0, requests: 1, context: 'sync', recordsPerTransaction: 200 }],
        arrivals: [],
      },
      timesFile: null,
      endpoint: {
        latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
        errorRates: {},
        outages: [],
        brownOuts: [],
        rateLimit: { requests: 0, windowSeconds: 60, retryAfter: true },
        capacity: { concurrent: 0, queue: 1000 },
        lostAnswerRate: 0,
        keyMemoryMinutes: 1440,
        duplicateStatus: 200,
      },
      switchedOff: [],
      expect: [],
    },
  ]);
});

test('JSON is read like YAML, tabs included', () => {
  expect(configOf(GOOD_CONFIGS.json).integrations[0]?.retry.maxRetries).toBe(3);
});

describe('what does no harm', () => {
  test.each([
    ['a byte order mark', `\uFEFF${GOOD_CONFIGS.minimal}`],
    ['Windows line ends', GOOD_CONFIGS.minimal.replaceAll('\n', '\r\n')],
    ['a document marker', `---\n${GOOD_CONFIGS.minimal}`],
    ['comments', `# one\n${GOOD_CONFIGS.minimal}# two`],
  ])('%s', (_, text) => {
    expect(configOf(text)).toEqual(configOf(GOOD_CONFIGS.minimal));
  });
});

test('a mistake after a byte order mark and Windows line ends is found where it stands', () => {
  const text = `\uFEFF${GOOD_CONFIGS.minimal}    retry: { maxRetries: 101 }\n`.replaceAll('\n', '\r\n');
  expect(parseConfig(text, 'retry.yml').issues).toMatchObject([{ line: 5, column: 26 }]);
});

test('a mistake right after a byte order mark is in column 1', () => {
  expect(parseConfig('\uFEFF[]\n', 'retry.yml').issues).toMatchObject([{ line: 1, column: 1 }]);
});
