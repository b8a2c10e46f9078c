import { calloutsAtWorst } from '../model/platform/callout.ts';
import { dailyAsyncLimit } from '../model/platform/daily-limit.ts';
import { exponentialDelayMs } from '../model/policy/backoff.ts';
import { MINUTE_MS } from '../model/policy/minutes.ts';
import type { RetryPolicy } from '../model/policy/policy.ts';
import type { PlannedRun } from './plan.ts';

/** The longest that the waits of all retries can add up to, ms. */
function longestWaitMs(policy: RetryPolicy): number {
  let sum = 0;
  for (let step = 0; step < policy.maxRetries - policy.immediateRetries; step++) {
    const drawn = policy.jitter === 'additive' ? policy.baseDelayMs : 0;
    const longest =
      policy.jitter === 'decorrelated' ? policy.maxDelayMs : exponentialDelayMs(policy, step) + drawn;
    sum += Math.min(policy.maxDelayMs, longest);
  }
  return sum;
}

function minutes(ms: number): string {
  return `${Math.round(ms / MINUTE_MS)} min`;
}

function retryBudget({ sender: { policy } }: PlannedRun): string {
  if (policy.maxRetries === 0) return 'A request is tried once and never again.';
  const half = policy.jitter === 'full' ? ', half of that on average' : '';
  const retries =
    policy.maxRetries === 1
      ? 'The one retry of a request waits'
      : `The ${policy.maxRetries} retries of a request wait`;
  const waits = `${retries} ${minutes(longestWaitMs(policy))} at most${half}`;
  return `${waits}; after ${minutes(policy.maxElapsedMs)} there is none any more.`;
}

function job({ sender: { requestsPerJob, timeoutMs } }: PlannedRun): string {
  const fitting = Math.min(requestsPerJob, calloutsAtWorst(timeoutMs));
  const atWorst = fitting < requestsPerJob ? `, but only ${fitting} if each runs into its time-out` : '';
  return `A job tries ${requestsPerJob} requests${atWorst}, and stops after three outages in a row.`;
}

function executions({ sender: { reservePercent }, org }: PlannedRun): string {
  const limit = dailyAsyncLimit(org.userLicenses);
  const usable = Math.floor(limit * (1 - reservePercent / 100)) - org.otherAsyncExecutionsPerDay;
  const left = Math.max(0, usable).toLocaleString('en-US');
  return `Of ${limit.toLocaleString('en-US')} executions in 24 hours, ${left} are left for it: the rest of the org and the reserve have the others.`;
}

/** What bounds a policy, whatever the scenario, in sentences. */
export function limitsOf(run: PlannedRun): readonly string[] {
  return [retryBudget(run), job(run), executions(run)];
}
