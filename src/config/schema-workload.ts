import * as z from 'zod/mini';
import { choice, decimal, integer, key } from './key.ts';
import { MAX_HORIZON_HOURS, MAX_MINUTE, minute } from './schema-span.ts';
import { list, section } from './section.ts';

const context = choice(['sync', 'async'], {
  default: 'sync',
  description:
    'Kind of transaction that submits them: a synchronous one may enqueue 50 jobs, an asynchronous one 1.',
});

const records = (fallback: number) =>
  integer({
    min: 1,
    max: 10_000,
    default: fallback,
    unit: 'records',
    description: 'How many of them one transaction submits; a trigger gets up to 200.',
  });

const burstSection = section('Requests that arrive together.', {
  atMinute: minute('When they arrive, counted from the start.'),
  requests: integer({ min: 1, max: 1_000_000, unit: 'requests', description: 'How many arrive.' }),
  context,
  recordsPerTransaction: records(200),
});

export const arrivalsSection = section('Requests that arrive one by one, at random.', {
  requestsPerHour: list(
    decimal({
      min: 0,
      max: 1_000_000,
      unit: 'requests per hour',
      description: 'How many arrive on average.',
    }),
    {
      min: 1,
      max: 24,
      of: 'numbers',
      description:
        'How many arrive on average: one number for a steady stream, 24 for the hours of a day that starts with the scenario.',
    },
  ),
  fromMinute: minute('First minute.', 0),
  toMinute: minute('First minute after it; the end of the simulation if that is earlier.', MAX_MINUTE),
  context,
  recordsPerTransaction: records(1),
});

export const horizonHours = integer({
  min: 1,
  max: MAX_HORIZON_HOURS,
  default: 24,
  unit: 'hours',
  description: 'How long to simulate.',
});

export const workloadSection = section('What is sent: bursts, arrivals, recorded times, or all of them.', {
  horizonHours,
  bursts: list(burstSection, {
    min: 0,
    max: 1000,
    of: 'bursts',
    default: [],
    description: 'Requests that arrive together.',
  }),
  arrivals: list(arrivalsSection, {
    min: 0,
    max: 20,
    of: 'streams',
    default: [],
    description: 'Requests that arrive at random.',
  }),
  timesFile: key<string | null>(
    z.nullable(z.string().check(z.minLength(1), z.maxLength(1000))),
    {
      description:
        'CSV file with the times of real transactions, its path as seen from this file: a column "minute" (from the start) or "time" (ISO 8601, the first one is the start), and, if you like, "requests" and "context".',
      default: null,
    },
    { kind: 'text', expected: 'the path of a CSV file', maxLength: 1000 },
  ),
});
