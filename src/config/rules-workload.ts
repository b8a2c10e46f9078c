import { requestsOf } from '../model/simulation/expected-requests.ts';
import type { Path, Problem } from './problem.ts';
import { type Item, itemsOf, readable } from './readable.ts';
import { afterHorizon, emptySpan } from './rules-span.ts';
import { arrivalsSection, workloadSection } from './schema-workload.ts';

const HOURS = 24;
/** More than anybody waits for; the simulator refuses as many. */
const MOST_REQUESTS = 10_000_000;

export function workloadProblems(workload: unknown, path: Path, horizonMinutes: number): Problem[] {
  const arrivals = itemsOf(workload, 'arrivals', path);
  return [
    ...nothingSent(workload, path),
    ...tooMuch(workload, path),
    ...itemsOf(workload, 'bursts', path).flatMap((burst) => afterHorizon(burst, 'atMinute', horizonMinutes)),
    ...arrivals.flatMap((stream) => afterHorizon(stream, 'fromMinute', horizonMinutes)),
    ...arrivals.flatMap((stream) => emptySpan(stream, 'The stream')),
    ...arrivals.flatMap(ratesProblems),
  ];
}

function nothingSent(workload: unknown, path: Path): Problem[] {
  const read = readable(workloadSection, workload);
  if (read === null || read.bursts.length + read.arrivals.length > 0 || read.timesFile !== null) return [];
  return [
    {
      path,
      at: 'value',
      message: 'The workload sends nothing.',
      fix: 'Add bursts, arrivals or a timesFile.',
    },
  ];
}

function tooMuch(workload: unknown, path: Path): Problem[] {
  const read = readable(workloadSection, workload);
  if (read === null) return [];
  const requests = requestsOf(read);
  if (requests <= MOST_REQUESTS) return [];
  return [
    {
      path,
      at: 'value',
      message: `The workload sends about ${Math.round(requests)} requests, more than ${MOST_REQUESTS}.`,
      fix: 'Simulate fewer requests or a shorter horizon.',
    },
  ];
}

function ratesProblems({ path, value }: Item): Problem[] {
  const rates = readable(arrivalsSection, value)?.requestsPerHour;
  if (rates === undefined) return [];
  const at = { path: [...path, 'requestsPerHour'], at: 'value' } as const;
  if (rates.length !== 1 && rates.length !== HOURS) {
    return [
      {
        ...at,
        message: `requestsPerHour has ${rates.length} numbers.`,
        fix: 'Write one number for a steady stream, or 24, one for each hour of the day.',
      },
    ];
  }
  if (rates.some((rate) => rate > 0)) return [];
  return [{ ...at, message: 'The stream sends nothing.', fix: 'Write a number over 0.' }];
}
