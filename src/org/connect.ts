import type { Connection, Org } from '@salesforce/core';
import { createIngestApi } from './ingest-api.ts';
import { undiciTransport } from './undici-transport.ts';

/** A log-in by a bare access token has the token for its username: it must be shown nowhere. */
function shownUsername(connection: Connection): string | null {
  const username = connection.getUsername();
  return username === undefined || username.includes('!') ? null : username;
}

/** Null where the org does not tell: then nothing can be said about jobs that may be ours. */
async function userIdOf(connection: Connection): Promise<string | null> {
  const { userId } = connection.getAuthInfoFields();
  if (userId !== undefined) return userId;
  try {
    const url = `${connection.instanceUrl.replace(/\/+$/, '')}/services/oauth2/userinfo`;
    const info = await connection.request<{ user_id?: string }>(url, { retry: { maxRetries: 0 } });
    return info.user_id ?? null;
  } catch {
    return null;
  }
}

/**
 * The loader's API on an org that the CLI is logged in to. The connection gives identity, token and refresh; the bytes go
 * by undici, for the connection repeats calls by itself and hides status and headers.
 *
 * @returns the API, and a function that closes its connections
 */
export async function connectBulk(org: Org, apiVersion: string | undefined) {
  const connection = org.getConnection(apiVersion);
  const instanceUrl = connection.instanceUrl;
  const { transport, close } = undiciTransport(instanceUrl);
  const identity = {
    orgId: org.getOrgId(),
    userId: await userIdOf(connection),
    username: shownUsername(connection),
    instanceUrl,
  };
  const session = {
    accessToken: () => connection.accessToken ?? '',
    refresh: () => connection.refreshAuth(),
  };
  return {
    api: createIngestApi({ transport, session, apiVersion: connection.getApiVersion(), identity }),
    close,
  };
}
