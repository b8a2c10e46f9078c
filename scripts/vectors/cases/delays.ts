import { coveringMinutes, drawnMs, exponentialMs, roundedMinutes } from '../delays.ts';
import { DEFAULT_POLICY, integers, type OraclePolicy, type Vector, type VectorFile } from '../vector.ts';

const LAST_DRAW = 2 ** 24 - 1;
const HALF = 2 ** 23;
const DAY = 86_400_000;

function backoffVectors(): Vector[] {
  const growths: [base: number, percent: number, cap: number, steps: readonly number[]][] = [
    [300_000, 200, 600_000, [0, 1, 2, 6]],
    [60_000, 200, 3_600_000, [0, 1, 2, 3, 5, 6, 7]],
    [1000, 150, 60_000, [1, 2, 3, 4, 10, 11]],
    [1, 150, DAY, [1, 5, 100]],
    [3, 150, DAY, [1, 2, 3, 4]],
    [2, 133, DAY, [1, 2, 3, 4, 5, 6]],
    [999, 333, DAY, [1, 2, 9, 10]],
    [60_000, 100, 600_000, [0, 1, 100]],
    [DAY, 1000, DAY, [0, 1, 100]],
    [DAY - 1, 101, DAY, [0, 1, 2]],
    [1, 1000, DAY, [7, 8, 9, 100]],
    [86_399, 1000, DAY, [3, 4]],
  ];
  return growths.flatMap(([baseDelayMs, backoffPercent, maxDelayMs, steps]) =>
    steps.map((step) => ({
      name: `base ${baseDelayMs}, ${backoffPercent} %, cap ${maxDelayMs}: retry ${step}`,
      input: { baseDelayMs, backoffPercent, maxDelayMs, step },
      expected: exponentialMs({ ...DEFAULT_POLICY, baseDelayMs, backoffPercent, maxDelayMs }, step),
    })),
  );
}

interface JitterCase {
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly step: number;
  readonly previousMs: number;
  readonly draw: number;
}

function jitterCases(): JitterCase[] {
  const below = integers(7);
  const small = { baseDelayMs: 300_000, maxDelayMs: 600_000, previousMs: 300_000 };
  const edges = [0, 1, HALF - 1, HALF, LAST_DRAW].map((draw) => ({ ...small, step: 1, draw }));
  const random = Array.from({ length: 7 }, () => {
    const baseDelayMs = 1 + below(600_000);
    const maxDelayMs = baseDelayMs + below(DAY - baseDelayMs);
    const previousMs = baseDelayMs + below(maxDelayMs - baseDelayMs + 1);
    return { baseDelayMs, maxDelayMs, previousMs, step: below(8), draw: below(2 ** 24) };
  });
  return [
    ...edges,
    { ...small, step: 0, draw: HALF },
    { ...small, step: 9, draw: LAST_DRAW },
    { baseDelayMs: 1, maxDelayMs: 1, step: 3, previousMs: 1, draw: LAST_DRAW },
    { baseDelayMs: 1, maxDelayMs: DAY, step: 0, previousMs: 1, draw: LAST_DRAW },
    { baseDelayMs: DAY, maxDelayMs: DAY, step: 5, previousMs: DAY, draw: LAST_DRAW },
    { baseDelayMs: 7, maxDelayMs: DAY, step: 1, previousMs: 5, draw: HALF + 1 },
    // What was drawn under another configuration: more than the cap, less than the base.
    { baseDelayMs: 60_000, maxDelayMs: 90_000, step: 2, previousMs: 500_000, draw: 12_345_678 },
    { baseDelayMs: 60_000, maxDelayMs: 900_000, step: 2, previousMs: 10, draw: 12_345_678 },
    ...random,
  ];
}

function jitterVectors(): Vector[] {
  const jitters: readonly OraclePolicy['jitter'][] = ['none', 'additive', 'full', 'equal', 'decorrelated'];
  return jitters.flatMap((jitter) =>
    jitterCases().map(({ baseDelayMs, maxDelayMs, step, previousMs, draw }) => {
      const input = { jitter, baseDelayMs, backoffPercent: 200, maxDelayMs, step, previousMs, draw };
      return {
        name: `${jitter}: base ${baseDelayMs}, cap ${maxDelayMs}, retry ${step}, last ${previousMs}, draw ${draw}`,
        input,
        expected: drawnMs({ ...DEFAULT_POLICY, ...input }, step, previousMs, draw),
      };
    }),
  );
}

function stochasticVectors(): Vector[] {
  const below = integers(11);
  const delays = [0, 1, 29_999, 30_000, 30_001, 59_999, 60_000, 60_001, 90_000, 600_000, DAY - 1, DAY];
  // 30,000 ms are half a minute: up for the draws below 2^23. 1 ms goes up for draws below 279.62.
  const edges: [number, number][] = [
    [30_000, HALF - 1],
    [30_000, HALF],
    [1, 279],
    [1, 280],
    [59_999, 16_776_936],
    [59_999, 16_776_937],
    [660_001, 279],
  ];
  const pairs = [
    ...delays.flatMap((delay): [number, number][] => [
      [delay, 0],
      [delay, LAST_DRAW],
    ]),
    ...edges,
    ...Array.from({ length: 10 }, (): [number, number] => [below(DAY), below(2 ** 24)]),
  ];
  return pairs.map(([delayMs, draw]) => ({
    name: `${delayMs} ms with draw ${draw}`,
    input: { delayMs, draw },
    expected: roundedMinutes(delayMs, draw),
  }));
}

function coveringVectors(): Vector[] {
  const delays = [
    -1, -60_001, 0, 1, 59_999, 60_000, 60_001, 119_999, 120_000, 120_001, 599_999, 600_000, 600_001,
  ];
  return [...delays, DAY, 999_999_999_000, 253_402_300_799_000].map((delayMs) => ({
    name: `${delayMs} ms`,
    input: { delayMs },
    expected: coveringMinutes(delayMs),
  }));
}

export const DELAYS: readonly VectorFile[] = [
  { name: 'backoff', vectors: backoffVectors() },
  { name: 'jitter', vectors: jitterVectors() },
  { name: 'minutes-stochastic', vectors: stochasticVectors() },
  { name: 'minutes-covering', vectors: coveringVectors() },
];
