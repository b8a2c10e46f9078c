import { CALLOUT_CATEGORIES } from '../model/failure/category.ts';
import { DEAD_LETTERS_BY_CATEGORY } from '../model/simulation/dead-letter-metrics.ts';
import type { Estimates } from '../model/simulation/gates.ts';
import type { MetricId } from '../model/simulation/metrics.ts';
import type { ScenarioResult, Window } from '../model/simulation/scenario-result.ts';
import { duration, number, percent } from './text/format.ts';
import { RULE_NAMES } from './text/rules.ts';

const MOST_WINDOWS = 2;

function mean(metrics: Estimates, id: MetricId): number {
  return metrics[id].mean ?? 0;
}

/** A mean of a count, as prose has it: no decimals once there are ten. */
function count(value: number): string {
  return number(value >= 10 ? Math.round(value) : value);
}

/** A number of requests in a sentence: "all", "none" or how many. */
function some(value: number, of: number): string {
  if (value === of) return 'all';
  // Nearly all is not all.
  return value === 0 ? 'none' : count(value >= 10 ? Math.floor(value) : value);
}

const WINDOWS: Readonly<Record<Window['kind'], string>> = {
  outage: 'down',
  'brown-out': 'impaired',
  'rate-limit': 'limited',
};

function windowText({ kind, fromMinute, toMinute, text }: Window): string {
  return `It is ${WINDOWS[kind]} from minute ${number(fromMinute)} to ${number(toMinute)}. ${text}`;
}

function windows(result: ScenarioResult): string[] {
  const [first] = result.windows;
  if (first === undefined) return ['It works all the time, but for its everyday errors.'];
  if (result.windows.length <= MOST_WINDOWS) return result.windows.map(windowText);
  return [`It is disturbed ${result.windows.length} times. The first time: ${windowText(first)}`];
}

/** What became of the requests, in one sentence. */
export function fateText({ metrics }: ScenarioResult): string {
  const submitted = mean(metrics, 'submitted');
  const waiting = mean(metrics, 'waiting') + mean(metrics, 'inFlight');
  const drained = metrics.drainedMinutes.mean;
  const parts = [
    `${count(submitted)} requests: ${some(mean(metrics, 'delivered'), submitted)} delivered`,
    `${count(mean(metrics, 'deadLettered'))} dead-lettered`,
    `${count(mean(metrics, 'lost'))} lost`,
    ...(waiting > 0 ? [`${count(waiting)} still waiting`] : []),
  ];
  return `${parts.join(', ')}${drained === null ? '' : `; the last one settled after ${duration(drained)}`}.`;
}

function delay({ metrics }: ScenarioResult): string {
  const { 'deliveryMinutes.p50': half, 'deliveryMinutes.p95': most } = metrics;
  if (half.mean === null) return 'Fewer than half of them are delivered at all.';
  const rest = most.mean === null ? 'fewer than 95 % at all' : `95 % within ${duration(most.mean)}`;
  return `Half of them are delivered within ${duration(half.mean)}, ${rest}.`;
}

function load({ metrics }: ScenarioResult): string {
  const perRequest = metrics.attemptsPerRequest.mean;
  const each = perRequest === null ? '' : `, ${number(perRequest)} for a request`;
  const peak = count(mean(metrics, 'endpoint.peakPerMinute'));
  return `The endpoint gets ${count(mean(metrics, 'endpoint.calls'))} calls${each}, and ${peak} in its worst minute.`;
}

function cost({ metrics }: ScenarioResult): string {
  const own = count(mean(metrics, 'asyncExecutions.total'));
  const whole = count(mean(metrics, 'asyncExecutions.peak24h'));
  const share = percent(mean(metrics, 'asyncExecutions.shareOfLimit'));
  const refused = mean(metrics, 'asyncExecutions.refused');
  const trouble = refused > 0 ? ` ${count(refused)} more are refused.` : '';
  return `That takes ${own} asynchronous executions. With them the whole org uses at most ${whole} in 24 hours, ${share} of its daily limit.${trouble}`;
}

/** Dead letters by what their last attempt came to. */
function lastAnswers(metrics: Estimates): string {
  const found = CALLOUT_CATEGORIES.flatMap((category, index) => {
    const metric = DEAD_LETTERS_BY_CATEGORY[index];
    const dead = metric === undefined ? 0 : mean(metrics, metric.id);
    return dead > 0 ? [`${category} ${count(dead)}`] : [];
  });
  return found.length === 0 ? '' : ` Their last attempts came to: ${found.join(', ')}.`;
}

/** What the policy's bounds have to do with the outcome. */
function why({ windows, metrics, limits }: ScenarioResult): string {
  const longest = Math.max(0, ...windows.map(({ fromMinute, toMinute }) => toMinute - fromMinute));
  const disturbed = longest === 0 ? '' : ` The longest disturbance lasts ${duration(longest)}.`;
  const end =
    mean(metrics, 'deadLettered') === 0
      ? ' No request is given up.'
      : ` ${percent(mean(metrics, 'deadLetterShare'))} of the requests are given up.${lastAnswers(metrics)}`;
  return `${limits[0] ?? ''}${disturbed}${end}`;
}

function breaker({ metrics }: ScenarioResult): string {
  const open = mean(metrics, 'circuit.openMinutes');
  if (open === 0) return 'It never opens: every job calls.';
  const times = countOf(mean(metrics, 'circuit.openings'), 'time');
  const probes = countOf(mean(metrics, 'circuit.probes'), 'probe');
  return `It opens ${times} and is open for ${duration(open)}: requests wait without using up retries; it takes ${probes} to see that the endpoint is back.`;
}

function countOf(value: number, noun: string): string {
  const text = number(Number(value.toFixed(1)));
  return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

function recovery({ metrics }: ScenarioResult): string {
  const { mean: minutes } = metrics['recovery.drainMinutes'];
  return minutes === null ? '' : ` Once it is back, the backlog is gone after ${duration(minutes)}.`;
}

/** What the sender believes and what the endpoint did, where they differ. */
function doubts({ metrics }: ScenarioResult): string {
  const twice = mean(metrics, 'duplicates.withEffect');
  const unknown = mean(metrics, 'deadLetteredButProcessed');
  return [
    ...(twice > 0 ? [` ${count(twice)} calls take effect a second time at the endpoint.`] : []),
    ...(unknown > 0 ? [` ${count(unknown)} of the dead letters were processed all the same.`] : []),
  ].join('');
}

function otherwise({ naive }: ScenarioResult): string {
  const fates = naive.map(({ rule, metrics }) => {
    const submitted = mean(metrics, 'submitted');
    const lost = mean(metrics, 'lost');
    const dead = mean(metrics, 'deadLettered');
    const bad = [
      ...(lost > 0 ? [`${some(lost, submitted)} lost`] : []),
      ...(dead > 0 ? [`${some(dead, submitted)} given up`] : []),
    ];
    const fate =
      bad.length === 0 ? `${some(mean(metrics, 'delivered'), submitted)} delivered` : bad.join(', ');
    return `with "${RULE_NAMES[rule]}", ${fate}`;
  });
  return `The same requests under hand-written code: ${fates.join('; ')}.`;
}

/** A part of the story. */
export interface Chapter {
  readonly about: string;
  readonly text: string;
}

/** What would happen and why, in sentences that need no knowledge of the simulator. */
export function story(result: ScenarioResult): Chapter[] {
  return [
    { about: 'Sent', text: result.workload.text.join(' ') },
    { about: 'The endpoint', text: windows(result).join(' ') },
    {
      about: 'What becomes of it',
      text: `${fateText(result)} ${delay(result)}${recovery(result)}${doubts(result)}`,
    },
    { about: 'Why', text: why(result) },
    { about: 'Circuit breaker', text: breaker(result) },
    { about: 'Load', text: load(result) },
    { about: 'Cost', text: cost(result) },
    ...(result.naive.length === 0 ? [] : [{ about: 'By hand', text: otherwise(result) }]),
  ];
}
