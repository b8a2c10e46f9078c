import { JOB_OVERHEAD_MS, QUEUE_LATENCY_MAX_MS } from '../model/platform/queue.ts';
import { NO_FAULTS } from '../model/simulation/faults.ts';
import type { Faults, LatencySettings, OrgSettings } from '../model/simulation/scenario.ts';
import { ASSUMED_QUEUE_LATENCY } from '../model/simulation/settings.ts';
import type { PlannedRun } from './plan.ts';

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function distribution(latency: LatencySettings): string {
  switch (latency.distribution) {
    case 'constant':
      return `${seconds(latency.value)} always`;
    case 'uniform':
      return `uniform, ${seconds(latency.min)} to ${seconds(latency.max)}`;
    case 'lognormal':
      return `log-normal, median ${seconds(latency.median)}, sigma ${latency.sigma}`;
    case 'empirical':
      return `as measured, up to ${seconds(latency.quantiles.at(-1) ?? 0)}`;
  }
}

function queueLatency({ queueLatencyMs = ASSUMED_QUEUE_LATENCY }: OrgSettings): string {
  const isMeasured = queueLatencyMs.distribution === 'empirical';
  const most = isMeasured ? '' : `, at most ${QUEUE_LATENCY_MAX_MS.value / 60_000} min`;
  return `A job starts later than it may: ${distribution(queueLatencyMs)}${most}. Salesforce publishes no figure.`;
}

/** What was switched on, and no document says how it is. */
function switchedOn({
  elasticLimit,
  maxConcurrentJobs = 0,
  deepChainDelaySeconds = 0,
}: OrgSettings): string[] {
  return [
    ...(elasticLimit
      ? ['The org has opted in to elastic limits: beyond the daily limit, jobs run one at a time.']
      : []),
    ...(maxConcurrentJobs > 0
      ? [`At most ${number(maxConcurrentJobs)} jobs of the integration run at the same time.`]
      : []),
    ...(deepChainDelaySeconds > 0
      ? [`From the fifth job of a chain on, each waits ${deepChainDelaySeconds} s more.`]
      : []),
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}

function faults({ crashRate, killRate, lockFailureRate, slotTakenRate }: Faults): string {
  const noTrigger = 'no trigger takes the enqueue of a job';
  if (crashRate === 0 && lockFailureRate === 0 && slotTakenRate === 0) {
    return `No job crashes, ${noTrigger}, and every row can be locked.`;
  }
  return (
    `${percent(crashRate)} of the jobs die, ${percent(killRate)} of these without a Finalizer; ` +
    `${percent(lockFailureRate)} of the attempts to lock a row fail; ` +
    `${slotTakenRate === 0 ? noTrigger : `a trigger takes the enqueue of ${percent(slotTakenRate)} of the jobs`}.`
  );
}

/** What the numbers of a run rest on and nobody has documented, in sentences. */
export function assumptionsOf({ org }: PlannedRun): readonly string[] {
  return [
    queueLatency(org),
    `A job lasts as long as its callouts one after the other, plus ${seconds(org.jobOverheadMs ?? JOB_OVERHEAD_MS.value)}.`,
    `The rest of the org uses ${number(org.otherAsyncExecutionsPerDay)} asynchronous executions in any 24 hours, and gets them first.`,
    'An execution counts for the daily limit when it is enqueued, for exactly 24 hours.',
    'The hourly runs of the sweeper belong to the rest of the org; its sweeps are counted.',
    ...switchedOn(org),
    faults(org.faults ?? NO_FAULTS),
  ];
}
