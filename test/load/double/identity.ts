import { empty, json, refusal } from './answers.ts';
import type { Answer, FieldDescribe } from './protocol.ts';
import type { Route } from './routes.ts';

/** What the org says of itself. */
export interface OrgFacts {
  readonly apiVersion: string;
  readonly orgId: string;
  readonly username: string;
  readonly object: string;
  readonly fields: readonly FieldDescribe[];
  /** Daily API calls and Bulk batches that remain. */
  readonly apiRequestsLeft: number;
  readonly batchesLeft: number;
}

const USER_ID = '005000000000001AAA';

function describeField(field: FieldDescribe): Record<string, unknown> {
  return {
    label: field.name,
    length: field.type === 'string' ? 255 : 0,
    externalId: false,
    unique: false,
    caseSensitive: false,
    idLookup: field.externalId ?? false,
    createable: true,
    updateable: true,
    nillable: true,
    relationshipName: null,
    referenceTo: [],
    custom: field.name.endsWith('__c'),
    calculated: false,
    ...field,
  };
}

function versions(facts: OrgFacts, route: Route): Answer {
  if (route.version !== '') return json(200, { limits: `/services/data/v${route.version}/limits` });
  const known = ['51.0', '60.0', facts.apiVersion].map((version) => ({
    label: 'Double',
    url: `/services/data/v${version}`,
    version,
  }));
  return json(200, known);
}

/** Log-in and display ask three queries: scratch org (an error says "not a Dev Hub"), Organization, users. */
function query(facts: OrgFacts, route: Route): Answer {
  const soql = route.query.get('q') ?? '';
  const from = /\bFROM\s+(\w+)/i.exec(soql)?.[1] ?? '';
  const rows: Record<string, Record<string, unknown>> = {
    Organization: {
      attributes: { type: 'Organization' },
      Id: facts.orgId,
      Name: 'Double',
      InstanceName: 'DBL1',
      IsSandbox: false,
      TrialExpirationDate: null,
      NamespacePrefix: null,
      OrganizationType: 'Developer Edition',
    },
    User: { attributes: { type: 'User' }, Id: USER_ID, Username: facts.username },
  };
  const row = rows[from];
  if (row === undefined) return refusal(400, 'INVALID_TYPE', `sObject type '${from}' is not supported.`);
  return json(200, { totalSize: 1, done: true, records: [row] });
}

/** Answers what is not a job: identity, limits, describe. */
export function identityAnswer(facts: OrgFacts, route: Route): Answer {
  switch (route.endpoint) {
    case 'versions':
      return versions(facts, route);
    case 'userinfo':
      return json(200, {
        user_id: USER_ID,
        organization_id: facts.orgId,
        preferred_username: facts.username,
      });
    case 'query':
      return query(facts, route);
    case 'record':
      return json(200, { attributes: { type: 'User' }, Id: USER_ID, Username: facts.username });
    case 'limits':
      return json(200, {
        DailyApiRequests: { Max: 100_000, Remaining: facts.apiRequestsLeft },
        DailyBulkApiBatches: { Max: 15_000, Remaining: facts.batchesLeft },
      });
    case 'describe':
      if (route.subject !== facts.object) {
        return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
      }
      return json(200, {
        name: facts.object,
        createable: true,
        updateable: true,
        fields: facts.fields.map(describeField),
      });
    default:
      return empty(404);
  }
}
