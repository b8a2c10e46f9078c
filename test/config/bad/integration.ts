import { type BadConfig, HEAD, withKeys } from './case.ts';

export const INTEGRATION: readonly BadConfig[] = [
  {
    name: 'no integrations',
    text: 'org: { edition: unlimited }\n',
    issues: [
      'retry.yml:1:1 The file has no integrations, which is required. Add integrations: a list of 1 to 200 integrations.',
    ],
  },
  {
    name: 'an empty list of integrations',
    text: 'integrations: []\n',
    issues: [
      'retry.yml:1:15 integrations is [], which has 0 items, fewer than 1. Write a list of 1 to 200 integrations.',
    ],
  },
  {
    name: 'integrations without a list',
    text: 'integrations:\n  name: Erp_Orders\n',
    issues: [
      'retry.yml:2:3 integrations is name: Erp_Orders, which is not a list. Write "- " before the first key of each item.',
    ],
  },
  {
    name: 'an integration without anything',
    text: 'integrations:\n  -\n',
    issues: ['retry.yml:2:4 integrations[0] has no value. Write keys, indented below it.'],
  },
  {
    name: 'an integration without its required keys',
    text: 'integrations:\n  - name: Erp_Orders\n',
    issues: [
      'retry.yml:2:5 integrations[0] has no namedCredential, which is required. Add namedCredential: the API name of a named credential, without "callout:", such as ERP.',
      'retry.yml:2:5 integrations[0] has no object, which is required. Add object: the API name of a standard object or of a custom object, which ends in __c, such as Order__c.',
    ],
  },
  {
    name: 'a required key without a value',
    text: HEAD.replace(' ERP', ''),
    issues: [
      'retry.yml:3:5 integrations[0].namedCredential has no value. Write the API name of a named credential, without "callout:".',
    ],
  },
  {
    name: 'an unknown key at the top',
    text: `${HEAD}scenario: []\n`,
    issues: ['retry.yml:5:1 The file has no key "scenario". Write scenarios.'],
  },
  {
    name: 'a misspelt required key',
    text: HEAD.replace('object:', 'objekt:'),
    issues: ['retry.yml:4:5 integrations[0] has no key "objekt". Write object.'],
  },
  {
    name: 'an unknown key that is like no other',
    text: withKeys('colour: red'),
    issues: [
      'retry.yml:5:5 integrations[0] has no key "colour". Remove it. The keys that can stand here: name, namedCredential, object, timeoutSeconds, idempotencyHeader, idempotencyBodyField, retry, circuitBreaker, deadLetter.',
    ],
  },
  {
    name: 'an unknown key that every JavaScript object has',
    text: withKeys('constructor: 1'),
    issues: [
      'retry.yml:5:5 integrations[0] has no key "constructor". Remove it. The keys that can stand here: name, namedCredential, object, timeoutSeconds, idempotencyHeader, idempotencyBodyField, retry, circuitBreaker, deadLetter.',
    ],
  },
  {
    name: 'a key of another section',
    text: withKeys('maxRetries: 3'),
    issues: [
      'retry.yml:5:5 integrations[0] has no key "maxRetries". Move it to integrations[].retry, or remove it. The keys that can stand here: name, namedCredential, object, timeoutSeconds, idempotencyHeader, idempotencyBodyField, retry, circuitBreaker, deadLetter.',
    ],
  },
  {
    name: 'a merge key',
    text: `base: &base { maxRetries: 3 }\n${HEAD}    retry:\n      <<: *base\n`,
    issues: [
      'retry.yml:1:1 The file has no key "base". Remove it. The keys that can stand here: $schema, integrations, org, scenarios.',
      'retry.yml:7:7 integrations[0].retry has no key "<<". Merge keys are not read: write the keys out, or share a whole section with an alias.',
    ],
  },
  {
    name: 'a name that Salesforce refuses',
    text: HEAD.replace('Erp_Orders', 'Erp__Orders'),
    issues: [
      'retry.yml:2:11 integrations[0].name is Erp__Orders, which is not allowed here. Write a name of at most 29 letters, digits and single underscores, a letter first and no underscore last.',
    ],
  },
  {
    name: 'a name that leaves no room for class names',
    text: HEAD.replace('Erp_Orders', 'Enterprise_Resource_Planning_Orders'),
    issues: [
      'retry.yml:2:11 integrations[0].name is Enterprise_Resource_Planning_Orders, which has 35 characters, more than 29. Write a name of at most 29 letters, digits and single underscores, a letter first and no underscore last.',
    ],
  },
  {
    name: 'a name of two lines',
    text: HEAD.replace('Erp_Orders', '"Erp\\nOrders"'),
    issues: [
      'retry.yml:2:11 integrations[0].name is "Erp\\nOrders", which is not allowed here. Write a name of at most 29 letters, digits and single underscores, a letter first and no underscore last.',
    ],
  },
  {
    name: 'a name that a class of the kit has',
    text: HEAD.replace('Erp_Orders', 'Retry_Callout'),
    issues: [
      'retry.yml:2:11 The name Retry_Callout is taken: the handler of this integration would have the name of a class of the kit. Write another name, such as that of the other system.',
    ],
  },
  {
    name: 'a name twice',
    text: HEAD + HEAD.slice('integrations:\n'.length),
    issues: [
      'retry.yml:5:11 There are two integrations with the name Erp_Orders. Give one of them another name.',
    ],
  },
  {
    name: 'a name twice, but for case',
    text: HEAD + HEAD.slice('integrations:\n'.length).replace('Erp_Orders', 'ERP_orders'),
    issues: [
      'retry.yml:5:11 There are two integrations with the name ERP_orders: Salesforce takes Erp_Orders for the same. Give one of them another name.',
    ],
  },
  {
    name: 'a name twice, but for an underscore',
    text: HEAD + HEAD.slice('integrations:\n'.length).replace('Erp_Orders', 'ErpOrders'),
    issues: [
      'retry.yml:5:11 There are two integrations with the name ErpOrders: its handler class would be that of Erp_Orders, since underscores are left out. Give one of them another name.',
    ],
  },
  {
    name: 'a named credential with its prefix',
    text: HEAD.replace('ERP', 'callout:ERP'),
    issues: [
      'retry.yml:3:22 integrations[0].namedCredential is callout:ERP, which is not allowed here. Write the API name of a named credential, without "callout:".',
    ],
  },
  {
    name: 'a custom metadata type as object',
    text: HEAD.replace('Order__c', 'Order__mdt'),
    issues: [
      'retry.yml:4:13 integrations[0].object is Order__mdt, which is not allowed here. Write the API name of a standard object or of a custom object, which ends in __c.',
    ],
  },
  {
    name: 'a label as object',
    text: HEAD.replace('Order__c', 'Sales Order'),
    issues: [
      'retry.yml:4:13 integrations[0].object is Sales Order, which is not allowed here. Write the API name of a standard object or of a custom object, which ends in __c.',
    ],
  },
  {
    name: 'a time-out in quotes',
    text: withKeys('timeoutSeconds: "20"'),
    issues: [
      'retry.yml:5:21 integrations[0].timeoutSeconds is "20", which is not a whole number. Write 20, without quotes.',
    ],
  },
  {
    name: 'a time-out in words',
    text: withKeys('timeoutSeconds: 20 s'),
    issues: [
      'retry.yml:5:21 integrations[0].timeoutSeconds is 20 s, which is not a whole number. Write a whole number from 1 to 110 (seconds), or leave it out for 10.',
    ],
  },
  {
    name: 'a time-out over the limit',
    text: withKeys('timeoutSeconds: 120'),
    issues: [
      'retry.yml:5:21 integrations[0].timeoutSeconds is 120, which is more than 110. Write a whole number from 1 to 110 (seconds), or leave it out for 10.',
    ],
  },
  {
    name: 'a header that is no token',
    text: withKeys('idempotencyHeader: "Idempotency Key"'),
    issues: [
      'retry.yml:5:24 integrations[0].idempotencyHeader is "Idempotency Key", which is not allowed here. Write the name of an HTTP header: letters, digits and hyphens, or leave it out for Idempotency-Key.',
    ],
  },
  {
    name: 'a header that is taken',
    text: withKeys('idempotencyHeader: authorization'),
    issues: [
      'retry.yml:5:24 idempotencyHeader is authorization, which has another meaning in HTTP. Write Idempotency-Key, or the header that the endpoint documents.',
    ],
  },
  {
    name: 'a body field with a quote',
    text: withKeys(`idempotencyBodyField: 'say "key"'`),
    issues: [
      'retry.yml:5:27 integrations[0].idempotencyBodyField is \'say "key"\', which is not allowed here. Write a JSON key without commas, quotes and backslashes, or null, or leave it out.',
    ],
  },
];
