import { JITTERS } from '../model/policy/policy.ts';
import { choice, decimal, flag, integer } from './key.ts';
import { list, section } from './section.ts';

const statusCode = integer({ min: 300, max: 599, description: 'An HTTP status code.' });

export const retrySection = section('When and how often a failed request is sent again.', {
  maxRetries: integer({
    min: 0,
    max: 100,
    default: 8,
    unit: 'retries',
    description: 'Retries after the first attempt: a request is sent at most 1 + maxRetries times.',
  }),
  baseDelaySeconds: integer({
    min: 1,
    max: 86_400,
    default: 300,
    unit: 'seconds',
    description:
      'Wait before the first retry, before jitter. The platform waits whole minutes only: a base of a few minutes spreads retries, a base of seconds does not.',
  }),
  backoffMultiplier: decimal({
    min: 1,
    max: 10,
    default: 2,
    description:
      'Growth of the wait from one retry to the next: 2 doubles it. At most two decimals, since an org holds it as percent.',
  }),
  maxDelaySeconds: integer({
    min: 1,
    max: 86_400,
    default: 600,
    unit: 'seconds',
    description:
      'Longest wait that back-off and jitter together draw. Over 600, the wait is kept in a row of the log and not in a delayed job.',
  }),
  jitter: choice(JITTERS, {
    default: 'decorrelated',
    description:
      'How the waits are spread, so that requests that failed together do not come back together: none, additive (wait plus up to the base), full (up to the wait), equal (half the wait plus up to half), decorrelated (grows from the last draw).',
  }),
  retryableStatusCodes: list(statusCode, {
    min: 0,
    max: 60,
    of: 'HTTP status codes from 300 to 599',
    default: [408, 425, 429, 500, 502, 503, 504],
    description:
      'HTTP status codes that are worth another attempt. Time-outs and failed connections always are; 401 never is.',
  }),
  honorRetryAfter: flag({
    default: true,
    description: 'Whether to wait at least as long as the Retry-After header of an answer asks for.',
  }),
  maxElapsedMinutes: integer({
    min: 1,
    max: 43_200,
    default: 240,
    unit: 'minutes',
    description:
      'Longest time from the first attempt to the last. Time parked by an open circuit does not count.',
  }),
  immediateRetries: integer({
    min: 0,
    max: 10,
    default: 0,
    unit: 'retries',
    description: 'How many of the retries come at once, without a wait. Back-off starts after them.',
  }),
  alreadyProcessedStatusCodes: list(statusCode, {
    min: 0,
    max: 60,
    of: 'HTTP status codes from 300 to 599',
    default: [],
    description:
      'HTTP status codes by which the endpoint says on a retry that an earlier attempt was processed, such as 409. They then count as delivered.',
  }),
  requestsPerJob: integer({
    min: 1,
    max: 100,
    default: 10,
    unit: 'requests',
    description: 'Requests that one execution of a job tries, one after the other.',
  }),
  maxLanes: integer({
    min: 1,
    max: 50,
    default: 5,
    unit: 'jobs',
    description: 'Jobs that one submit or one sweep may start.',
  }),
  reservePercent: integer({
    min: 0,
    max: 90,
    default: 10,
    unit: 'percent',
    description:
      'Share of the daily limit of asynchronous executions that is left to the rest of the org: when less remains, requests become rows of the log and wait.',
  }),
  durability: choice(['job', 'row'], {
    default: 'job',
    description:
      'job: a request lives in its job, and becomes a row of the log only when there is trouble. row: it is a row from submit on, and survives even a job that the platform kills.',
  }),
});
