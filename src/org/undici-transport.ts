import { EnvHttpProxyAgent } from 'undici';
import type { HttpRequest, Transport } from './transport.ts';

/** Time for a connection, and for an answer to begin. Salesforce itself gives up on a request after 10 minutes. */
const CONNECT_MS = 30_000;
const HEADERS_MS = 120_000;
/** Longest silence within a body. */
const BODY_MS = 120_000;
/** Above this, an upload gets more time before its answer must begin: one second for each so many bytes. */
const SLOW_BYTES_PER_SECOND = 50_000;

function headersOf(raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/**
 * HTTP to one org, over keep-alive connections, through the proxy that the environment names.
 *
 * @param instanceUrl - scheme and host of the org
 * @returns the transport, and a function that closes its connections
 */
export function undiciTransport(instanceUrl: string): { transport: Transport; close: () => Promise<void> } {
  const agent = new EnvHttpProxyAgent({ connect: { timeout: CONNECT_MS }, bodyTimeout: BODY_MS });
  const { origin } = new URL(instanceUrl);
  const transport: Transport = async ({ method, path, headers, body }: HttpRequest) => {
    const extra = ((body?.length ?? 0) / SLOW_BYTES_PER_SECOND) * 1000;
    const answer = await agent.request({
      origin,
      method,
      path,
      headers,
      body: body ?? null,
      headersTimeout: HEADERS_MS + extra,
    });
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.body };
  };
  return { transport, close: () => agent.close() };
}
