import * as z from 'zod/mini';
import { decimal, flag, integer, key, text } from './key.ts';
import { latencyOf } from './schema-latency.ts';
import { SPAN, share } from './schema-span.ts';
import { list, map, section } from './section.ts';

export const latencyKey = latencyOf(
  'How long the endpoint takes to answer: constant, uniform, lognormal or empirical. With a capacity: how long it works on a call.',
  { distribution: 'lognormal', median: 300, sigma: 0.5 },
);

const failure = key<number | 'timeout'>(
  z.union([z.int().check(z.gte(300), z.lte(599)), z.literal('timeout')]),
  { description: 'What a failing call comes to: an HTTP status code, or no answer in time.', default: 503 },
  { kind: 'other', expected: 'an HTTP status code from 300 to 599, or timeout' },
);

const outageSection = section('A time in which calls fail.', {
  ...SPAN,
  failureRate: share('Share of calls that fail.', 1),
  failure,
});

export const brownOutSection = section('A time in which the endpoint works badly.', {
  ...SPAN,
  failureRate: share('Share of calls that fail.', 0),
  failure,
  latencyFactor: decimal({
    min: 1,
    max: 1000,
    default: 1,
    description:
      'Every answer takes so many times as long. One that takes as long as the time-out never comes.',
  }),
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

const rateLimitSection = section('How many requests the endpoint takes; one more gets 429.', {
  requests: integer({
    min: 0,
    max: 1_000_000,
    default: 0,
    unit: 'requests per window',
    description: 'How many it takes in a window; 0: there is no limit.',
  }),
  windowSeconds: integer({
    min: 1,
    max: 86_400,
    default: 60,
    unit: 'seconds',
    description: 'Length of the windows, which follow each other from the start of the scenario.',
  }),
  retryAfter: flag({
    default: true,
    description: 'Whether a 429 says with Retry-After when the window ends.',
  }),
});

const capacitySection = section(
  'What the endpoint can serve; one that is overloaded gets slow, then useless.',
  {
    concurrent: integer({
      min: 0,
      max: 100_000,
      default: 0,
      unit: 'calls',
      description: 'Calls that it works on at the same time; 0: as many as there are.',
    }),
    queue: integer({
      min: 0,
      max: 1_000_000,
      default: 1000,
      unit: 'calls',
      description:
        'Calls that wait in line; one more gets 503 at once. It works on those too whose sender has given up waiting.',
    }),
  },
);

export const endpointSection = section('How the endpoint behaves.', {
  latencyMs: latencyKey,
  errorRates: errorRatesKey,
  outages: list(outageSection, {
    min: 0,
    max: 100,
    of: 'outages',
    default: [],
    description: 'Times in which calls fail. The endpoint does not act on them.',
  }),
  brownOuts: list(brownOutSection, {
    min: 0,
    max: 100,
    of: 'brown-outs',
    default: [],
    description: 'Times in which it works badly: some calls fail, or all take longer.',
  }),
  rateLimit: rateLimitSection,
  capacity: capacitySection,
  lostAnswerRate: share(
    'Share of the calls that it processes and whose answer gets lost: the sender sees a time-out.',
    0,
  ),
  keyMemoryMinutes: integer({
    min: 0,
    max: 525_600,
    default: 1440,
    unit: 'minutes',
    description:
      'How long it remembers an idempotency key and so does not act again; 0: it does not look at keys.',
  }),
  duplicateStatus: integer({
    min: 200,
    max: 599,
    default: 200,
    description: 'HTTP status code with which it answers to a key that it remembers.',
  }),
});
