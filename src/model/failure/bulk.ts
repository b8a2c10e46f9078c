import type { Failure } from './failure.ts';

/** What becomes of a whole bulk job. */
export const BULK_JOB_FAILURES = {
  'Job Partial': {
    signal: 'state JobComplete, numberRecordsFailed > 0',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'Some rows failed: each has its own category.',
    whatToDo: 'Nothing for the job: its failed rows are sorted by their own errors.',
  },
  'Job Failed': {
    signal: 'state Failed',
    retryable: 'always',
    breaker: 'none',
    rootCause: 'The platform gave up after its own retries. Rows already loaded stay loaded.',
    whatToDo: 'Nothing: the rows that were not processed go again in smaller jobs.',
  },
  'Job Aborted': {
    signal: 'state Aborted',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'Somebody, or the loader itself, ended the job. Rows already loaded stay loaded.',
    whatToDo: 'Resume: the rows that were not processed go again.',
  },
  'Job Unreconciled': {
    signal: 'successful + failed + unprocessed rows are not the rows sent',
    retryable: 'never',
    breaker: 'none',
    rootCause: 'The results of the job do not account for every row.',
    whatToDo: 'Results are fetched again; if they stay wrong, compare the rows of the chunk with the org.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** What becomes of one row of a bulk job: the code at the start of its sf__Error. */
export const ROW_FAILURES = {
  'Row Transient': {
    signal: 'UNABLE_TO_LOCK_ROW, REQUEST_RUNNING_TOO_LONG, SERVER_UNAVAILABLE, QUERY_TIMEOUT',
    retryable: 'always',
    breaker: 'none',
    rootCause: 'Rows of other batches or other users held the same parent, or the org was busy.',
    whatToDo: 'Nothing: three rounds of small jobs. Often: --sort-by the parent, --parallel 1.',
  },
  'Row Data': {
    signal: 'REQUIRED_FIELD_MISSING, FIELD_CUSTOM_VALIDATION_EXCEPTION, STRING_TOO_LONG, INVALID_*',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The row breaks a rule of the object.',
    whatToDo: 'Correct the row in the dead-letter file, then redrive.',
  },
  'Row Duplicate': {
    signal: 'DUPLICATE_VALUE, DUPLICATE_EXTERNAL_ID, DUPLICATES_DETECTED',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The key stands twice in the file or the org, or a duplicate rule refuses the row.',
    whatToDo: 'Decide which row is right, correct the dead-letter file, then redrive.',
    correction:
      'The seed blames a missing external id. An upsert meets duplicates too: the same key twice in a job, a key that is not unique in the org, a duplicate rule.',
  },
  'Row Parent Missing': {
    signal: 'INVALID_FIELD: foreign key external id not found',
    retryable: 'after a fix',
    breaker: 'none',
    rootCause: 'The parent that the row points at is not in the org.',
    whatToDo: 'Load the parents, then redrive.',
  },
} as const satisfies Readonly<Record<string, Failure>>;
