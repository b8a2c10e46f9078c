import { goesOn, holdsUntil, type OracleWaiting, parks, probesAt, spreads } from '../lanes.ts';
import { integers, MINUTE, MONDAY, type Vector, type VectorFile } from '../vector.ts';

const TOP = 2 ** 24 - 1;

/** Requests a, b, c ... that are due so many ms from now. */
function due(...fromNow: readonly number[]): OracleWaiting[] {
  return fromNow.map((ms, i) => ({ id: 'abcdefghij'.charAt(i), dueAtMs: MONDAY + ms, parkedSinceMs: null }));
}

type Going = [name: string, requests: OracleWaiting[], silentUntilMs: number | null];

const GOING: readonly Going[] = [
  ['nothing is left', [], null],
  ['due now', due(0), null],
  ['due since a minute', due(-MINUTE), null],
  ['due in a ms', due(1), null],
  ['due in a minute', due(MINUTE), null],
  ['due in a minute and a ms', due(MINUTE + 1), null],
  ['the earliest of three decides', due(5 * MINUTE, 2 * MINUTE, 9 * MINUTE), null],
  ['ten minutes are the longest delay', due(10 * MINUTE), null],
  ['a ms more becomes a row', due(10 * MINUTE + 1), null],
  ['one of each', due(3 * MINUTE, 11 * MINUTE), null],
  ['all are rows', due(11 * MINUTE, 60 * MINUTE), null],
  ['silence holds the untouched back', due(0, 0, 4 * MINUTE), MONDAY + 2 * MINUTE],
  ['silence shorter than every wait changes nothing', due(3 * MINUTE, 4 * MINUTE), MONDAY + 2 * MINUTE],
  ['silence to the ms of a wait does not touch it', due(2 * MINUTE), MONDAY + 2 * MINUTE],
  ['silence of half a minute is a whole one', due(0), MONDAY + MINUTE / 2],
  ['silence over ten minutes makes rows of all', due(0, MINUTE), MONDAY + 10 * MINUTE + 1],
  ['silence that is over', due(-5 * MINUTE), MONDAY - MINUTE],
];

type Parking = [
  name: string,
  requests: OracleWaiting[],
  untilMs: number | null,
  probes: boolean,
  draw: number,
];

const PARKED_BEFORE: OracleWaiting[] = [{ id: 'a', dueAtMs: MONDAY, parkedSinceMs: MONDAY - 3 * MINUTE }];

const PARKING: readonly Parking[] = [
  ['a token comes back when the cool-down ends', due(0, 0), MONDAY + 5 * MINUTE, true, TOP],
  ['a token comes back a ms late rather than early', due(0), MONDAY + 5 * MINUTE + 1, true, 0],
  ['a token with no time to wait waits a minute', due(0), MONDAY, true, 0],
  ['the others come a minute after at least', due(0), MONDAY + 5 * MINUTE, false, 0],
  ['the others come five minutes after at most', due(0), MONDAY + 5 * MINUTE, false, TOP],
  ['and in between', due(0), MONDAY + 4 * MINUTE, false, 2 ** 23],
  ['nobody probes for them: now is over', due(0), MONDAY, false, 0],
  ['what has passed counts from now', due(0), MONDAY - 60 * MINUTE, false, 0],
  ['over ten minutes become rows', due(0, MINUTE), MONDAY + 15 * MINUTE, true, 0],
  ['the spread may be what makes rows', due(0), MONDAY + 6 * MINUTE, false, TOP],
  ['ten minutes to the ms', due(0), MONDAY + 10 * MINUTE, true, 0],
  ['a later due time stays', due(0, 8 * MINUTE), MONDAY + 2 * MINUTE, true, 0],
  [
    'a due time over ten minutes is a row beside the child',
    due(0, 30 * MINUTE),
    MONDAY + 2 * MINUTE,
    true,
    0,
  ],
  ['parked before: since then', PARKED_BEFORE, MONDAY + 2 * MINUTE, true, 0],
  ['for ever: rows for another look', due(0, 12 * MINUTE), null, false, 0],
  ['due soon, not parked before that', due(30_000), MONDAY + 2 * MINUTE, true, 0],
  ['an empty lane', [], MONDAY + 2 * MINUTE, true, 0],
];

function laneVectors(): Vector[] {
  const below = integers(99);
  const random = Array.from({ length: 14 }, (_, i): Parking => {
    const requests = due(...Array.from({ length: 1 + below(6) }, () => below(15 * MINUTE) - MINUTE));
    return [
      `random ${i + 1}`,
      requests,
      MONDAY + below(14 * MINUTE) - MINUTE,
      below(2) === 0,
      below(2 ** 24),
    ];
  });
  return [...PARKING, ...random].map(([name, requests, untilMs, probes, draw]) => ({
    name,
    input: { requests, untilMs, probes, draw, nowMs: MONDAY },
    expected: parks(requests, untilMs, probes, draw, MONDAY),
  }));
}

const HELD: readonly [name: string, untilMs: number | null][] = [
  ['until nobody knows when', null],
  ['in a quarter of an hour', MONDAY + 15 * MINUTE],
  ['in a minute to the ms', MONDAY + MINUTE],
  ['sooner than a minute', MONDAY + MINUTE - 1],
  ['now, while others probe', MONDAY],
  ['what has passed', MONDAY - 5 * MINUTE],
];

function submitVectors(): Vector[] {
  const cases: [requests: number, free: number, maxLanes: number, requestsPerJob: number][] = [
    [0, 49, 5, 10],
    [1, 49, 5, 10],
    [10, 49, 5, 10],
    [11, 49, 5, 10],
    [50, 49, 5, 10],
    [51, 49, 5, 10],
    [200, 49, 5, 10],
    [200, 1, 5, 10],
    [200, 0, 5, 10],
    [500, 49, 5, 10],
    [501, 49, 5, 10],
    [2000, 49, 5, 10],
    [7, 3, 5, 1],
    [3, 3, 5, 1],
    [100, 1, 1, 100],
    [101, 1, 1, 100],
    [203, 2, 9, 40],
  ];
  return cases.map(([requests, free, maxLanes, requestsPerJob]) => ({
    name: `${requests} requests, ${free} free, at most ${maxLanes} lanes, ${requestsPerJob} a job`,
    input: { requests, free, maxLanes, requestsPerJob },
    expected: spreads(requests, free, maxLanes, requestsPerJob),
  }));
}

export const LANES: readonly VectorFile[] = [
  {
    name: 'lane-next',
    vectors: GOING.map(([name, requests, silentUntilMs]) => ({
      name,
      input: { requests, silentUntilMs, nowMs: MONDAY },
      expected: goesOn(requests, silentUntilMs, MONDAY),
    })),
  },
  { name: 'lane-parked', vectors: laneVectors() },
  {
    name: 'lane-probe',
    vectors: PARKING.map(([name, requests, untilMs]) => ({
      name,
      input: { requests, untilMs, nowMs: MONDAY },
      expected: probesAt(requests, untilMs, MONDAY),
    })),
  },
  { name: 'submit', vectors: submitVectors() },
  {
    name: 'submit-held',
    vectors: HELD.map(([name, untilMs]) => ({
      name,
      input: { untilMs, nowMs: MONDAY },
      expected: holdsUntil(untilMs, MONDAY),
    })),
  },
];
