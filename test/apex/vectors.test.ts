import { expect, test } from 'vitest';
import {
  type Check,
  equal,
  type Fields,
  fields,
  long,
  runVectors,
  text,
  type Value,
  type Vector,
} from './apex-vector.ts';

const integers = (value: Value | undefined): string => (value as readonly number[]).join(', ');

const KINDS: Readonly<Record<string, string>> = {
  timeout: 'TIMED_OUT',
  'no-answer': 'NO_ANSWER',
  configuration: 'CONFIGURATION',
  crash: 'CRASH',
};

function outcome({ kind, status, retryAfter }: Fields): string {
  return kind === 'answer'
    ? `RetryPolicy.answered(${status}, ${text(retryAfter)})`
    : `RetryPolicy.failed(RetryPolicy.OutcomeKind.${KINDS[String(kind)]})`;
}

const FIELD_NAMES: Readonly<Record<string, string>> = { jitter: 'spread' };

/** Statements that set what the vector names of a policy. */
function policy(given: Fields): string {
  const settings = Object.entries(given).map(([name, value]) => {
    const field = `policy.${FIELD_NAMES[name] ?? name}`;
    if (name === 'jitter') return `${field} = RetryPolicy.JitterKind.${String(value).toUpperCase()};`;
    if (name.endsWith('Codes')) return `${field} = new Set<Integer>{ ${integers(value)} };`;
    return `${field} = ${name.endsWith('Ms') ? long(value) : value};`;
  });
  return ['RetryPolicy policy = new RetryPolicy();', ...settings].join('\n');
}

function accounting(given: Fields): string {
  const settings = Object.entries(given).map(
    ([name, value]) => `request.${name} = ${name.endsWith('Ms') ? long(value) : value};`,
  );
  return ['RetryPolicy.Accounting request = new RetryPolicy.Accounting();', ...settings].join('\n');
}

function pick(input: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, input[name] ?? null]));
}

function meaning(given: Fields, actual: string, name: string): string {
  return [
    equal(`RetryPolicy.Verdict.${String(given['verdict']).toUpperCase()}`, `${actual}.verdict`, name),
    equal(text(given['category']), `${actual}.category`, name),
    equal(String(given['outage']), `${actual}.outage`, name),
    equal(String(given['throttled']), `${actual}.throttled`, name),
  ].join('\n');
}

const BACKOFF = ['baseDelayMs', 'backoffPercent', 'maxDelayMs'];
const CODES = ['retryableStatusCodes', 'alreadyProcessedStatusCodes'];

function decision({ name, input, expected }: Vector): string {
  const want = fields(expected);
  const next = fields(want['next']);
  const step = String(next['step']).replace('-', '_').toUpperCase();
  const draws = fields(input['draws']);
  const ofStep: Readonly<Record<string, string[]>> = {
    DELIVERED: [],
    DEAD_LETTER: [equal(text(next['reason']), 'got.reason', name)],
    RETRY: [
      equal(long(next['delayMs']), 'got.delayMs', name),
      equal(long(next['minutes']), 'got.minutes', name),
      equal(long(next['previousDelayMs']), 'got.previousDelayMs', name),
    ],
  };
  return [
    policy(fields(input['policy'])),
    accounting(fields(input['request'])),
    `RetryPolicy.Decision got = policy.decide(request, ${outcome(fields(input['outcome']))}, ${long(input['nowMs'])}, new RetryPolicy.Draws(${draws['jitter']}, ${draws['rounding']}));`,
    equal(`RetryPolicy.Step.${step}`, 'got.step', name),
    ...(ofStep[step] ?? []),
    equal(text(next['category'] ?? null), 'got.meaning.category', name),
    equal(long(want['retryAfterMs']), 'got.retryAfterMs', name),
    equal(long(want['pauseMs']), 'got.pauseMs', name),
  ].join('\n');
}

/** File of vectors -> the Apex that checks one of them. */
const CHECKS: Readonly<Record<string, Check>> = {
  backoff: ({ name, input, expected }) =>
    `${policy(pick(input, BACKOFF))}\n${equal(long(expected), `policy.exponential(${input['step']})`, name)}`,
  jitter: ({ name, input, expected }) =>
    `${policy(pick(input, [...BACKOFF, 'jitter']))}\n${equal(long(expected), `policy.jitter(${input['step']}, ${long(input['previousMs'])}, ${input['draw']})`, name)}`,
  'minutes-stochastic': ({ name, input, expected }) =>
    equal(
      String(expected),
      `RetryPolicy.stochasticMinutes(${long(input['delayMs'])}, ${input['draw']})`,
      name,
    ),
  'minutes-covering': ({ name, input, expected }) =>
    equal(long(expected), `RetryPolicy.minutesCovering(${long(input['delayMs'])})`, name),
  'retry-after': ({ name, input, expected }) =>
    equal(
      long(expected),
      `RetryPolicy.retryAfterMs(${text(input['header'])}, ${long(input['nowMs'])})`,
      name,
    ),
  classify: ({ name, input, expected }) =>
    `${policy(pick(input, CODES))}
    RetryPolicy.Classification got = policy.classify(${outcome(fields(input['outcome']))}, ${input['attemptedBefore']});
    ${meaning(fields(expected), 'got', name)}`,
  decide: decision,
  'submit-held': ({ name, input, expected }) =>
    equal(
      long(expected),
      `RetryPolicy.heldUntilMs(${long(input['untilMs'])}, ${long(input['nowMs'])})`,
      name,
    ),
  submit: ({ name, input, expected }) =>
    equal(
      `new List<Integer>{ ${integers(fields(expected)['lanes'])} }`,
      `RetryPolicy.laneSizes(${['requests', 'free', 'maxLanes', 'requestsPerJob'].map((key) => input[key]).join(', ')})`,
      name,
    ),
};

test.each(Object.entries(CHECKS))('RetryPolicy in Apex gives what the model says: %s', (file, check) => {
  const { count, failures } = runVectors(file, check);
  expect(count).toBeGreaterThan(5);
  expect(failures).toEqual([]);
});
