/** Why an attempt of the kit failed. The strings are the values of `Failed_Integration_Log__c.Category__c`. */
export const CALLOUT_CATEGORIES = [
  'Timeout',
  'No Answer',
  'Server Error',
  'Rate Limited',
  'Transient',
  'Unauthorized',
  'Forbidden',
  'Rejected',
  'Unexpected Status',
  'Configuration',
  'Crash',
] as const;
export type CalloutCategory = (typeof CALLOUT_CATEGORIES)[number];
