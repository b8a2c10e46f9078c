import fc from 'fast-check';
import { DRAW_RANGE } from '../../src/model/policy/draw.ts';
import type { Outcome } from '../../src/model/policy/outcome.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** Most requests and attempts that a script speaks of. */
const REQUESTS = 15;
const ATTEMPTS = 4;

export const whole = (min: number, max: number) => fc.integer({ min, max });

export const status = fc.constantFrom(
  100,
  200,
  204,
  299,
  300,
  301,
  400,
  401,
  403,
  404,
  408,
  409,
  422,
  429,
  500,
  503,
  599,
  600,
);

/** Both forms of the header, and what is neither. */
const retryAfter = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '0',
    '1',
    '59',
    '60',
    '600',
    '4000',
    '999999999',
    '1000000000',
    '-5',
    '',
    ' 30',
    '1.5',
    'soon',
  ),
  whole(-3600, 20_000).map((second) => new Date(second * 1000).toUTCString()),
  fc.constantFrom(
    'Thu, 01 Jan 1970 00:30:60 GMT',
    'Thu, 29 Feb 1600 00:00:00 GMT',
    'Thu, 29 Feb 1900 00:00:00 GMT',
    'Thu, 29 Feb 1972 00:00:00 GMT',
    'Thu, 29 Feb 2000 00:00:00 GMT',
    'Thu, 29 Feb 1971 00:00:00 GMT',
    'Thu, 31 Apr 1970 00:00:00 GMT',
    'Thu, 31 Jun 1970 00:00:00 GMT',
    'Thu, 31 Sep 1970 00:00:00 GMT',
    'Thu, 31 Nov 1970 00:00:00 GMT',
    'Thu, 31 Dec 1970 00:00:00 GMT',
    'Thu, 01 Foo 1970 00:00:00 GMT',
    'Thu, 01 Jan 1599 00:00:00 GMT',
    'Thu, 00 Jan 1970 00:00:00 GMT',
    'Thu, 01 Jan 1970 24:00:00 GMT',
    'Thu, 01 Jan 1970 00:60:00 GMT',
    'Thu, 01 Jan 1970 00:00:61 GMT',
    'Thu, 01 Jan 1970 01:00:00 UTC',
    'Xxx, 01 Jan 1970 01:00:00 GMT',
  ),
);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer' as const), status, retryAfter }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('timeout' as const, 'no-answer' as const, 'configuration' as const)
      .map((kind) => ({ kind })),
  },
);

/** At the edges of their range, where a rounding tips over. */
const edge = fc.constantFrom(0, 1, DRAW_RANGE / 2, DRAW_RANGE - 1);
const draws = fc.record({ jitter: edge, rounding: edge });

/** What the endpoint says to some attempts, whatever else it would have said. */
export const script: fc.Arbitrary<readonly ScriptedAnswer[]> = fc.array(
  fc.record({ request: whole(0, REQUESTS), attempt: whole(1, ATTEMPTS), outcome, draws }),
  { maxLength: 12 },
);
