import { deliveryQuantile, drainMs, minutes, perRequest } from './measures.ts';
import type { Metric } from './metric.ts';
import { DELIVERY, MINUTES, REQUESTS, SHARE } from './metric-kinds.ts';

/** submitted = delivered + deadLettered + waiting + inFlight + lost, in every replication. */
export const REQUEST_METRICS = [
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
    id: 'refused',
    ...REQUESTS,
    description:
      'Requests that submit refused, since the transaction could write no more rows: not among the submitted.',
    measure: (run) => run.refused,
  },
  {
    id: 'deadLetteredButProcessed',
    ...REQUESTS,
    description: 'Dead letters that the endpoint has processed: the sender does not know.',
    measure: (run) => run.deadLetteredButProcessed,
  },
  {
    id: 'deliveredButNotProcessed',
    ...REQUESTS,
    description:
      'Requests taken for delivered that the endpoint has never processed: alreadyProcessedStatusCodes says too much.',
    measure: (run) => run.deliveredButNotProcessed,
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
    ...MINUTES,
    description: 'From the start until every request is final; null where some still wait at the end.',
    measure: (run) => (run.waiting + run.inFlight > 0 ? null : minutes(run.lastFinalAtMs)),
  },
  {
    id: 'recovery.drainMinutes',
    ...MINUTES,
    description:
      'From the end of the last outage or brown-out until every request from before it is final; null where some still wait, or where there was none.',
    measure: (run) => minutes(drainMs(run)),
  },
] as const satisfies readonly Metric[];
