import type { BreakerPolicy, RetryPolicy } from '../model/policy/policy.ts';
import type { Change } from '../model/simulation/scenario-result.ts';
import type { SenderSettings } from '../model/simulation/settings.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_ELAPSED_MS = 30 * DAY_MS;

/** A policy with one setting changed. */
export interface Adjusted {
  readonly sender: SenderSettings;
  readonly change: Change;
}

/** Half as much and twice as much, as far as the config file allows. */
function halfAndTwice(value: number, least: number, most: number): number[] {
  return [Math.floor(value / 2), value * 2].map((other) => Math.min(most, Math.max(least, other)));
}

function policyWith(sender: SenderSettings, changes: Partial<RetryPolicy>): SenderSettings {
  return { ...sender, policy: { ...sender.policy, ...changes } };
}

function breakerWith(sender: SenderSettings, changes: Partial<BreakerPolicy>): SenderSettings {
  return { ...sender, breaker: { ...sender.breaker, ...changes } };
}

/** What can be turned: a setting under its name in the config file, in its unit there, and the values that are worth a try. */
function* settings(sender: SenderSettings): Generator<{
  readonly setting: string;
  readonly unit: number;
  readonly value: number;
  readonly others: readonly number[];
  readonly apply: (value: number) => SenderSettings;
}> {
  const { policy, breaker, requestsPerJob, maxLanes } = sender;
  const { maxRetries, baseDelayMs, maxDelayMs, maxElapsedMs } = policy;
  yield {
    setting: 'retry.maxRetries',
    unit: 1,
    value: maxRetries,
    others: [Math.min(100, maxRetries + 2), Math.min(100, maxRetries * 2)],
    apply: (value) => policyWith(sender, { maxRetries: value }),
  };
  yield {
    setting: 'retry.maxDelaySeconds',
    unit: SECOND_MS,
    value: maxDelayMs,
    others: halfAndTwice(maxDelayMs, baseDelayMs, DAY_MS),
    apply: (value) => policyWith(sender, { maxDelayMs: value }),
  };
  yield {
    setting: 'retry.baseDelaySeconds',
    unit: SECOND_MS,
    value: baseDelayMs,
    others: halfAndTwice(baseDelayMs, SECOND_MS, maxDelayMs),
    apply: (value) => policyWith(sender, { baseDelayMs: value }),
  };
  yield {
    setting: 'retry.maxElapsedMinutes',
    unit: MINUTE_MS,
    value: maxElapsedMs,
    others: [Math.min(MOST_ELAPSED_MS, maxElapsedMs * 2)],
    apply: (value) => policyWith(sender, { maxElapsedMs: value }),
  };
  yield {
    setting: 'retry.requestsPerJob',
    unit: 1,
    value: requestsPerJob,
    others: halfAndTwice(requestsPerJob, 1, 100),
    apply: (value) => ({ ...sender, requestsPerJob: value }),
  };
  yield {
    setting: 'retry.maxLanes',
    unit: 1,
    value: maxLanes,
    others: halfAndTwice(maxLanes, 1, 50),
    apply: (value) => ({ ...sender, maxLanes: value }),
  };
  yield {
    setting: 'circuitBreaker.coolDownMinutes',
    unit: MINUTE_MS,
    value: breaker.coolDownMs,
    others: halfAndTwice(breaker.coolDownMs, MINUTE_MS, DAY_MS),
    apply: (value) => breakerWith(sender, { coolDownMs: value }),
  };
}

/** The neighbours of a policy: each with one setting changed to a value that the config file can say. */
export function neighboursOf(sender: SenderSettings): Adjusted[] {
  const numbers = [...settings(sender)].flatMap(({ setting, unit, value, others, apply }) =>
    [...new Set(others.map((other) => Math.floor(other / unit) * unit))]
      .filter((other) => other !== value)
      .map((other) => ({
        sender: apply(other),
        change: { setting, from: String(value / unit), to: String(other / unit) },
      })),
  );
  const { jitter } = sender.policy;
  const jitters = (['decorrelated', 'full'] as const)
    .filter((other) => other !== jitter)
    .map((other) => ({
      sender: policyWith(sender, { jitter: other }),
      change: { setting: 'retry.jitter', from: jitter, to: other },
    }));
  return [...numbers, ...jitters];
}
