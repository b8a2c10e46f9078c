import { text } from './key.ts';

/**
 * What Salesforce takes for a DeveloperName: a letter first, then letters, digits and single underscores, none at
 * the end.
 */
const DEVELOPER_NAME = '[A-Za-z](?:_?[A-Za-z0-9])*';

/** The longest name of an Apex class. */
const CLASS_NAME_LENGTH = 40;
/** The longest ending that the generator puts after an integration's name. */
const LONGEST_CLASS_SUFFIX = 'HandlerTest';

/** The Apex class that handles what becomes of an integration's requests; its test ends in `Test` besides. */
export function handlerClass(integration: string): string {
  return `${integration.replaceAll('_', '')}Handler`;
}

export const integrationName = text({
  description:
    'Name of the integration: DeveloperName of its two custom metadata records, and, without underscores, the start of the names of its handler classes.',
  pattern: new RegExp(`^${DEVELOPER_NAME}$`),
  max: CLASS_NAME_LENGTH - LONGEST_CLASS_SUFFIX.length,
  expected: `a name of at most ${CLASS_NAME_LENGTH - LONGEST_CLASS_SUFFIX.length} letters, digits and single underscores, a letter first and no underscore last`,
  example: 'Erp_Orders',
});

export const namedCredential = text({
  description: 'API name of the named credential that the requests go through.',
  pattern: new RegExp(`^(?:${DEVELOPER_NAME}__)?${DEVELOPER_NAME}$`),
  max: 80,
  expected: 'the API name of a named credential, without "callout:"',
  example: 'ERP',
});

export const objectName = text({
  description:
    'API name of the driving object: the records that the requests belong to. It gets the fields Retry_Count__c and Integration_Idempotency_Key__c.',
  pattern: new RegExp(`^(?:[A-Za-z][A-Za-z0-9]*|(?:${DEVELOPER_NAME}__){1,2}c)$`),
  max: 80,
  expected: 'the API name of a standard object or of a custom object, which ends in __c',
  example: 'Order__c',
});
