import type { Key } from './key.ts';
import { keyAt } from './key-tree.ts';
import { percentOf } from './policy-of.ts';

/** The two custom metadata types that an integration has a record of. */
export type ConfigType = 'Retry_Config__mdt' | 'Circuit_Breaker_Config__mdt';

/** A custom metadata field, and the key of an integration that it holds. */
export interface ConfigField {
  /** Below an integration, such as `retry.maxRetries`. */
  readonly key: string;
  readonly facts: Key;
  readonly type: ConfigType;
  /** API name. */
  readonly field: string;
  readonly kind: 'Checkbox' | 'Number' | 'Picklist' | 'Text';
  readonly unit: string | null;
  /** Of a number, as the field holds it. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Of a text. */
  readonly length: number | null;
  /** The key's value as the field holds it. */
  readonly store: (value: unknown) => FieldValue;
}
export type FieldValue = string | boolean | number | null;

/** `getInstance` cuts longer texts without a word (Apex Reference, Custom Metadata Type Methods). */
const LONGEST_TEXT = 255;

/** The one place that says which key becomes which field. */
const FIELDS: Readonly<Record<ConfigType, Readonly<Record<string, string>>>> = {
  Retry_Config__mdt: {
    namedCredential: 'Named_Credential__c',
    object: 'Driving_Object__c',
    timeoutSeconds: 'Timeout_Seconds__c',
    idempotencyHeader: 'Idempotency_Header__c',
    idempotencyBodyField: 'Idempotency_Body_Field__c',
    'retry.maxRetries': 'Max_Retries__c',
    'retry.baseDelaySeconds': 'Base_Delay_Seconds__c',
    'retry.backoffMultiplier': 'Backoff_Percent__c',
    'retry.maxDelaySeconds': 'Max_Delay_Seconds__c',
    'retry.jitter': 'Jitter__c',
    'retry.retryableStatusCodes': 'Retryable_Status_Codes__c',
    'retry.honorRetryAfter': 'Honor_Retry_After__c',
    'retry.maxElapsedMinutes': 'Max_Elapsed_Minutes__c',
    'retry.immediateRetries': 'Immediate_Retries__c',
    'retry.alreadyProcessedStatusCodes': 'Already_Processed_Status_Codes__c',
    'retry.requestsPerJob': 'Requests_Per_Job__c',
    'retry.maxLanes': 'Max_Lanes__c',
    'retry.reservePercent': 'Reserve_Percent__c',
    'retry.durability': 'Durability__c',
    'deadLetter.storePayload': 'Store_Payload__c',
    'deadLetter.maskedJsonKeys': 'Masked_Json_Keys__c',
    'deadLetter.alert': 'Alert__c',
    'deadLetter.maxAgeHours': 'Max_Age_Hours__c',
    'deadLetter.retentionDays': 'Retention_Days__c',
    'deadLetter.redrivePerMinute': 'Redrive_Per_Minute__c',
  },
  Circuit_Breaker_Config__mdt: {
    'circuitBreaker.failureRatePercent': 'Failure_Rate_Percent__c',
    'circuitBreaker.minimumCalls': 'Minimum_Calls__c',
    'circuitBreaker.windowMinutes': 'Window_Minutes__c',
    'circuitBreaker.coolDownMinutes': 'Cool_Down_Minutes__c',
    'circuitBreaker.halfOpenProbes': 'Half_Open_Probes__c',
  },
};

/** Apex calculates with integers only: a multiplier is stored as percent. */
const AS_PERCENT = {
  unit: 'percent',
  scale: ({ min, max }: { min: number; max: number }) => ({ min: percentOf(min), max: percentOf(max) }),
  store: (value: unknown): FieldValue => percentOf(Number(value)),
};

function plainValue(value: unknown): FieldValue {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(',');
  return value as FieldValue;
}

function kindOf({ kind }: Key): ConfigField['kind'] {
  switch (kind) {
    case 'integer':
    case 'decimal':
      return 'Number';
    case 'flag':
      return 'Checkbox';
    case 'choice':
      return 'Picklist';
    default:
      return 'Text';
  }
}

function row(type: ConfigType, key: string, field: string): ConfigField {
  const facts = keyAt(['integrations', 0, ...key.split('.')]);
  if (facts === null) throw new Error(`${field} holds ${key}, which is no key of an integration`);
  const percent = facts.kind === 'decimal' ? AS_PERCENT : null;
  const kind = kindOf(facts);
  return {
    key,
    facts,
    type,
    field,
    kind,
    unit: percent?.unit ?? facts.unit,
    range: facts.range && percent ? percent.scale(facts.range) : facts.range,
    length: kind === 'Text' ? (facts.maxLength ?? LONGEST_TEXT) : null,
    store: percent?.store ?? plainValue,
  };
}

/** Every custom metadata field that a config file fills, in the order of the file. */
export const CONFIG_FIELDS: readonly ConfigField[] = Object.entries(FIELDS).flatMap(([type, fields]) =>
  Object.entries(fields).map(([key, field]) => row(type as ConfigType, key, field)),
);
