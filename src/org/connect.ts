import type { Connection, Org } from '@salesforce/core';
import type { OrgIdentity } from './ingest-api.ts';

/** A log-in of the CLI, as the loader uses it. */
export interface OrgLogin {
  readonly identity: OrgIdentity;
  /** Like `65.0`. */
  readonly apiVersion: string;
  /** The token of the moment. */
  accessToken(): string;
  /** Gets a new token. Rejects where there is no way. */
  refresh(): Promise<void>;
}

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
 * Identity, token and refresh of an org that the CLI is logged in to. No more than that: the connection repeats calls by itself
 * and hides status and headers, so the bytes go another way.
 */
export async function loginOf(org: Org, apiVersion: string | undefined): Promise<OrgLogin> {
  const connection = org.getConnection(apiVersion);
  return {
    identity: {
      orgId: org.getOrgId(),
      userId: await userIdOf(connection),
      username: shownUsername(connection),
      instanceUrl: connection.instanceUrl,
    },
    apiVersion: connection.getApiVersion(),
    accessToken: () => connection.accessToken ?? '',
    refresh: () => connection.refreshAuth(),
  };
}
