import type { Problem } from './problem.ts';
import { entryOf, type Item, readable } from './readable.ts';
import { SPAN } from './schema-span.ts';

/** A minute that lies beyond the end of the simulation. */
export function afterHorizon({ path, value }: Item, name: string, horizonMinutes: number): Problem[] {
  const minute = entryOf(value, name);
  if (typeof minute !== 'number' || minute < horizonMinutes) return [];
  return [
    {
      path: [...path, name],
      at: 'value',
      message: `${name} is ${minute}, but the simulation ends with minute ${horizonMinutes}.`,
      fix: `Write a number under ${horizonMinutes}, or a longer horizonHours.`,
    },
  ];
}

/**
 * A span that ends before it begins.
 *
 * @param what - as it reads at the beginning of a sentence: `The outage`
 */
export function emptySpan({ path, value }: Item, what: string): Problem[] {
  const fromMinute = readable(SPAN.fromMinute, entryOf(value, 'fromMinute') ?? 0);
  const toMinute = readable(SPAN.toMinute, entryOf(value, 'toMinute'));
  if (fromMinute === null || toMinute === null || fromMinute < toMinute) return [];
  return [
    {
      path: [...path, 'toMinute'],
      at: 'value',
      message: `${what} ends in minute ${toMinute}, not after it starts in minute ${fromMinute}.`,
      fix: `Write toMinute: ${fromMinute + 1} or more.`,
    },
  ];
}
