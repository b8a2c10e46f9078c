import type { GateResult } from '../model/simulation/gates.ts';
import type { Remedy, ScenarioResult } from '../model/simulation/scenario-result.ts';
import { duration, number } from './text/format.ts';

const MINUTE_MS = 60_000;

type Advice = (result: ScenarioResult) => string;

function longestOutage({ windows }: ScenarioResult): number {
  return Math.max(0, ...windows.map(({ fromMinute, toMinute }) => toMinute - fromMinute));
}

const retriesEndTooSoon: Advice = (result) => {
  const { maxRetries, maxDelayMs } = result.policy.sender.policy;
  const outage = longestOutage(result);
  const longest = outage > 0 ? ` The longest disturbance lasts ${duration(outage)}.` : '';
  return `Retries end before the endpoint is back: there are ${maxRetries}, at most ${duration(maxDelayMs / MINUTE_MS)} apart.${longest} Raise retry.maxRetries or retry.maxDelaySeconds, and retry.maxElapsedMinutes with them.`;
};

const tooSlow: Advice = (result) => {
  const { maxLanes, requestsPerJob, policy } = result.policy.sender;
  return `Requests wait too long. Shorter waits between retries (retry.maxDelaySeconds is ${policy.maxDelayMs / 1000}) notice sooner that the endpoint is back; more at a time (retry.maxLanes is ${maxLanes}, retry.requestsPerJob ${requestsPerJob}) works off the backlog faster.`;
};

const tooManyExecutions: Advice = ({ policy: { sender } }) =>
  `Too many jobs. Let each try more requests (retry.requestsPerJob is ${sender.requestsPerJob}), or wait longer between retries (retry.baseDelaySeconds is ${sender.policy.baseDelayMs / 1000}).`;

const tooMuchLoad: Advice = ({ policy: { sender } }) =>
  `The endpoint gets too much at once. Fewer lanes (retry.maxLanes is ${sender.maxLanes}) and longer waits (retry.baseDelaySeconds is ${sender.policy.baseDelayMs / 1000}) spread the calls.`;

const wave: Advice = ({ policy: { sender } }) =>
  `Retries come in a wave. Spread them: retry.jitter is ${sender.policy.jitter} (full and decorrelated spread most), and retry.baseDelaySeconds, now ${sender.policy.baseDelayMs / 1000}, is what they spread over.`;

const unfinished: Advice = ({ workload }) =>
  `Some requests are not at an end after ${number(workload.horizonHours)} h. Simulate longer (workload.horizonHours) to see whether they ever are, or let more be sent at a time (retry.maxLanes).`;

const modelBroken: Advice = () =>
  'The generated kit never lets this happen. Please report it as a bug, with the config file and the seed.';

/** What helps, by the beginning of the metric's name; the first one that fits counts. */
const ADVICE: readonly (readonly [metric: string, advice: Advice])[] = [
  ['lost', modelBroken],
  ['limitExceptions', modelBroken],
  ['deadLetter', retriesEndTooSoon],
  ['delivered', retriesEndTooSoon],
  ['waiting', unfinished],
  ['inFlight', unfinished],
  ['drainedMinutes', tooSlow],
  ['asyncExecutions', tooManyExecutions],
  ['deepestChain', tooManyExecutions],
  ['retryWave', wave],
  ['endpoint', tooMuchLoad],
  ['amplification', tooMuchLoad],
  ['attemptsPerRequest', tooMuchLoad],
];

function adviceOn({ metric, actual }: GateResult, result: ScenarioResult): string | null {
  if (metric.startsWith('deliveryMinutes')) return (actual === null ? retriesEndTooSoon : tooSlow)(result);
  return ADVICE.find(([start]) => metric.startsWith(start))?.[1](result) ?? null;
}

function changeText({ changes }: Remedy): string {
  return changes.map(({ setting, from, to }) => `${setting} from ${from} to ${to}`).join(' and ');
}

function tried(remedies: readonly Remedy[]): string[] {
  const [first] = remedies;
  if (first === undefined) return [];
  if (first.failing.length > 0) {
    return [
      `Change ${changeText(first)}: then only ${first.failing.join(', ')} would not hold (tried on a few replications).`,
    ];
  }
  if (remedies.length === 1)
    return [`Change ${changeText(first)}: then everything would hold (tried on a few replications).`];
  const each = remedies.map(changeText).join('; or ');
  return [`One of these makes everything hold (tried on a few replications): change ${each}.`];
}

/** What to change so that what does not hold would: what the simulator found, and for what is left, where to look. */
export function adviceOf(result: ScenarioResult): string[] {
  const failed = result.expectations.filter(({ passed }) => !passed);
  const left = result.remedies[0]?.failing;
  const open = failed.filter(
    ({ metric, expected }) => left === undefined || left.includes(`${metric} ${expected}`),
  );
  const hints = open.map((gate) => adviceOn(gate, result)).filter((text) => text !== null);
  return [...tried(result.remedies), ...new Set(hints)];
}
