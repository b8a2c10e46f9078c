import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { issueText } from '../../src/config/read.ts';
import { BURST, withKeys, withScenario } from './bad/case.ts';
import { INTEGRATION } from './bad/integration.ts';
import { POLICY } from './bad/policy.ts';
import { SCENARIO } from './bad/scenario.ts';
import { SYNTAX } from './bad/syntax.ts';

describe.each([
  ['YAML', SYNTAX],
  ['integrations', INTEGRATION],
  ['policies', POLICY],
  ['scenarios', SCENARIO],
])('what is said about bad %s', (_, configs) => {
  test.each(configs)('$name', ({ text, issues }) => {
    const parsed = parseConfig(text, 'retry.yml');
    expect(parsed.issues.map(issueText)).toEqual(issues);
    expect(parsed.issues.every(({ severity }) => severity === 'error')).toBe(true);
    expect(parsed.config).toBeNull();
  });
});

test('all problems of a file are told at once, in the order of the file', () => {
  const text = `integrations:
  - name: Erp_
    objekt: Order__c
    retry: { baseDelaySeconds: 900, maxRetries: many }
    namedCredential: ERP
  - name: ERP_
    namedCredential: ERP
    object: Order__c
scenarios:
  - name: outage
    integration: Erp
`;
  const places = parseConfig(text, 'retry.yml').issues.map(({ line, column }) => [line, column]);
  expect(places).toEqual([
    [2, 11],
    [3, 5],
    [4, 32],
    [4, 49],
    [6, 11],
    [6, 11],
    [10, 5],
    [11, 18],
  ]);
});

test('a file with very many problems is told the first hundred', () => {
  const text = `integrations:\n${'  - { name: 1 }\n'.repeat(150)}`;
  expect(parseConfig(text, 'retry.yml').issues).toHaveLength(100);
});

test('a mistake behind an alias is found where it was written', () => {
  const text = `${withKeys('retry: &patient { maxRetries: 101 }')}  - name: Crm
    namedCredential: CRM
    object: Account
    retry: *patient
`;
  expect(parseConfig(text, 'retry.yml').issues.map(issueText)).toEqual([
    'retry.yml:5:35 integrations[0].retry.maxRetries is 101, which is more than 100. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
    'retry.yml:5:35 integrations[1].retry.maxRetries is 101, which is more than 100. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
  ]);
});

test('limits between keys are good exactly up to the limit', () => {
  const keys = ['a'.repeat(80), 'b'.repeat(80), 'c'.repeat(80), 'd'.repeat(12)];
  const limits = [
    withKeys(`deadLetter: { maskedJsonKeys: [${keys.join(', ')}] }`),
    withKeys('retry: { baseDelaySeconds: 600, maxRetries: 2, immediateRetries: 2 }'),
    withScenario('workload: { horizonHours: 1, bursts: [{ atMinute: 59, requests: 1 }] }'),
    withScenario(BURST, 'endpoint: { outages: [{ fromMinute: 5, toMinute: 6 }] }'),
    withScenario(BURST, 'endpoint: { latencyMs: { distribution: uniform, min: 5, max: 5 } }'),
    withScenario(BURST, 'endpoint: { errorRates: { 500: 0.7, 502: 0.1, 503: 0.1, 504: 0.1 } }'),
  ];
  for (const text of limits) expect(parseConfig(text, 'retry.yml').issues).toEqual([]);
});
