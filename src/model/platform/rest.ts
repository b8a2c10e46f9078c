import type { Fact } from './fact.ts';

/** Time after which a REST request counts as long. */
export const REST_LONG_REQUEST_MS: Fact = {
  value: 20_000,
  unit: 'ms',
  certainty: 'documented',
  sources: ['restErrors'],
};
/** Long REST requests that run at the same time; one more gets REQUEST_LIMIT_EXCEEDED. */
export const REST_CONCURRENT_LONG: Fact = {
  value: 25,
  unit: 'concurrent requests of 20 s or more',
  certainty: 'documented',
  sources: ['restErrors'],
  note: 'In production and sandboxes.',
};
export const REST_CONCURRENT_LONG_DEVELOPER: Fact = {
  value: 5,
  unit: 'concurrent requests of 20 s or more',
  certainty: 'documented',
  sources: ['restErrors'],
  note: 'In Developer Edition and trials.',
};
