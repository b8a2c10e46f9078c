import { jobCalls } from './job-calls.ts';
import { RestClient, type Session } from './rest-client.ts';
import type { Transport } from './transport.ts';

/** Who is logged in where. */
export interface OrgIdentity {
  readonly orgId: string;
  readonly userId: string | null;
  readonly username: string | null;
  readonly instanceUrl: string;
}

interface RawField {
  readonly [name: string]: unknown;
}

function fieldDescribe(raw: RawField) {
  const { relationshipName, referenceTo } = raw;
  return {
    name: String(raw['name']),
    type: String(raw['type']),
    length: Number(raw['length'] ?? 0),
    externalId: raw['externalId'] === true,
    unique: raw['unique'] === true,
    caseSensitive: raw['caseSensitive'] === true,
    createable: raw['createable'] === true,
    updateable: raw['updateable'] === true,
    relationshipName: typeof relationshipName === 'string' ? relationshipName : null,
    referenceTo: Array.isArray(referenceTo) ? referenceTo.map(String) : [],
  };
}

function remaining(limits: object, name: string): number | null {
  const limit: unknown = Reflect.get(limits, name);
  const left: unknown = typeof limit === 'object' && limit !== null ? Reflect.get(limit, 'Remaining') : null;
  return typeof left === 'number' ? left : null;
}

/** What {@link createIngestApi} is made of. */
interface OrgParts {
  readonly transport: Transport;
  readonly session: Session;
  /** Like `65.0`. */
  readonly apiVersion: string;
  readonly identity: OrgIdentity;
}

/** The org as the loader needs it: describe, limits and the calls on jobs. One request each, nothing is repeated here. */
export function createIngestApi({ transport, session, apiVersion, identity }: OrgParts) {
  const client = new RestClient(transport, session, apiVersion);
  return {
    identity: { ...identity, apiVersion },
    refresh: () => session.refresh(),
    apiUsage: () => client.usage,
    async describe(object: string) {
      const path = `/sobjects/${encodeURIComponent(object)}/describe`;
      const raw = (await client.json({ method: 'GET', path, headers: {} })) as RawField;
      const { fields } = raw;
      return {
        name: String(raw['name'] ?? object),
        createable: raw['createable'] !== false,
        updateable: raw['updateable'] !== false,
        fields: Array.isArray(fields) ? (fields as RawField[]).map(fieldDescribe) : [],
      };
    },
    async allowances() {
      const limits = await client.json({ method: 'GET', path: '/limits', headers: {} });
      return {
        apiRequests: remaining(limits, 'DailyApiRequests'),
        bulkBatches: remaining(limits, 'DailyBulkApiBatches'),
      };
    },
    ...jobCalls(client),
  };
}
