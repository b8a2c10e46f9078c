import type { Endpoint } from './protocol.ts';

export interface Route {
  readonly endpoint: Endpoint;
  /** Job, object or record that the path names. */
  readonly subject: string;
  readonly version: string;
  readonly query: URLSearchParams;
}

const PATTERNS: readonly [method: string, path: RegExp, endpoint: Endpoint][] = [
  ['GET', /^\/services\/data$/, 'versions'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)$/, 'versions'],
  ['GET', /^\/services\/oauth2\/userinfo$/, 'userinfo'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/query$/, 'query'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/limits$/, 'limits'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/sobjects\/(?<subject>\w+)\/describe$/, 'describe'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/sobjects\/(?<subject>\w+\/\w+)$/, 'record'],
  ['POST', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest$/, 'create'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest$/, 'list'],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)$/, 'status'],
  ['PUT', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)\/batches$/, 'upload'],
  // Close and abort are one call; only its body tells them apart.
  ['PATCH', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)$/, 'close'],
  ['DELETE', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)$/, 'delete'],
  [
    'GET',
    /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)\/successfulResults$/,
    'successful',
  ],
  ['GET', /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)\/failedResults$/, 'failed'],
  [
    'GET',
    /^\/services\/data\/v(?<version>[\d.]+)\/jobs\/ingest\/(?<subject>\w+)\/unprocessedrecords$/,
    'unprocessed',
  ],
];

/** Which call a request is. The CLI's stored URL ends in a slash, so paths may start with two. */
export function routeOf(method: string, url: string): Route {
  const parsed = new URL(url.replace(/^\/+/, '/'), 'http://double');
  const path = parsed.pathname.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
  for (const [verb, pattern, endpoint] of PATTERNS) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) {
      const { version = '', subject = '' } = match.groups ?? {};
      return { endpoint, subject, version, query: parsed.searchParams };
    }
  }
  return { endpoint: 'unknown', subject: '', version: '', query: parsed.searchParams };
}
