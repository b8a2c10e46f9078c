import { JOB_OVERHEAD_MS, QUEUE_LATENCY_MAX_MS } from '../model/platform/queue.ts';
import { ASSUMED_QUEUE_LATENCY } from '../model/simulation/settings.ts';
import type { PlannedRun } from './plan.ts';

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function queueLatency(): string {
  if (ASSUMED_QUEUE_LATENCY.distribution !== 'lognormal') return '';
  const { median, sigma } = ASSUMED_QUEUE_LATENCY;
  return (
    `A job starts later than it may: log-normal, median ${median / 1000} s, sigma ${sigma}, at most ` +
    `${QUEUE_LATENCY_MAX_MS.value / 60_000} min. Salesforce publishes no figure.`
  );
}

/** What the numbers of a run rest on and nobody has documented, in sentences. */
export function assumptionsOf({ org }: PlannedRun): readonly string[] {
  return [
    queueLatency(),
    `A job lasts as long as its callouts one after the other, plus ${JOB_OVERHEAD_MS.value / 1000} s.`,
    `The rest of the org uses ${number(org.otherAsyncExecutionsPerDay)} asynchronous executions in any 24 hours, and gets them first.`,
    'An execution counts for the daily limit when it is enqueued, for exactly 24 hours.',
    'The hourly runs of the sweeper belong to the rest of the org; its sweeps are counted.',
    'No job crashes, and no circuit breaker learns: jobs find out by calling.',
  ];
}
