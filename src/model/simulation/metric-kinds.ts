/** What metrics of one kind have in common. */

export const REQUESTS = { unit: 'requests', kind: 'count', scope: 'own', gate: 'every-replication' } as const;
export const DELIVERY = { unit: 'minutes', kind: 'quantile', scope: 'own', gate: 'interval' } as const;
export const PER_REQUEST = {
  unit: 'calls per request',
  kind: 'mean',
  scope: 'own',
  gate: 'interval',
} as const;
export const PEAK_CALLS = { unit: 'calls', kind: 'peak', scope: 'own', gate: 'every-replication' } as const;
export const EXECUTIONS = {
  unit: 'executions',
  kind: 'count',
  scope: 'own',
  gate: 'every-replication',
} as const;
export const CALLS = { unit: 'calls', kind: 'count', scope: 'own', gate: 'every-replication' } as const;
export const JOBS = { unit: 'jobs', kind: 'count', scope: 'own', gate: 'every-replication' } as const;
export const MINUTES = { unit: 'minutes', kind: 'mean', scope: 'own', gate: 'interval' } as const;
export const SHARE = { unit: 'share', kind: 'share', scope: 'own', gate: 'interval' } as const;
