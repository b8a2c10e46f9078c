import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../src/config/field-table.ts';

// Apex cannot import the table of keys: RetryConfig says ranges and defaults again, and this holds it to them.
const apex = readFileSync('force-app-template/main/default/classes/RetryConfig.cls', 'utf8');
const BOUNDED = /bounded\(\s*\w+\??\.(\w+),\s*'(\w+)',\s*(\d+),\s*(\d+),\s*(\d+)\s*\)/g;
const bounded = [...apex.matchAll(BOUNDED)].map(([, read, named, fallback, min, max]) => ({
  read,
  named,
  fallback: Number(fallback),
  min: Number(min),
  max: Number(max),
}));

test('RetryConfig bounds at least a dozen numbers, each under its own name', () => {
  expect(bounded.length).toBeGreaterThanOrEqual(12);
  expect(bounded.map(({ read }) => read)).toEqual(bounded.map(({ named }) => named));
});

test.each(bounded)(
  'RetryConfig takes $named for what the table of keys says',
  ({ named, fallback, min, max }) => {
    const field = CONFIG_FIELDS.find((candidate) => candidate.field === named);
    expect(field?.range).toEqual({ min, max });
    expect(field?.store(field.facts.fallback)).toBe(fallback);
  },
);

test.each([
  ['DEFAULT_HEADER', 'Idempotency_Header__c'],
  ['DEFAULT_RETRYABLE_CODES', 'Retryable_Status_Codes__c'],
  ['DEFAULT_MASKED_KEYS', 'Masked_Json_Keys__c'],
])('%s of RetryConfig is the default of the table of keys', (constant, name) => {
  const field = CONFIG_FIELDS.find((candidate) => candidate.field === name);
  expect(apex).toContain(`${constant} = '${field?.store(field.facts.fallback)}';`);
});

test('RetryConfig falls back to the jitter of the table of keys', () => {
  const field = CONFIG_FIELDS.find((candidate) => candidate.field === 'Jitter__c');
  const jitter = String(field?.store(field.facts.fallback)).toUpperCase();
  expect(apex).toContain(`DEFAULT_JITTER = RetryPolicy.JitterKind.${jitter};`);
});
