import type { Fault } from '../double/faults.ts';
import type { DoubleOptions } from '../double/org-double.ts';
import type { Endpoint } from '../double/protocol.ts';

/** A row of the fault table: what goes wrong, and how the loader may come through it. */
export interface FaultCase {
  readonly name: string;
  readonly org: DoubleOptions;
  /** Stops that the loader may need; each is resumed. Default: none, it comes through in one run. */
  readonly stops?: readonly string[];
  /** Jobs at a time. Default 2. */
  readonly parallel?: number;
  /** Whether rows may be committed twice: only where the org has lost the job that knew of them. */
  readonly mayRewrite?: boolean;
}

function once(on: Endpoint, fault: Fault, times: number | 'always' = 1): DoubleOptions {
  return { faults: [{ on, fault, times }] };
}

const STEPS = ['describe', 'limits', 'create', 'upload', 'close', 'status', 'successful'] as const;

const TROUBLES: readonly [name: string, fault: Fault][] = [
  ...[408, 429, 500, 502, 503, 504].map((status): [string, Fault] => [
    `${status}`,
    { kind: 'status', status },
  ]),
  ['503 as an HTML page', { kind: 'status', status: 503, html: true }],
  ['504 after it took effect', { kind: 'status', status: 504, after: true }],
  ['503 with Retry-After in seconds', { kind: 'status', status: 503, retryAfter: 2 }],
  ['429 with Retry-After as a date', { kind: 'status', status: 429, retryAfter: 7, asDate: true }],
  ['a reset before it', { kind: 'reset', when: 'before' }],
  ['a reset in the middle of it', { kind: 'reset', when: 'during' }],
  ['a lost answer', { kind: 'reset', when: 'after' }],
  ['silence', { kind: 'stall', when: 'before' }],
  ['silence after it took effect', { kind: 'stall', when: 'after' }],
  ['half an answer, then silence', { kind: 'stall', when: 'during' }],
  ['an expired token', { kind: 'expire-token' }],
];

/** Every trouble at every step, once. */
export const EVERY_STEP: readonly FaultCase[] = STEPS.flatMap((step) =>
  TROUBLES.map(([trouble, fault]) => ({ name: `${trouble}, at ${step}`, org: once(step, fault) })),
);

/** What a call that stays broken leads to: an error before the run exists, a stop in it, and nothing for a mere look ahead. */
const OUTAGE_STOPS: Readonly<Record<(typeof STEPS)[number], readonly string[]>> = {
  describe: ['PreflightFailed'],
  limits: [],
  create: ['retries'],
  upload: ['retries'],
  close: ['retries'],
  status: ['retries'],
  successful: ['retries'],
};

/** Longer than the seven attempts of a call: a stop, and a resume that finds the org well again. */
export const OUTAGES: readonly FaultCase[] = STEPS.flatMap((step) => [
  {
    name: `eight times 503 with Retry-After 5, at ${step}`,
    org: once(step, { kind: 'status', status: 503, retryAfter: 5 }, 8),
    parallel: 1,
    stops: OUTAGE_STOPS[step],
  },
  {
    name: `eight resets, at ${step}`,
    org: once(step, { kind: 'reset', when: 'before' }, 8),
    parallel: 1,
    stops: OUTAGE_STOPS[step],
  },
]);

const ROW_RULES = [
  {
    column: 'Ext__c',
    contains: '3',
    error: 'STRING_TOO_LONG:Name: data value too large:Name --',
    times: 'always',
  },
] as const;

/** Trouble with one of the lists that a job leaves. */
export const RESULT_LISTS: readonly FaultCase[] = (['successful', 'failed', 'unprocessed'] as const).flatMap(
  (list) => {
    const org: DoubleOptions = {
      rowRules: ROW_RULES,
      jobRules: [{ end: 'Failed', afterShare: 0.5, times: 2 }],
    };
    const lists: readonly [string, Fault, number][] = [
      ['cut by a reset', { kind: 'reset', when: 'during' }, 2],
      ['cut by a reset after the last byte', { kind: 'reset', when: 'during', share: 1 }, 2],
      ['cut in good order between two rows', { kind: 'truncate', share: 0.6, atRow: true }, 2],
      ['cut in good order inside a row', { kind: 'truncate', share: 0.6 }, 2],
      ['empty', { kind: 'truncate', share: 0 }, 2],
      ['answered by 500', { kind: 'status', status: 500 }, 1],
      ['answered by 500 for longer', { kind: 'status', status: 500 }, 6],
      ['cut for longer', { kind: 'truncate', share: 0.6, atRow: true }, 6],
    ];
    return lists.map(([name, fault, times]) => ({
      name: `${list} results ${name}`,
      org: { ...org, faults: [{ on: list, fault, times }] },
    }));
  },
);

/** Jobs that do not end well, or end and are gone. */
export const JOB_ENDS: readonly FaultCase[] = [
  { name: 'an upload refused as too large', org: once('upload', { kind: 'status', status: 413 }) },
  ...(['Failed', 'Aborted'] as const).flatMap((end) =>
    [0, 0.5, 1].flatMap((afterShare) =>
      [1, 3].map((times) => ({
        name: `${times} job(s) ${end} after ${afterShare * 100} % of the rows`,
        org: { rowRules: ROW_RULES, jobRules: [{ end, afterShare, times }] },
      })),
    ),
  ),
  {
    name: 'a row that fails every job it is in',
    org: { jobRules: [{ withKey: 'K00033', end: 'Failed', afterShare: 0, times: 'always' }] },
  },
  ...(['status', 'successful', 'close', 'upload'] as const).map((on) => ({
    name: `a job that is gone, found at ${on}`,
    org: once(on, { kind: 'forget-job' }),
    mayRewrite: true,
  })),
];

/** What no retry helps against: a stop at once, and a resume once the cause is gone. */
export const STOPS: readonly FaultCase[] = [
  ...(['create', 'upload', 'close', 'status', 'successful'] as const).map((on) => ({
    name: `the daily API allowance used up, at ${on}`,
    org: once(on, { kind: 'status', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED' }),
    stops: ['quota'],
  })),
  {
    name: 'the Bulk allowance used up',
    org: once('create', { kind: 'status', status: 400, errorCode: 'EXCEEDEDQUOTA' }),
    stops: ['quota'],
  },
  {
    name: 'a Retry-After of an hour',
    org: once('status', { kind: 'status', status: 503, retryAfter: 3600 }),
    stops: ['retryAfter'],
  },
];
