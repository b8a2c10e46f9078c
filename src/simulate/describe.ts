import { MINUTE_MS } from '../model/policy/minutes.ts';
import type { BreakerPolicy, RetryPolicy } from '../model/policy/policy.ts';
import type { Arrivals, Burst, Workload } from '../model/simulation/scenario.ts';
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
export function policyText({
  policy,
  breaker,
  timeoutMs,
  requestsPerJob,
  maxLanes,
}: SenderSettings): string[] {
  const { maxRetries, baseDelayMs, backoffPercent, maxDelayMs, immediateRetries, jitter } = policy;
  const rest = [circuit(breaker), job(timeoutMs, requestsPerJob, maxLanes)];
  if (maxRetries === 0) return ['No retries.', ...rest];
  const growth = backoffPercent === 100 ? '' : `, ${backoffPercent / 100} times as long each time`;
  const atOnce = immediateRetries === 0 ? '' : `, the first ${immediateRetries} at once`;
  return [
    `Up to ${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'}${atOnce}: after ${minutes(baseDelayMs)}${growth}, ` +
      `at most ${minutes(maxDelayMs)}, ${JITTERS[jitter]}.`,
    ...rest,
  ];
}

function circuit({ failureRatePercent, minimumCalls, windowMs, coolDownMs }: BreakerPolicy): string {
  return `The circuit opens at ${failureRatePercent} % outages of at least ${minimumCalls} calls in ${minutes(windowMs)}, for ${minutes(coolDownMs)}.`;
}

function job(timeoutMs: number, requestsPerJob: number, maxLanes: number): string {
  return `Up to ${maxLanes} lanes, ${requestsPerJob} requests a job, a time-out of ${timeoutMs / 1000} s.`;
}

function burst({ atMinute, requests, context, recordsPerTransaction }: Burst): string {
  return `${number(requests)} requests at minute ${atMinute}, ${number(recordsPerTransaction)} to a ${context === 'sync' ? 'synchronous' : 'asynchronous'} transaction.`;
}

function stream(
  { requestsPerHour, fromMinute, toMinute, context }: Arrivals,
  horizonMinutes: number,
): string {
  const rates = [Math.min(...requestsPerHour), Math.max(...requestsPerHour)].map(number);
  const rate = rates[0] === rates[1] ? rates[0] : `${rates[0]} to ${rates[1]}`;
  const from = fromMinute === 0 ? 'from the start' : `from minute ${fromMinute}`;
  const to = toMinute >= horizonMinutes ? 'on' : `to ${toMinute}`;
  return `${rate} requests an hour at random, ${from} ${to}, in ${context === 'sync' ? 'synchronous' : 'asynchronous'} transactions.`;
}

function bursts(all: readonly Burst[]): string[] {
  const [first] = all;
  if (first === undefined) return [];
  if (all.length === 1) return [burst(first)];
  const requests = all.reduce((sum, each) => sum + each.requests, 0);
  return [`${number(requests)} requests in ${number(all.length)} bursts, the first: ${burst(first)}`];
}

/** A workload in sentences: the first burst and how many there are, each stream, and what was recorded. */
export function workloadText({
  bursts: all,
  arrivals = [],
  recorded = [],
  horizonHours,
}: Workload): string[] {
  const requests = recorded.reduce((sum, each) => sum + each.requests, 0);
  return [
    ...bursts(all),
    ...arrivals.map((each) => stream(each, horizonHours * 60)),
    ...(recorded.length === 0
      ? []
      : [`${number(requests)} requests in ${number(recorded.length)} transactions as they were recorded.`]),
  ];
}
