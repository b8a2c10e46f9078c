import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { issueText } from '../../src/config/read.ts';
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
