import * as z from 'zod/mini';
import { METRICS } from '../model/simulation/metrics.ts';
import { EDITIONS } from '../model/simulation/scenario.ts';
import { EXPECTATION } from './expectation.ts';
import { choice, decimal, integer, key, text } from './key.ts';
import { list, map, section, variants } from './section.ts';

const MAX_LATENCY_MS = 600_000;
/** A week: more than any wait of a policy that a simulation can tell something about. */
const MAX_HORIZON_HOURS = 168;
const MAX_MINUTE = MAX_HORIZON_HOURS * 60;

const milliseconds = (description: string, min = 0) =>
  integer({ min, max: MAX_LATENCY_MS, unit: 'milliseconds', description });
const minute = (description: string) => integer({ min: 0, max: MAX_MINUTE, unit: 'minutes', description });
const share = (description: string, fallback?: number) =>
  decimal({ min: 0, max: 1, description, ...(fallback !== undefined && { default: fallback }) });

export const orgSection = section('The org that the simulator assumes.', {
  edition: choice(EDITIONS, { default: 'enterprise', description: 'Edition of the org.' }),
  userLicenses: integer({
    min: 1,
    max: 1_000_000,
    default: 200,
    unit: 'licences',
    description: 'User licences that count for the daily limit of asynchronous executions.',
  }),
  otherAsyncExecutionsPerDay: integer({
    min: 0,
    max: 100_000_000,
    default: 40_000,
    unit: 'executions per day',
    description: 'Asynchronous executions of everything else in the org.',
  }),
});

const burstSection = section('Requests that arrive together.', {
  atMinute: minute('When they arrive, counted from the start.'),
  requests: integer({ min: 1, max: 1_000_000, unit: 'requests', description: 'How many arrive.' }),
  context: choice(['sync', 'async'], {
    default: 'sync',
    description:
      'Kind of transaction that submits them: a synchronous one may enqueue 50 jobs, an asynchronous one 1.',
  }),
  recordsPerTransaction: integer({
    min: 1,
    max: 10_000,
    default: 200,
    unit: 'records',
    description: 'How many of them one transaction submits; a trigger gets up to 200.',
  }),
});

export const horizonHours = integer({
  min: 1,
  max: MAX_HORIZON_HOURS,
  default: 24,
  unit: 'hours',
  description: 'How long to simulate.',
});

const workloadSection = section('What is sent.', {
  horizonHours,
  bursts: list(burstSection, {
    min: 1,
    max: 1000,
    of: 'bursts',
    description: 'Requests that arrive together.',
  }),
});

export const latencyKey = variants(
  'distribution',
  {
    constant: { value: milliseconds('Of constant: the same for every call.') },
    uniform: {
      min: milliseconds('Of uniform: the shortest.'),
      max: milliseconds('Of uniform: the longest.'),
    },
    lognormal: {
      median: milliseconds('Of lognormal: half of all calls are faster.', 1),
      sigma: decimal({
        min: 0,
        max: 5,
        description: 'Of lognormal: the spread, as the standard deviation of the logarithm.',
      }),
    },
  },
  {
    description: 'How long the endpoint takes to answer: constant, uniform or lognormal.',
    default: { distribution: 'lognormal', median: 300, sigma: 0.5 },
  },
);

const failure = key<number | 'timeout'>(
  z.union([z.int().check(z.gte(300), z.lte(599)), z.literal('timeout')]),
  { description: 'What a failing call comes to: an HTTP status code, or no answer in time.', default: 503 },
  { kind: 'other', expected: 'an HTTP status code from 300 to 599, or timeout' },
);

export const outageSection = section('A time in which calls fail.', {
  fromMinute: minute('First minute.'),
  toMinute: minute('First minute after it.'),
  failureRate: share('Share of calls that fail.', 1),
  failure,
});

export const errorRatesKey = map(
  text({
    description: '',
    pattern: /^[345][0-9]{2}$/,
    max: 3,
    expected: 'an HTTP status code from 300 to 599',
  }),
  share('Share of calls that get this status.'),
  'Share of all calls per HTTP status code, outages apart.',
);

const endpointSection = section('How the endpoint behaves.', {
  latencyMs: latencyKey,
  errorRates: errorRatesKey,
  outages: list(outageSection, {
    min: 0,
    max: 100,
    of: 'outages',
    default: [],
    description: 'Times in which calls fail.',
  }),
});

export const scenarioSection = section('One run of the simulator.', {
  name: text({
    description: 'Name of the scenario, for --scenario and the report.',
    pattern: /^[A-Za-z0-9][A-Za-z0-9 ._-]*$/,
    max: 80,
    expected: 'a name of at most 80 letters, digits, hyphens, dots, underscores and blanks',
    example: 'erp-down-40-minutes',
  }),
  integration: key<string | null>(
    z.nullable(z.string()),
    {
      description: 'Name of the integration it runs for. Left out: each of them, one after the other.',
      default: null,
    },
    { kind: 'text', expected: 'the name of an integration of this file' },
  ),
  workload: workloadSection,
  endpoint: endpointSection,
  expect: map(
    choice(
      METRICS.map(({ id }) => id),
      { description: 'A metric.' },
    ),
    text({
      description: 'What must hold.',
      pattern: EXPECTATION,
      max: 40,
      expected: 'a comparison in quotes, such as "<= 90" or "<= 0.1%"',
    }),
    'What must hold: a metric, and a comparison with <, <=, ==, >= or >. A command whose expectations fail exits 1.',
  ),
});
