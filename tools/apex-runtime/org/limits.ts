/** What a transaction runs as: it decides the limits. */
export type TransactionKind = 'sync' | 'queueable' | 'batch' | 'scheduled' | 'future' | 'finalizer';

/** What a transaction has used up. */
export interface Usage {
  queries: number;
  queryRows: number;
  dmlStatements: number;
  dmlRows: number;
  callouts: number;
  queueableJobs: number;
  futureCalls: number;
  immediatePublishes: number;
  /** Time of all callouts, ms. */
  calloutMs: number;
}

export type LimitName = keyof Usage;

/**
 * The ceilings of a transaction. Source: Execution Governors and Limits, which gives scheduled Apex synchronous ones;
 * Transaction Finalizers: synchronous limits, but one job.
 */
export function ceilings(kind: TransactionKind): Readonly<Usage> {
  const asynchronous = kind === 'queueable' || kind === 'batch' || kind === 'future';
  return {
    queries: asynchronous ? 200 : 100,
    queryRows: 50_000,
    dmlStatements: 150,
    dmlRows: 10_000,
    callouts: 100,
    queueableJobs: asynchronous || kind === 'finalizer' ? 1 : 50,
    futureCalls: kind === 'batch' || kind === 'future' || kind === 'finalizer' ? 0 : 50,
    immediatePublishes: 150,
    calloutMs: 120_000,
  };
}

export function noUsage(): Usage {
  return {
    queries: 0,
    queryRows: 0,
    dmlStatements: 0,
    dmlRows: 0,
    callouts: 0,
    queueableJobs: 0,
    futureCalls: 0,
    immediatePublishes: 0,
    calloutMs: 0,
  };
}

const TEXTS: Readonly<Record<LimitName, (attempted: number) => string>> = {
  queries: (n) => `Too many SOQL queries: ${n}`,
  queryRows: (n) => `Too many query rows: ${n}`,
  dmlStatements: (n) => `Too many DML statements: ${n}`,
  dmlRows: (n) => `Too many DML rows: ${n}`,
  callouts: (n) => `Too many callouts: ${n}`,
  queueableJobs: (n) => `Too many queueable jobs added to the queue: ${n}`,
  futureCalls: (n) => `Too many future calls: ${n}`,
  immediatePublishes: (n) => `Too many immediate event publishes: ${n}`,
  calloutMs: () => 'Exceeded maximum time allotted for callouts (120000 ms)',
};

/** The message of the LimitException. The number is the attempted count. */
export function limitText(name: LimitName, attempted: number): string {
  return TEXTS[name](attempted);
}
