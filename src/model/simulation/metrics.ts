import { MINUTE_MS } from '../policy/minutes.ts';
import type { Outturn } from './replication.ts';

/** A number that a replication yields. `expect`, JSON, report and comparison all know it by its id. */
export interface Metric {
  readonly id: string;
  readonly unit:
    | 'requests'
    | 'minutes'
    | 'calls'
    | 'calls per request'
    | 'executions'
    | 'jobs'
    | 'transactions'
    | 'share';
  readonly kind: 'count' | 'mean' | 'quantile' | 'peak' | 'share';
  /** Whether the rest of the org counts too. */
  readonly scope: 'own' | 'with-other-work';
  /**
   * What a gate looks at. `every-replication`: it must hold in each of them. `interval`: it must hold at the adverse end of
   * the 95 % interval of the mean.
   */
  readonly gate: 'every-replication' | 'interval';
  readonly description: string;
  /** null stands for infinite, or for what cannot be said. */
  readonly measure: (outturn: Outturn) => number | null;
  /** For a share of requests: how many there were. Its interval then holds where next to none was seen. */
  readonly trials?: (outturn: Outturn) => number;
}

/** Over ALL submitted requests: what is not delivered takes for ever, so that giving up is no way to a good quantile. */
function deliveryQuantile(outturn: Outturn, share: number): number | null {
  const ms = outturn.deliveryMs.atRank(Math.max(1, Math.ceil(outturn.submitted * share)));
  return ms === null ? null : ms / MINUTE_MS;
}

function perRequest(value: number, requests: number): number | null {
  return requests === 0 ? null : value / requests;
}

function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

const REQUESTS = { unit: 'requests', kind: 'count', scope: 'own', gate: 'every-replication' } as const;
const DELIVERY = { unit: 'minutes', kind: 'quantile', scope: 'own', gate: 'interval' } as const;
const PER_REQUEST = { unit: 'calls per request', kind: 'mean', scope: 'own', gate: 'interval' } as const;
const PEAK_CALLS = { unit: 'calls', kind: 'peak', scope: 'own', gate: 'every-replication' } as const;
const EXECUTIONS = { unit: 'executions', kind: 'count', scope: 'own', gate: 'every-replication' } as const;
const SHARE = { unit: 'share', kind: 'share', scope: 'own', gate: 'interval' } as const;

/** All metrics. submitted = delivered + deadLettered + waiting + inFlight + lost, in every replication. */
export const METRICS = [
  {
    id: 'submitted',
    ...REQUESTS,
    description: 'Requests that the workload handed over.',
    measure: (run) => run.submitted,
  },
  {
    id: 'delivered',
    ...REQUESTS,
    description: 'Requests that the endpoint has processed, as the sender knows.',
    measure: (run) => run.delivered,
  },
  {
    id: 'deadLettered',
    ...REQUESTS,
    description: 'Requests that were given up and kept as dead letters.',
    measure: (run) => run.deadLettered,
  },
  {
    id: 'waiting',
    ...REQUESTS,
    description: 'Requests that still wait at the end, in a queued job or in a row.',
    measure: (run) => run.waiting,
  },
  {
    id: 'inFlight',
    ...REQUESTS,
    description: 'Requests in a job that still runs at the end.',
    measure: (run) => run.inFlight,
  },
  {
    id: 'lost',
    ...REQUESTS,
    description: 'Requests that nobody will send, and of which no job and no row knows.',
    measure: (run) => run.lost,
  },
  {
    id: 'deadLetterShare',
    ...SHARE,
    description: 'Dead letters per submitted request.',
    measure: (run) => perRequest(run.deadLettered, run.submitted),
    trials: (run) => run.submitted,
  },
  {
    id: 'deliveryMinutes.p50',
    ...DELIVERY,
    description: 'Half of all submitted requests are delivered within this time.',
    measure: (run) => deliveryQuantile(run, 0.5),
  },
  {
    id: 'deliveryMinutes.p95',
    ...DELIVERY,
    description: '95 % of all submitted requests are delivered within this time.',
    measure: (run) => deliveryQuantile(run, 0.95),
  },
  {
    id: 'deliveryMinutes.p99',
    ...DELIVERY,
    description: '99 % of all submitted requests are delivered within this time.',
    measure: (run) => deliveryQuantile(run, 0.99),
  },
  {
    id: 'drainedMinutes',
    unit: 'minutes',
    kind: 'mean',
    scope: 'own',
    gate: 'interval',
    description: 'From the start until every request is final; null where some still wait at the end.',
    measure: (run) => (run.waiting + run.inFlight > 0 ? null : run.lastFinalAtMs / MINUTE_MS),
  },
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
    unit: 'calls',
    kind: 'count',
    scope: 'own',
    gate: 'every-replication',
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
    id: 'deepestChain',
    unit: 'jobs',
    kind: 'peak',
    scope: 'own',
    gate: 'every-replication',
    description: 'Jobs in the longest chain.',
    measure: (run) => run.deepestChain,
  },
] as const satisfies readonly Metric[];

export type MetricId = (typeof METRICS)[number]['id'];
