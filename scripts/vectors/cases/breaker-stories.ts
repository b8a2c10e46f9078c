import type { OracleBreaker, OracleReport, OracleSwitch } from '../circuit.ts';
import { MINUTE, MONDAY } from '../vector.ts';

const OFF: OracleSwitch = { isOpen: false, openedAtMs: null };

export type Step =
  | {
      readonly do: 'ask';
      readonly atMs: number;
      readonly lane: string | null;
      readonly operator: OracleSwitch;
    }
  | { readonly do: 'claim'; readonly atMs: number; readonly lane: string; readonly expiresAtMs: number }
  | { readonly do: 'report'; readonly atMs: number; readonly report: OracleReport };

export const at = (minute: number): number => MONDAY + minute * MINUTE;
export const ask = (minute: number, lane: string | null = null, operator = OFF): Step => ({
  do: 'ask',
  atMs: at(minute),
  lane,
  operator,
});
export const claim = (minute: number, lane: string, until = minute + 30): Step => ({
  do: 'claim',
  atMs: at(minute),
  lane,
  expiresAtMs: at(until),
});
export const report = (
  minute: number,
  epoch: number,
  calls: number,
  failures: number,
  more: Partial<OracleReport> = {},
): Step => ({
  do: 'report',
  atMs: at(minute),
  report: { epoch, calls, failures, probeOf: null, pausedUntilMs: null, ...more },
});
const TRIP = report(0, 0, 10, 5);
const probe = (minute: number, epoch: number, lane: string, failures: number, calls = 1): Step =>
  report(minute, epoch, calls, failures, { probeOf: lane });

export type Story = [name: string, policy: Partial<OracleBreaker>, steps: readonly Step[]];

export const STORIES: readonly Story[] = [
  ['a healthy integration has no row', {}, [ask(0), report(0, 0, 100, 0), ask(1), report(1, 0, 1, 0)]],
  ['half of ten calls opens', {}, [report(0, 0, 10, 5), ask(0), ask(14.9), ask(15)]],
  ['four of ten do not', {}, [report(0, 0, 10, 4), ask(0)]],
  ['all of nine calls do not: too few', {}, [report(0, 0, 9, 9), ask(0), report(1, 0, 1, 0)]],
  ['reports of one window add up', {}, [report(0, 0, 4, 2), report(5, 0, 4, 2), report(9, 0, 2, 1)]],
  ['a new window starts at its end to the ms', {}, [report(0, 0, 9, 9), report(10, 0, 1, 1), ask(10)]],
  ['and not a ms before', {}, [report(0, 0, 9, 9), report(10 - 1 / MINUTE, 0, 1, 1), ask(10)]],
  [
    'a healthy report in a new window removes the row',
    {},
    [report(0, 0, 9, 9), report(10, 0, 50, 0), ask(10)],
  ],
  [
    'the rate counts exactly: 1 of 3 is not 34 %',
    { failureRatePercent: 34, minimumCalls: 3 },
    [report(0, 0, 3, 1)],
  ],
  ['1 of 3 is over 33 %', { failureRatePercent: 33, minimumCalls: 3 }, [report(0, 0, 3, 1)]],
  ['every failure opens at 1 %', { failureRatePercent: 1, minimumCalls: 1 }, [report(0, 0, 100, 1)]],
  [
    'at 100 % one success keeps it closed',
    { failureRatePercent: 100 },
    [report(0, 0, 10, 9), report(1, 0, 90, 90)],
  ],
  ['a probe closes it', {}, [TRIP, claim(1, 'a'), ask(14, 'a'), ask(15, 'a'), probe(16, 1, 'a', 0), ask(16)]],
  [
    'a probe that fails opens it again',
    {},
    [TRIP, claim(1, 'a'), ask(15, 'a'), probe(16, 1, 'a', 1), ask(30), ask(31)],
  ],
  [
    'only one token',
    {},
    [TRIP, claim(1, 'a'), claim(1, 'b'), claim(2, 'a'), ask(15, 'a'), ask(15, 'b'), ask(15)],
  ],
  [
    'three probes must all succeed',
    { halfOpenProbes: 3 },
    [
      TRIP,
      claim(1, 'a'),
      claim(1, 'b'),
      claim(1, 'c'),
      claim(1, 'd'),
      probe(15, 1, 'b', 0),
      claim(15, 'd'),
      claim(15, 'b'),
      probe(16, 1, 'a', 0),
      ask(16, 'c'),
      probe(17, 1, 'c', 0),
      ask(17),
    ],
  ],
  [
    'the last of three fails',
    { halfOpenProbes: 3 },
    [
      TRIP,
      claim(1, 'a'),
      claim(1, 'b'),
      claim(1, 'c'),
      probe(15, 1, 'a', 0),
      probe(15, 1, 'b', 0),
      probe(16, 1, 'c', 1),
      probe(17, 1, 'a', 0),
      ask(17),
    ],
  ],
  [
    'a token that ran out is free',
    {},
    [TRIP, claim(1, 'a', 20), claim(19, 'b'), claim(20, 'b', 50), ask(20, 'a'), ask(20, 'b')],
  ],
  [
    'a token that ends within the call gives no right',
    {},
    [TRIP, claim(1, 'a', 18), ask(16, 'a'), ask(16.01, 'a')],
  ],
  [
    'a holder that comes too late does not count',
    {},
    [TRIP, claim(1, 'a', 20), claim(20, 'b', 50), probe(21, 1, 'a', 1), ask(21, 'b'), probe(22, 1, 'b', 0)],
  ],
  [
    'a probe that made no call frees its token',
    {},
    [TRIP, claim(1, 'a'), probe(15, 1, 'a', 0, 0), ask(15, 'a'), claim(15, 'b')],
  ],
  ['results of an older epoch are ignored', {}, [TRIP, report(1, 0, 90, 90), report(2, 0, 900, 0), ask(2)]],
  [
    'results of an older epoch after the row is gone',
    {},
    [TRIP, claim(1, 'a'), probe(15, 1, 'a', 0), report(15, 1, 50, 50)],
  ],
  [
    'a stale probe of an earlier opening',
    {},
    [TRIP, claim(1, 'a'), probe(15, 1, 'a', 0), report(16, 0, 10, 10), probe(17, 1, 'a', 0), ask(40, 'a')],
  ],
  ['no token without an open circuit', {}, [report(0, 0, 5, 5), claim(1, 'a'), ask(1, 'a')]],
  [
    'a pause waits',
    {},
    [report(0, 0, 3, 0, { pausedUntilMs: at(4) }), ask(0), ask(3.99), ask(4), report(5, 0, 1, 0)],
  ],
  [
    'the later of two pauses holds',
    {},
    [
      report(0, 0, 3, 0, { pausedUntilMs: at(4) }),
      report(1, 0, 3, 0, { pausedUntilMs: at(2) }),
      ask(3),
      report(3, 7, 3, 0, { pausedUntilMs: at(9) }),
      ask(8),
      ask(9),
    ],
  ],
  [
    'a pause and an open circuit: the later',
    {},
    [
      report(0, 0, 10, 10, { pausedUntilMs: at(20) }),
      claim(1, 'a'),
      ask(15, 'a'),
      ask(20, 'a'),
      probe(20, 1, 'a', 0),
    ],
  ],
  [
    'closing keeps a pause that still runs, and the epoch',
    {},
    [
      TRIP,
      claim(1, 'a'),
      report(15, 1, 1, 0, { probeOf: 'a', pausedUntilMs: at(25) }),
      ask(20),
      ask(25),
      report(26, 1, 10, 10),
      ask(26),
    ],
  ],
  ['a pause that has passed is not worth a row', {}, [report(5, 0, 3, 0, { pausedUntilMs: at(5) }), ask(5)]],
  [
    'failures after a pause start a whole window',
    {},
    [report(0, 0, 3, 0, { pausedUntilMs: at(30) }), report(9, 0, 5, 5), report(18, 0, 5, 5)],
  ],
  [
    'forced open for ever',
    {},
    [ask(0, 'a', { isOpen: true, openedAtMs: null }), ask(9999, null, { isOpen: true, openedAtMs: null })],
  ],
  [
    'forced open until the cool-down ends',
    {},
    [
      ask(0, null, { isOpen: true, openedAtMs: at(0) }),
      ask(14.99, null, { isOpen: true, openedAtMs: at(0) }),
      ask(15, null, { isOpen: true, openedAtMs: at(0) }),
    ],
  ],
  ['a switch that is off forces nothing', {}, [ask(1, null, { isOpen: false, openedAtMs: at(0) })]],
  [
    'forced open beside an open circuit: the later',
    {},
    [
      TRIP,
      ask(1, null, { isOpen: true, openedAtMs: at(5) }),
      ask(16, null, { isOpen: true, openedAtMs: at(5) }),
      claim(16, 'a'),
      ask(19, 'a', { isOpen: true, openedAtMs: at(5) }),
      ask(20, 'a', { isOpen: true, openedAtMs: at(5) }),
    ],
  ],
  [
    'opened twice',
    {},
    [TRIP, claim(1, 'a'), probe(15, 1, 'a', 1), claim(16, 'b'), ask(30, 'b'), probe(30, 2, 'b', 0), ask(30)],
  ],
];
