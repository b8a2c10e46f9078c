import { DEAD_LETTERS_BY_CATEGORY } from './dead-letter-metrics.ts';
import { largest, minutes, perRequest } from './measures.ts';
import type { Metric } from './metric.ts';
import { CALLS, EXECUTIONS, JOBS, MINUTES, PEAK_CALLS, PER_REQUEST, SHARE } from './metric-kinds.ts';
import { REQUEST_METRICS } from './request-metrics.ts';

export type { Metric } from './metric.ts';

/** What requests cost: the endpoint, and the org. */
const COST_METRICS = [
  {
    id: 'attemptsPerRequest',
    ...PER_REQUEST,
    description: 'Calls per submitted request.',
    measure: (run) => perRequest(run.calls, run.submitted),
  },
  {
    id: 'amplification',
    ...PER_REQUEST,
    description:
      'Calls per request that was called at least once: what retries add to the load of the endpoint.',
    measure: (run) => perRequest(run.calls, run.firstCalls),
  },
  {
    id: 'endpoint.calls',
    ...CALLS,
    description: 'Calls of the endpoint.',
    measure: (run) => run.calls,
  },
  {
    id: 'endpoint.peakPerMinute',
    ...PEAK_CALLS,
    description: 'Most calls in one minute.',
    measure: (run) => largest(run.callsPerMinute),
  },
  {
    id: 'endpoint.peakPerSecond',
    ...PEAK_CALLS,
    description: 'Most calls in one second.',
    measure: (run) => run.peakCallsPerSecond,
  },
  {
    id: 'duplicates.sent',
    ...CALLS,
    description: 'Calls for a request that the endpoint had processed: the sender did not get to know.',
    measure: (run) => run.duplicatesSent,
  },
  {
    id: 'duplicates.withEffect',
    ...CALLS,
    description:
      'Of those, calls that had effect again: the endpoint does not know their idempotency key any more.',
    measure: (run) => run.duplicatesWithEffect,
  },
  {
    id: 'circuit.openMinutes',
    ...MINUTES,
    description: 'How long the circuit was open, the time of probing included.',
    measure: (run) => minutes(run.circuitOpenMs),
  },
  {
    id: 'circuit.openings',
    unit: 'openings',
    kind: 'count',
    scope: 'own',
    gate: 'every-replication',
    description: 'How often the circuit opened, after a probe that failed too.',
    measure: (run) => run.circuitOpenings,
  },
  {
    id: 'circuit.probes',
    ...CALLS,
    description: 'Calls that tried whether the endpoint works again.',
    measure: (run) => run.probes,
  },
  {
    id: 'rows.peak',
    unit: 'rows',
    kind: 'peak',
    scope: 'own',
    gate: 'every-replication',
    description: 'Most requests that were rows of the log, and not final, at a time.',
    measure: (run) => run.peakRows,
  },
  {
    id: 'retryWave.worstMinuteShare',
    ...SHARE,
    description:
      'Largest share of the submitted requests that makes the same retry (the first, say) in one minute.',
    measure: (run) => perRequest(largest(run.worstMinute), run.submitted),
  },
  {
    id: 'asyncExecutions.total',
    ...EXECUTIONS,
    description: 'Asynchronous executions that the integration used.',
    measure: (run) => run.executions,
  },
  {
    id: 'asyncExecutions.refused',
    ...EXECUTIONS,
    description: 'Executions that the daily limit refused.',
    measure: (run) => run.refusedExecutions,
  },
  {
    id: 'asyncExecutions.limitHitMinutes',
    ...MINUTES,
    description: 'From the start until the daily limit refused the first; null where it never did.',
    measure: (run) => minutes(run.limitHitAtMs),
  },
  {
    id: 'asyncExecutions.peak24h',
    unit: 'executions',
    kind: 'peak',
    scope: 'with-other-work',
    gate: 'every-replication',
    description: 'Most asynchronous executions of the whole org in any 24 hours.',
    measure: (run) => run.peakExecutions,
  },
  {
    id: 'asyncExecutions.shareOfLimit',
    ...SHARE,
    scope: 'with-other-work',
    description: 'That peak as a share of the daily limit of the org.',
    measure: (run) => run.peakExecutions / run.dailyLimit,
  },
  {
    id: 'limitExceptions',
    unit: 'transactions',
    kind: 'count',
    scope: 'own',
    gate: 'every-replication',
    description: 'Transactions that enqueued one job too many and were rolled back.',
    measure: (run) => run.limitExceptions,
  },
  {
    id: 'jobs.crashed',
    ...JOBS,
    description: 'Jobs that died of a governor limit or an unhandled exception.',
    measure: (run) => run.crashes,
  },
  {
    id: 'jobs.killed',
    ...JOBS,
    description: 'Of those, jobs whose Finalizer did not run.',
    measure: (run) => run.kills,
  },
  {
    id: 'deepestChain',
    ...JOBS,
    kind: 'peak',
    description: 'Jobs in the longest chain.',
    measure: (run) => run.deepestChain,
  },
] as const satisfies readonly Metric[];

/** All metrics. */
export const METRICS = [...REQUEST_METRICS, ...DEAD_LETTERS_BY_CATEGORY, ...COST_METRICS] as const;

export type MetricId = (typeof METRICS)[number]['id'];
