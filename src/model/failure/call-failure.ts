import type { SALESFORCE_API_FAILURES } from './salesforce-api.ts';

/** A call that did not come to its answer, as the transport saw it. */
export interface CallFailure {
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** `errorCode` of the answer, code of the network error, or '' */
  readonly code: string;
  readonly message: string;
  /** The header as received. */
  readonly retryAfter: string | null;
}

/** Thrown by the port to the API. */
export class CallError extends Error {
  readonly failure: CallFailure;

  constructor(failure: CallFailure, cause?: unknown) {
    super(failure.message, { cause });
    this.name = 'CallError';
    this.failure = failure;
  }
}

export type ApiCategory = keyof typeof SALESFORCE_API_FAILURES;

/** "REST API: status and error codes"; 420 is its answer for trouble at the edge. */
const UNAVAILABLE: ReadonlySet<number> = new Set([408, 420, 429, 500, 502, 503, 504]);

function limitCategory({ message }: CallFailure): ApiCategory {
  return /concurrent/i.test(message) ? 'API Concurrency' : 'API Limit';
}

/** The kind of a failed call, in the words of the taxonomy. */
export function apiCategory(failure: CallFailure): ApiCategory {
  const { status, code } = failure;
  if (status === null || UNAVAILABLE.has(status)) return 'API Unavailable';
  if (status === 401) return 'API Session Expired';
  if (code === 'REQUEST_LIMIT_EXCEEDED') return limitCategory(failure);
  if (code === 'EXCEEDEDQUOTA' || code === 'EXCEEDED_QUOTA') return 'API Limit';
  if (status === 403) return 'API Forbidden';
  if (status >= 200 && status <= 299) return 'API Unavailable';
  return status >= 500 ? 'API Unavailable' : 'API Bad Request';
}
