import type { UpsertOptions } from '../../../src/load/options.ts';

/** Options of a load in the tests, unless one says otherwise. */
export const DEFAULTS: Omit<UpsertOptions, 'file' | 'runDir'> = {
  runId: 'run-1',
  object: 'Thing__c',
  externalId: 'Ext__c',
  chunkRows: 20,
  chunkBytes: 10_000_000,
  parallel: 2,
  onDuplicate: 'fail',
  sortBy: null,
  columnDelimiter: null,
  lineEnding: null,
  abortOrphans: false,
  waitMs: null,
  dryRun: false,
};
