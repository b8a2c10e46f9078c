import { expect, test } from 'vitest';
import { plannedIntegrations } from '../../src/cli/planned-integrations.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { customMetadataRecords } from '../../src/config/records.ts';
import { readTemplates } from '../../src/files/kit.ts';
import { apexTexts } from '../../src/templates/apex-text.ts';
import { vectorTestPlans } from '../../src/templates/vectors-test.ts';

async function classesFor(integrations: readonly string[]): Promise<[string, string][]> {
  const text = `integrations:\n${integrations.map((line) => `  - ${line}\n`).join('')}`;
  const { config, issues } = parseConfig(text, 'retry.yml');
  if (config === null) throw new Error(JSON.stringify(issues));
  const fill = await apexTexts(await readTemplates());
  const records = customMetadataRecords(config);
  const plans = vectorTestPlans(plannedIntegrations(config), records, 'app', '62.0', fill);
  return plans
    .filter(({ path }) => path.endsWith('.cls'))
    .map(({ path, content }) => [path, 'text' in content ? content.text : '']);
}

function integration(name: string, rest: string): string {
  return `{ name: ${name}, namedCredential: N, object: Account${rest} }`;
}

test('integrations of the same policy share their vectors', async () => {
  const [[, text = ''] = []] = await classesFor([
    integration('Erp_Orders', ''),
    integration('Crm', ', timeoutSeconds: 7'),
    integration('Bank', ', retry: { maxRetries: 1 }'),
  ]);
  expect([...text.matchAll(/void (\w+)/gu)].map(([, name]) => name)).toEqual([
    'decidesForErpOrders',
    'breaksForErpOrders',
    'decidesForBank',
    'breaksForBank',
  ]);
});

test('what an administrator changes in Setup does not concern the vectors: they bring their settings', async () => {
  const [[, text = ''] = []] = await classesFor([integration('Bank', ', retry: { maxRetries: 1 }')]);
  expect(text).toContain("new Retry_Config__mdt(\n      DeveloperName = 'Bank',\n      Max_Retries__c = 1,");
  expect(text).not.toContain('getInstance');
});

test('the largest config stays under the size that a class may have', async () => {
  const codes = Array.from({ length: 60 }, (_, n) => 402 + n).join(', ');
  const classes = await classesFor(
    Array.from({ length: 200 }, (_, n) =>
      integration(
        `I${n}`,
        `, retry: { baseDelaySeconds: ${n + 1}, retryableStatusCodes: [${codes}], alreadyProcessedStatusCodes: [${codes}] }, circuitBreaker: { halfOpenProbes: 100 }`,
      ),
    ),
  );
  expect(classes.length).toBeGreaterThan(1);
  expect(classes.map(([path]) => path).slice(0, 2)).toEqual([
    'app/classes/RetryVectorsTest.cls',
    'app/classes/RetryVectors2Test.cls',
  ]);
  expect(classes.filter(([, text]) => text.length > 1_000_000)).toEqual([]);
  expect(classes.map(([, text]) => text.match(/void decides/gu)?.length ?? 0).reduce((a, b) => a + b)).toBe(
    200,
  );
});
