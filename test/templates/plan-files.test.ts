import { expect, test } from 'vitest';
import { plannedIntegrations } from '../../src/cli/planned-integrations.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { RetryConfig } from '../../src/config/types.ts';
import { planFiles } from '../../src/templates/plan-files.ts';

function configFor(...objects: string[]): RetryConfig {
  const integrations = objects.map(
    (object, index) => `  - { name: I${index}, namedCredential: N, object: ${object} }\n`,
  );
  const { config } = parseConfig(`integrations:\n${integrations.join('')}`, 'retry.yml');
  if (config === null) {
    throw new Error('a test needs a right config');
  }
  return config;
}

function pathsOf(config: RetryConfig, packageDirectory: string, assets: readonly string[] = []): string[] {
  const schema = { path: 'retry.schema.json', text: '{}\n' };
  const integrations = plannedIntegrations(config);
  const input = { integrations, records: [], schema, assets, packageDirectory };
  return planFiles({ ...input, apiVersion: '65.0', fill: () => '' }).map(({ path }) => path);
}

test('an object of two integrations gets its fields once', () => {
  const fields = pathsOf(configFor('Order__c', 'Account', 'Order__c'), 'app').filter((path) =>
    path.includes('/fields/'),
  );
  expect(fields).toEqual([
    'app/main/default/objects/Account/fields/Integration_Idempotency_Key__c.field-meta.xml',
    'app/main/default/objects/Account/fields/Retry_Count__c.field-meta.xml',
    'app/main/default/objects/Order__c/fields/Integration_Idempotency_Key__c.field-meta.xml',
    'app/main/default/objects/Order__c/fields/Retry_Count__c.field-meta.xml',
  ]);
});

test('a project whose root is its package directory has the source beside the manifest', () => {
  const assets = [
    'main/default/classes/A.cls',
    'main/default/classes/A.cls-meta.xml',
    'scripts/apex/start.apex',
  ];
  expect(pathsOf(configFor('Account'), '.', assets)).toEqual([
    'main/default/classes/A.cls',
    'main/default/classes/A.cls-meta.xml',
    'main/default/classes/I0Handler.cls',
    'main/default/classes/I0Handler.cls-meta.xml',
    'main/default/classes/I0HandlerTest.cls',
    'main/default/classes/I0HandlerTest.cls-meta.xml',
    'main/default/classes/RetryVectorsTest.cls',
    'main/default/classes/RetryVectorsTest.cls-meta.xml',
    'main/default/objects/Account/fields/Integration_Idempotency_Key__c.field-meta.xml',
    'main/default/objects/Account/fields/Retry_Count__c.field-meta.xml',
    'main/default/permissionsets/Retry_Driving_Records.permissionset-meta.xml',
    'manifest/retry/package.xml',
    'manifest/retry/removal/destructiveChanges.xml',
    'manifest/retry/removal/package.xml',
    'retry.schema.json',
    'scripts/apex/start.apex',
  ]);
});

test('an asset whose metadata type is not known stops everything, so that no component is left out unseen', () => {
  expect(() => pathsOf(configFor('Account'), 'app', ['main/default/reports/Alert.report-meta.xml'])).toThrow(
    'no metadata type known for reports/Alert.report-meta.xml: add it to src/templates/manifest.ts',
  );
});
