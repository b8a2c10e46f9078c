import { type BadConfig, withKeys } from './case.ts';

export const POLICY: readonly BadConfig[] = [
  {
    name: 'a section without keys',
    text: withKeys('retry:'),
    issues: [
      'retry.yml:5:5 integrations[0].retry has no value. Write keys, indented below it, or leave it out.',
    ],
  },
  {
    name: 'a section that is a number',
    text: withKeys('retry: 3'),
    issues: [
      'retry.yml:5:12 integrations[0].retry is 3, which is not a section of keys. Write keys, indented below it, or leave it out.',
    ],
  },
  {
    name: 'a misspelt key',
    text: withKeys('retry: { maxRetry: 3 }'),
    issues: ['retry.yml:5:14 integrations[0].retry has no key "maxRetry". Write maxRetries.'],
  },
  {
    name: 'a key in another notation',
    text: withKeys('retry: { max_retries: 3 }'),
    issues: ['retry.yml:5:14 integrations[0].retry has no key "max_retries". Write maxRetries.'],
  },
  {
    name: 'a number that is too large',
    text: withKeys('retry: { maxRetries: 101 }'),
    issues: [
      'retry.yml:5:26 integrations[0].retry.maxRetries is 101, which is more than 100. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
    ],
  },
  {
    name: 'a negative number',
    text: withKeys('retry: { maxRetries: -1 }'),
    issues: [
      'retry.yml:5:26 integrations[0].retry.maxRetries is -1, which is less than 0. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
    ],
  },
  {
    name: 'a fraction',
    text: withKeys('retry: { maxRetries: 2.5 }'),
    issues: [
      'retry.yml:5:26 integrations[0].retry.maxRetries is 2.5, which is not a whole number. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
    ],
  },
  {
    name: 'an infinite number',
    text: withKeys('retry: { maxRetries: .inf }'),
    issues: [
      'retry.yml:5:26 integrations[0].retry.maxRetries is .inf, which is not a whole number. Write a whole number from 0 to 100 (retries), or leave it out for 8.',
    ],
  },
  {
    name: 'a multiplier under 1',
    text: withKeys('retry: { backoffMultiplier: 0.5 }'),
    issues: [
      'retry.yml:5:33 integrations[0].retry.backoffMultiplier is 0.5, which is less than 1. Write a number from 1 to 10, or leave it out for 2.',
    ],
  },
  {
    name: 'a multiplier with three decimals',
    text: withKeys('retry: { backoffMultiplier: 1.125 }'),
    issues: ['retry.yml:5:33 backoffMultiplier is 1.125, which has more than two decimals. Write 1.13.'],
  },
  {
    name: 'a base over the cap',
    text: withKeys('retry: { baseDelaySeconds: 900, maxDelaySeconds: 600 }'),
    issues: [
      'retry.yml:5:32 baseDelaySeconds is 900, which is more than maxDelaySeconds, 600. Write baseDelaySeconds: 600 or less, or maxDelaySeconds: 900 or more.',
    ],
  },
  {
    name: 'a base over the default cap',
    text: withKeys('retry: { baseDelaySeconds: 900 }'),
    issues: [
      'retry.yml:5:32 baseDelaySeconds is 900, which is more than maxDelaySeconds, 600 by default. Write baseDelaySeconds: 600 or less, or maxDelaySeconds: 900 or more.',
    ],
  },
  {
    name: 'a cap under the default base',
    text: withKeys('retry: { maxDelaySeconds: 60 }'),
    issues: [
      'retry.yml:5:31 baseDelaySeconds is 300 by default, which is more than maxDelaySeconds, 60. Write baseDelaySeconds: 60 or less, or maxDelaySeconds: 300 or more.',
    ],
  },
  {
    name: 'more immediate retries than retries',
    text: withKeys('retry: { maxRetries: 1, immediateRetries: 2 }'),
    issues: [
      'retry.yml:5:47 immediateRetries is 2, which is more than maxRetries, 1. Write immediateRetries: 1 or less, or maxRetries: 2 or more.',
    ],
  },
  {
    name: 'an unknown jitter',
    text: withKeys('retry: { jitter: random }'),
    issues: [
      'retry.yml:5:22 integrations[0].retry.jitter is random, which is not one of its values. Write one of none, additive, full, equal, decorrelated, or leave it out for decorrelated.',
    ],
  },
  {
    name: 'a misspelt jitter',
    text: withKeys('retry: { jitter: Decorelated }'),
    issues: [
      'retry.yml:5:22 integrations[0].retry.jitter is Decorelated, which is not one of its values. Write decorrelated.',
    ],
  },
  {
    name: 'yes for true',
    text: withKeys('retry: { honorRetryAfter: yes }'),
    issues: [
      'retry.yml:5:31 integrations[0].retry.honorRetryAfter is yes, which is not true or false. Write true.',
    ],
  },
  {
    name: '0 for false',
    text: withKeys('retry: { honorRetryAfter: 0 }'),
    issues: [
      'retry.yml:5:31 integrations[0].retry.honorRetryAfter is 0, which is not true or false. Write true or false, or leave it out for true.',
    ],
  },
  {
    name: 'one status code without a list',
    text: withKeys('retry: { retryableStatusCodes: 503 }'),
    issues: [
      'retry.yml:5:36 integrations[0].retry.retryableStatusCodes is 503, which is not a list. Write [503].',
    ],
  },
  {
    name: 'status codes in one text',
    text: withKeys('retry: { retryableStatusCodes: "500,503" }'),
    issues: [
      'retry.yml:5:36 integrations[0].retry.retryableStatusCodes is "500,503", which is not a list. Write a list of 0 to 60 HTTP status codes from 300 to 599, or leave it out for [408, 425, 429, 500, 502, 503, 504].',
    ],
  },
  {
    name: 'a success among the retryable codes',
    text: withKeys('retry: { retryableStatusCodes: [503, 200] }'),
    issues: [
      'retry.yml:5:42 integrations[0].retry.retryableStatusCodes[1] is 200, which is less than 300. Write a whole number from 300 to 599.',
    ],
  },
  {
    name: '401 among the retryable codes',
    text: withKeys('retry: { retryableStatusCodes: [503, 401] }'),
    issues: [
      'retry.yml:5:42 retryableStatusCodes has 401, which is never retried: a named credential refreshes its token by itself. Remove 401.',
    ],
  },
  {
    name: 'a status code twice',
    text: withKeys('retry: { alreadyProcessedStatusCodes: [409, 409] }'),
    issues: ['retry.yml:5:49 alreadyProcessedStatusCodes has 409 twice. Remove one of them.'],
  },
  {
    name: 'too many status codes',
    text: withKeys(
      `retry: { retryableStatusCodes: [${Array.from({ length: 61 }, (_, i) => 400 + i)
        .map((c) => (c === 401 ? 499 : c))
        .join(', ')}] }`,
    ),
    issues: [
      'retry.yml:5:36 integrations[0].retry.retryableStatusCodes is [400, 499, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411…, which has 61 items, more than 60. Write a list of 0 to 60 HTTP status codes from 300 to 599, or leave it out for [408, 425, 429, 500, 502, 503, 504].',
    ],
  },
  {
    name: 'a failure rate of more than everything',
    text: withKeys('circuitBreaker: { failureRatePercent: 150 }'),
    issues: [
      'retry.yml:5:43 integrations[0].circuitBreaker.failureRatePercent is 150, which is more than 100. Write a whole number from 1 to 100 (percent), or leave it out for 65.',
    ],
  },
  {
    name: 'an unknown key of the circuit breaker',
    text: withKeys('circuitBreaker: { isOpen: true }'),
    issues: [
      'retry.yml:5:23 integrations[0].circuitBreaker has no key "isOpen". Remove it. The keys that can stand here: failureRatePercent, minimumCalls, windowMinutes, coolDownMinutes, halfOpenProbes.',
    ],
  },
  {
    name: 'a masked key with a comma',
    text: withKeys('deadLetter: { maskedJsonKeys: ["pin, puk"] }'),
    issues: [
      'retry.yml:5:36 integrations[0].deadLetter.maskedJsonKeys[0] is "pin, puk", which is not allowed here. Write a JSON key of at most 80 characters, without commas, quotes and backslashes.',
    ],
  },
  {
    name: 'masked keys that a field cannot hold',
    text: withKeys(
      `deadLetter: { maskedJsonKeys: [${['a', 'b', 'c', 'd'].map((c) => c.repeat(70)).join(', ')}] }`,
    ),
    issues: [
      'retry.yml:5:35 maskedJsonKeys has 283 characters in all, commas included; its custom metadata field holds 255. Keep the keys that hold secrets.',
    ],
  },
  {
    name: 'masked keys of one character too many',
    text: withKeys(
      `deadLetter: { maskedJsonKeys: [${['a', 'b', 'c'].map((c) => c.repeat(80)).join(', ')}, ${'d'.repeat(13)}] }`,
    ),
    issues: [
      'retry.yml:5:35 maskedJsonKeys has 256 characters in all, commas included; its custom metadata field holds 255. Keep the keys that hold secrets.',
    ],
  },
  {
    name: 'no retention',
    text: withKeys('deadLetter: { retentionDays: 0 }'),
    issues: [
      'retry.yml:5:34 integrations[0].deadLetter.retentionDays is 0, which is less than 1. Write a whole number from 1 to 3650 (days), or leave it out for 90.',
    ],
  },
];
