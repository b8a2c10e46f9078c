import { EnvHttpProxyAgent } from 'undici';
import type { HttpRequest, Transport } from './transport.ts';

/** When silence counts as trouble of the network, all in ms. */
export interface Timeouts {
  readonly connectMs: number;
  /** Until an answer begins, after the request was sent. */
  readonly headersMs: number;
  /** Longest silence within a body. */
  readonly bodyMs: number;
}

const TIMEOUTS: Timeouts = { connectMs: 30_000, headersMs: 60_000, bodyMs: 120_000 };

/** An upload gets more time before its answer must begin: one second for each so many bytes. */
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
export function undiciTransport(
  instanceUrl: string,
  { connectMs, headersMs, bodyMs }: Timeouts = TIMEOUTS,
): { transport: Transport; close: () => Promise<void> } {
  const agent = new EnvHttpProxyAgent({ connect: { timeout: connectMs }, bodyTimeout: bodyMs });
  const { origin } = new URL(instanceUrl);
  const transport: Transport = async ({ method, path, headers, body }: HttpRequest) => {
    const extra = ((body?.length ?? 0) / SLOW_BYTES_PER_SECOND) * 1000;
    const answer = await agent.request({
      origin,
      method,
      path,
      headers,
      body: body ?? null,
      headersTimeout: headersMs + extra,
    });
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.body };
  };
  return { transport, close: () => agent.close() };
}
