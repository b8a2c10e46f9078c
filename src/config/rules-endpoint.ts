import type { Path, Problem } from './problem.ts';
import { entryOf, type Item, itemsOf, readable } from './readable.ts';
import { latencyProblems } from './rules-latency.ts';
import { afterHorizon, emptySpan } from './rules-span.ts';
import { brownOutSection, errorRatesKey, latencyKey } from './schema-endpoint.ts';

/** What binary fractions that should add up to 1 may be beyond it. */
const SHARE_TOLERANCE = 1e-9;

export function endpointProblems(endpoint: unknown, path: Path, horizonMinutes: number): Problem[] {
  const outages = itemsOf(endpoint, 'outages', path);
  const brownOuts = itemsOf(endpoint, 'brownOuts', path);
  return [
    ...outages.flatMap((outage) => emptySpan(outage, 'The outage')),
    ...brownOuts.flatMap((brownOut) => emptySpan(brownOut, 'The brown-out')),
    ...[...outages, ...brownOuts].flatMap((span) => afterHorizon(span, 'fromMinute', horizonMinutes)),
    ...brownOuts.flatMap(harmless),
    ...latencyProblems(latencyKey, entryOf(endpoint, 'latencyMs'), [...path, 'latencyMs']),
    ...errorRateProblems(endpoint, [...path, 'errorRates']),
  ];
}

function harmless({ path, value }: Item): Problem[] {
  const brownOut = readable(brownOutSection, value);
  if (brownOut === null || brownOut.failureRate > 0 || brownOut.latencyFactor > 1) return [];
  return [
    {
      path,
      at: 'value',
      message: 'The brown-out does nothing: no call fails, and none takes longer.',
      fix: 'Write a failureRate over 0, or a latencyFactor over 1.',
    },
  ];
}

function errorRateProblems(endpoint: unknown, path: Path): Problem[] {
  const rates = readable(errorRatesKey, entryOf(endpoint, 'errorRates'));
  const sum = Object.values(rates ?? {}).reduce((total, rate) => total + rate, 0);
  if (sum <= 1 + SHARE_TOLERANCE) return [];
  return [
    {
      path,
      at: 'value',
      message: `The shares of errorRates add up to ${Number(sum.toFixed(6))}, which is more than all calls.`,
      fix: 'Write shares that add up to 1 at most; 0.01 is one call in a hundred.',
    },
  ];
}
