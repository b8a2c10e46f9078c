/**
 * What one attempt to send a request came to, as the job sees it.
 *
 * - `answer`: the endpoint answered, with this status and this `Retry-After` (null where it sent none)
 * - `timeout`: no answer in time; the endpoint may have acted on the request
 * - `no-answer`: the connection failed (refused, reset, unknown host); the endpoint may have acted on it too
 * - `configuration`: the call could not be made at all: no such named credential or endpoint
 * - `crash`: the transaction died while the request was being sent; nothing is known of the endpoint
 */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'timeout' | 'no-answer' | 'configuration' | 'crash' };
