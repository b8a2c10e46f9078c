import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../src/config/field-table.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { policyOf } from '../../src/config/policy-of.ts';
import { customMetadataRecords } from '../../src/config/records.ts';
import type { Integration, RetryConfig } from '../../src/config/types.ts';
import { GOOD_CONFIGS } from './good.ts';

function read(text: string): RetryConfig {
  const { config } = parseConfig(text, 'retry.yml');
  if (config === null) throw new Error('not a good config');
  return config;
}

function first(config: RetryConfig): Integration {
  const [integration] = config.integrations;
  if (integration === undefined) throw new Error('no integration');
  return integration;
}

function valuesOf(config: RetryConfig, type: string): Record<string, unknown> {
  const record = customMetadataRecords(config).find((candidate) => candidate.type === type);
  return Object.fromEntries(record?.values.map(({ field, value }) => [field, value]) ?? []);
}

test('each integration has one record of each type, with its name', () => {
  const records = customMetadataRecords(read(GOOD_CONFIGS.threeIntegrations));
  expect(records.map(({ type, developerName, label }) => [type, developerName, label])).toEqual([
    ['Retry_Config__mdt', 'Erp_Orders', 'Erp Orders'],
    ['Circuit_Breaker_Config__mdt', 'Erp_Orders', 'Erp Orders'],
    ['Retry_Config__mdt', 'Erp_Invoices', 'Erp Invoices'],
    ['Circuit_Breaker_Config__mdt', 'Erp_Invoices', 'Erp Invoices'],
    ['Retry_Config__mdt', 'Crm', 'Crm'],
    ['Circuit_Breaker_Config__mdt', 'Crm', 'Crm'],
  ]);
});

test('the retry record holds every key in the unit of its field', () => {
  expect(valuesOf(read(GOOD_CONFIGS.everything), 'Retry_Config__mdt')).toEqual({
    Named_Credential__c: 'acme__ERP',
    Driving_Object__c: 'acme__Order__c',
    Timeout_Seconds__c: 20,
    Idempotency_Header__c: 'X-Request-Id',
    Idempotency_Body_Field__c: 'requestId',
    Max_Retries__c: 4,
    Base_Delay_Seconds__c: 120,
    Backoff_Percent__c: 115,
    Max_Delay_Seconds__c: 3600,
    Jitter__c: 'decorrelated',
    Retryable_Status_Codes__c: '429,503',
    Honor_Retry_After__c: false,
    Max_Elapsed_Minutes__c: 600,
    Immediate_Retries__c: 1,
    Already_Processed_Status_Codes__c: '409',
    Requests_Per_Job__c: 6,
    Max_Lanes__c: 3,
    Reserve_Percent__c: 20,
    Durability__c: 'row',
    Store_Payload__c: false,
    Masked_Json_Keys__c: 'pin',
    Alert__c: false,
    Max_Age_Hours__c: 24,
    Retention_Days__c: 30,
    Redrive_Per_Minute__c: 10,
    Handler_Class__c: 'ErpOrdersHandler',
  });
});

test('the circuit breaker record holds its keys, and never the switch of the operator', () => {
  expect(valuesOf(read(GOOD_CONFIGS.everything), 'Circuit_Breaker_Config__mdt')).toEqual({
    Failure_Rate_Percent__c: 25,
    Minimum_Calls__c: 4,
    Window_Minutes__c: 5,
    Cool_Down_Minutes__c: 30,
    Half_Open_Probes__c: 2,
  });
});

test('what is empty is null in a record', () => {
  const values = valuesOf(read(GOOD_CONFIGS.minimal), 'Retry_Config__mdt');
  expect(values).toMatchObject({ Idempotency_Body_Field__c: null, Already_Processed_Status_Codes__c: null });
});

test('every value has the type of its field', () => {
  const types = { Checkbox: 'boolean', Number: 'double', Picklist: 'string', Text: 'string' };
  const values = customMetadataRecords(read(GOOD_CONFIGS.everything)).flatMap((record) => record.values);
  const expected = CONFIG_FIELDS.map(({ field, kind }) => ({ field, type: types[kind] }));
  const breakerFields = CONFIG_FIELDS.filter(({ type }) => type === 'Circuit_Breaker_Config__mdt').length;
  expected.splice(-breakerFields, 0, { field: 'Handler_Class__c', type: 'string' });
  expect(values.map(({ field, type }) => ({ field, type }))).toEqual(expected);
});

test('a policy is in the integer units of the model', () => {
  expect(policyOf(first(read(GOOD_CONFIGS.everything)))).toEqual({
    retry: {
      maxRetries: 4,
      baseDelayMs: 120_000,
      backoffPercent: 115,
      maxDelayMs: 3_600_000,
      jitter: 'decorrelated',
      retryableStatusCodes: [429, 503],
      alreadyProcessedStatusCodes: [409],
      honorRetryAfter: false,
      maxElapsedMs: 36_000_000,
      maxAgeMs: 86_400_000,
      immediateRetries: 1,
    },
    breaker: {
      failureRatePercent: 25,
      minimumCalls: 4,
      windowMs: 300_000,
      coolDownMs: 1_800_000,
      halfOpenProbes: 2,
    },
  });
});

test('any multiplier with two decimals is exact as percent, in the policy and in the record', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 1000 }), (percent) => {
      const text = `${GOOD_CONFIGS.minimal}    retry: { backoffMultiplier: ${percent / 100} }\n`;
      const config = read(text);
      expect(policyOf(first(config)).retry.backoffPercent).toBe(percent);
      expect(valuesOf(config, 'Retry_Config__mdt')['Backoff_Percent__c']).toBe(percent);
    }),
  );
});
