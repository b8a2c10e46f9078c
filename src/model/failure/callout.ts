import type { CalloutCategory } from './category.ts';
import type { Failure } from './failure.ts';

/** What an attempt of the kit can come to, delivery apart. The policy classifies with this table. */
export const CALLOUT_FAILURES: Readonly<Record<CalloutCategory, Failure>> = {
  Timeout: {
    signal: 'System.CalloutException: Read timed out',
    retryable: 'always',
    breaker: 'outage',
    rootCause: 'No answer within timeoutSeconds. The endpoint may have processed the request.',
    whatToDo: 'Nothing: it is sent again under the same idempotency key. Often: raise timeoutSeconds.',
  },
  'No Answer': {
    signal: 'System.CalloutException: connection refused or reset, unknown host, TLS failure',
    retryable: 'always',
    breaker: 'outage',
    rootCause: 'The endpoint cannot be reached. It may still have processed the request.',
    whatToDo: 'Nothing: it is sent again. If it stays: check address, certificate and firewall.',
  },
  'Server Error': {
    signal: 'status 500 to 599',
    retryable: 'if configured',
    breaker: 'outage',
    rootCause: 'The endpoint, or something in front of it, fails or is overloaded.',
    whatToDo: 'Nothing while it is retried. If it stays: ask the owner of the endpoint.',
  },
  'Rate Limited': {
    signal: 'status 429',
    retryable: 'if configured',
    breaker: 'pause',
    rootCause: 'The endpoint asks for fewer requests. It works, so that is no outage.',
    whatToDo: 'Nothing: all requests of the integration pause. Often: fewer lanes or requests per job.',
    correction:
      'The seed expects 429 with Retry-After when an API limit of Salesforce is exhausted. External endpoints answer so; core REST answers 403 REQUEST_LIMIT_EXCEEDED and documents neither.',
  },
  Transient: {
    signal: 'another status of retryableStatusCodes, such as 408 or 425',
    retryable: 'if configured',
    breaker: 'none',
    rootCause: 'The endpoint could not take this request at this moment.',
    whatToDo: 'Nothing: it is sent again.',
  },
  Unauthorized: {
    signal: 'status 401',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The credential is refused although the named credential has refreshed its token by itself.',
    whatToDo: 'Correct the external credential or its principal, then redrive.',
    correction:
      'The seed refreshes the token and retries. A named credential has done so before Apex sees the 401, so another attempt would fail the same way.',
  },
  Forbidden: {
    signal: 'status 403 that is not in retryableStatusCodes',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The credential works but may not do this.',
    whatToDo: 'Have the permission granted at the endpoint, then redrive.',
  },
  Rejected: {
    signal: 'another status 400 to 499 that is not in retryableStatusCodes',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The endpoint refuses the request: invalid data, unknown resource, conflict.',
    whatToDo: 'Correct the data and submit under a new key, or discard. A conflict: look at both sides.',
  },
  'Unexpected Status': {
    signal: 'status below 200, 300 to 399 or above 599 that is not in retryableStatusCodes',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The endpoint is not what the integration expects: a redirect, a proxy.',
    whatToDo: 'Correct the address in the named credential or the path, then redrive.',
  },
  Configuration: {
    signal: 'System.CalloutException: unknown named credential, unauthorized endpoint',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The call could not be made at all: named credential, permission or remote site is missing.',
    whatToDo: 'Correct the set-up, then redrive.',
  },
  Crash: {
    signal: 'Finalizer: the transaction died while the request was being sent',
    retryable: 'always',
    breaker: 'none',
    rootCause: 'A governor limit or an unhandled exception. The endpoint may have processed the request.',
    whatToDo: 'Nothing the first time; the second makes a dead letter: see its error.',
  },
};
