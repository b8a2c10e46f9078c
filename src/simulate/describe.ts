import { MINUTE_MS } from '../model/policy/minutes.ts';
import type { RetryPolicy } from '../model/policy/policy.ts';
import type { Burst, Workload } from '../model/simulation/scenario.ts';
import type { SenderSettings } from '../model/simulation/settings.ts';

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function minutes(ms: number): string {
  return `${Number((ms / MINUTE_MS).toFixed(1))} min`;
}

const JITTERS: Readonly<Record<RetryPolicy['jitter'], string>> = {
  none: 'without jitter',
  additive: 'with additive jitter',
  full: 'with full jitter',
  equal: 'with equal jitter',
  decorrelated: 'with decorrelated jitter',
};

/** A policy in sentences. */
export function policyText({ policy, timeoutMs, requestsPerJob, maxLanes }: SenderSettings): string[] {
  const { maxRetries, baseDelayMs, backoffPercent, maxDelayMs, immediateRetries, jitter } = policy;
  if (maxRetries === 0) return ['No retries.', job(timeoutMs, requestsPerJob, maxLanes)];
  const growth = backoffPercent === 100 ? '' : `, ${backoffPercent / 100} times as long each time`;
  const atOnce = immediateRetries === 0 ? '' : `, the first ${immediateRetries} at once`;
  return [
    `Up to ${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'}${atOnce}: after ${minutes(baseDelayMs)}${growth}, ` +
      `at most ${minutes(maxDelayMs)}, ${JITTERS[jitter]}.`,
    job(timeoutMs, requestsPerJob, maxLanes),
  ];
}

function job(timeoutMs: number, requestsPerJob: number, maxLanes: number): string {
  return `Up to ${maxLanes} lanes, ${requestsPerJob} requests a job, a time-out of ${timeoutMs / 1000} s.`;
}

function burst({ atMinute, requests, context, recordsPerTransaction }: Burst): string {
  return `${number(requests)} requests at minute ${atMinute}, ${number(recordsPerTransaction)} to a ${context === 'sync' ? 'synchronous' : 'asynchronous'} transaction.`;
}

/** A workload in sentences: the first burst, and how many there are. */
export function workloadText({ bursts }: Workload): string[] {
  const [first] = bursts;
  if (first === undefined) return [];
  if (bursts.length === 1) return [burst(first)];
  const requests = bursts.reduce((sum, each) => sum + each.requests, 0);
  return [`${number(requests)} requests in ${number(bursts.length)} bursts, the first: ${burst(first)}`];
}
