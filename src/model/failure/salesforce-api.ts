import type { Failure } from './failure.ts';

/**
 * Answers of Salesforce's REST and Bulk API, as the loader meets them. Source page of the statuses: "REST API: status and
 * error codes".
 */
export const SALESFORCE_API_FAILURES = {
  'API Bad Request': {
    signal: 'status 400, 404, 413 or 415',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The request itself is wrong: unknown object or field, invalid job settings.',
    whatToDo: 'Correct the command or the file. A 404 for a known job: its outcome is unknown, look it up.',
    correction:
      'The seed finds its 400s in the sf__Error column. An invalid row of a bulk job has no HTTP status at all: that is Row Data.',
  },
  'API Session Expired': {
    signal: 'status 401, INVALID_SESSION_ID',
    retryable: 'always',
    breaker: 'none',
    rootCause: 'The access token has expired or was revoked.',
    whatToDo: 'The token is refreshed once. A second 401: log in again and resume.',
  },
  'API Forbidden': {
    signal: 'status 403 with another code than REQUEST_LIMIT_EXCEEDED',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The user may not use the API, the object or a field.',
    whatToDo: 'Have the permission granted, then resume.',
  },
  'API Limit': {
    signal: 'status 403, REQUEST_LIMIT_EXCEEDED; or status 400, EXCEEDEDQUOTA',
    retryable: 'after a fix',
    breaker: 'pause',
    rootCause: 'The API requests of the last 24 hours, or the bulk allocation, are used up.',
    whatToDo: 'Stop with a checkpoint and resume later; seconds of back-off do not help.',
    correction:
      'The seed expects 429 with Retry-After. Core REST documents 403 REQUEST_LIMIT_EXCEEDED and no Retry-After.',
  },
  'API Concurrency': {
    signal: 'REQUEST_LIMIT_EXCEEDED whose message speaks of concurrent requests',
    retryable: 'always',
    breaker: 'pause',
    rootCause: 'Too many requests that last 20 seconds or more run at the same time.',
    whatToDo: 'Nothing: short back-off, fewer jobs at a time.',
    correction:
      'The seed gives 503 for it. Documented is REQUEST_LIMIT_EXCEEDED; its status is not stated, 403 by inference.',
  },
  'API Unavailable': {
    signal: 'status 408, 420, 429, 500, 502, 503 or 504; connection failed; no JSON in the answer',
    retryable: 'always',
    breaker: 'outage',
    rootCause: 'Salesforce, its edge or the network fails or is overloaded.',
    whatToDo: 'Nothing: it is tried again with back-off, with fewer jobs at a time after a 503.',
  },
} as const satisfies Readonly<Record<string, Failure>>;
