import { flag, integer, text, textOrNull } from './key.ts';
import { integrationName, namedCredential, objectName } from './names.ts';
import { retrySection } from './schema-retry.ts';
import { list, section } from './section.ts';

/** Any character of a JSON key that a comma-separated field can hold, outside the supplementary planes. */
const KEY_TEXT = /^[ !#-+\--[\]-~\u00A0-\uD7FF\uE000-\uFFFD]+$/;

const circuitBreakerSection = section('When to stop calling an endpoint that is down.', {
  failureRatePercent: integer({
    min: 1,
    max: 100,
    default: 65,
    unit: 'percent',
    description: 'Share of outages (no answer, time-out, 5xx) in a window at which the circuit opens.',
  }),
  minimumCalls: integer({
    min: 1,
    max: 10_000,
    default: 10,
    unit: 'calls',
    description: 'Calls in a window below which the share says nothing.',
  }),
  windowMinutes: integer({
    min: 1,
    max: 1440,
    default: 10,
    unit: 'minutes',
    description: 'Length of the window in which calls and outages are counted.',
  }),
  coolDownMinutes: integer({
    min: 1,
    max: 1440,
    default: 5,
    unit: 'minutes',
    description: 'How long the circuit stays open before it is probed.',
  }),
  halfOpenProbes: integer({
    min: 1,
    max: 100,
    default: 1,
    unit: 'probes',
    description: 'Probes that must all succeed before the circuit closes.',
  }),
});

export const deadLetterSection = section('What becomes of a request that is given up.', {
  storePayload: flag({
    default: true,
    description:
      'Whether rows of the log keep the exact payload, so that it can be sent again. Without it, the handler of the integration must build the payload anew.',
  }),
  maskedJsonKeys: list(
    text({
      description: 'A JSON key.',
      pattern: KEY_TEXT,
      max: 80,
      expected: 'a JSON key of at most 80 characters, without commas, quotes and backslashes',
    }),
    {
      min: 0,
      max: 100,
      of: 'JSON keys',
      default: ['password', 'token'],
      description: 'JSON keys whose values are masked in the preview that operators see.',
    },
  ),
  alert: flag({
    default: true,
    description: 'Whether a dead letter or a failed handler publishes an Integration_Alert__e event.',
  }),
  maxAgeHours: integer({
    min: 1,
    max: 720,
    default: 72,
    unit: 'hours',
    description:
      'Age, from submit and with parked time counted, after which a request is not retried any more.',
  }),
  retentionDays: integer({
    min: 1,
    max: 3650,
    default: 90,
    unit: 'days',
    description: 'How long rows that are final are kept.',
  }),
  redrivePerMinute: integer({
    min: 1,
    max: 1000,
    default: 60,
    unit: 'requests per minute',
    description: 'How many dead letters that operators sent back are tried per minute.',
  }),
});

export const integrationSection = section('One integration: an endpoint, and how its failures are handled.', {
  name: integrationName,
  namedCredential,
  object: objectName,
  timeoutSeconds: integer({
    min: 1,
    max: 110,
    default: 10,
    unit: 'seconds',
    description:
      'How long to wait for an answer. All callouts of a job share 120 seconds, hence at most 110 for one.',
  }),
  idempotencyHeader: text({
    description: 'Header that carries the idempotency key, the same on every attempt.',
    pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
    max: 255,
    expected: 'the name of an HTTP header: letters, digits and hyphens',
    default: 'Idempotency-Key',
  }),
  idempotencyBodyField: textOrNull({
    description:
      'JSON key that carries the idempotency key in the body too, for endpoints that read no header.',
    pattern: KEY_TEXT,
    max: 255,
    expected: 'a JSON key without commas, quotes and backslashes, or null',
  }),
  retry: retrySection,
  circuitBreaker: circuitBreakerSection,
  deadLetter: deadLetterSection,
});
