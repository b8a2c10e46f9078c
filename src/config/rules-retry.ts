import { percentOf } from './policy-of.ts';
import { type Path, type Problem, printable } from './problem.ts';
import { entryOf, type Item, itemsOf, readableKeys, repeated } from './readable.ts';
import { retrySection } from './schema-retry.ts';
import type { RetrySettings } from './types.ts';

/** Multipliers become integer percent; what the binary fraction adds to two decimals is far below this. */
const PERCENT_TOLERANCE = 1e-6;

/** Rules between the keys of `retry:`. */
export function retryProblems(integration: Item): Problem[] {
  const path = [...integration.path, 'retry'];
  const raw = entryOf(integration.value, 'retry');
  const retry = readableKeys(retrySection, raw);
  return [
    ...baseOverCap(retry, raw, path),
    ...tooManyImmediate(retry, raw, path),
    ...finerThanPercent(retry, path),
    ...unauthorized(retry, path),
    ...repeatedItems(raw, 'retryableStatusCodes', path),
    ...repeatedItems(raw, 'alreadyProcessedStatusCodes', path),
  ];
}

function byDefault(raw: unknown, name: string): string {
  return entryOf(raw, name) === undefined ? ' by default' : '';
}

function baseOverCap(retry: Partial<RetrySettings>, raw: unknown, path: Path): Problem[] {
  const { baseDelaySeconds: base, maxDelaySeconds: cap } = retry;
  if (base === undefined || cap === undefined || base <= cap) return [];
  const baseGiven = entryOf(raw, 'baseDelaySeconds') !== undefined;
  return [
    {
      path: [...path, baseGiven ? 'baseDelaySeconds' : 'maxDelaySeconds'],
      at: 'value',
      message: `baseDelaySeconds is ${base}${byDefault(raw, 'baseDelaySeconds')}, which is more than maxDelaySeconds, ${cap}${byDefault(raw, 'maxDelaySeconds')}.`,
      fix: `Write baseDelaySeconds: ${cap} or less, or maxDelaySeconds: ${base} or more.`,
    },
  ];
}

function tooManyImmediate(retry: Partial<RetrySettings>, raw: unknown, path: Path): Problem[] {
  const { immediateRetries, maxRetries } = retry;
  if (immediateRetries === undefined || maxRetries === undefined || immediateRetries <= maxRetries) return [];
  return [
    {
      path: [...path, 'immediateRetries'],
      at: 'value',
      message: `immediateRetries is ${immediateRetries}, which is more than maxRetries, ${maxRetries}${byDefault(raw, 'maxRetries')}.`,
      fix: `Write immediateRetries: ${maxRetries} or less, or maxRetries: ${immediateRetries} or more.`,
    },
  ];
}

function finerThanPercent({ backoffMultiplier = 1 }: Partial<RetrySettings>, path: Path): Problem[] {
  const percent = percentOf(backoffMultiplier);
  if (Math.abs(backoffMultiplier * 100 - percent) <= PERCENT_TOLERANCE) return [];
  return [
    {
      path: [...path, 'backoffMultiplier'],
      at: 'value',
      message: `backoffMultiplier is ${backoffMultiplier}, which has more than two decimals.`,
      fix: `Write ${percent / 100}.`,
    },
  ];
}

function unauthorized({ retryableStatusCodes = [] }: Partial<RetrySettings>, path: Path): Problem[] {
  const index = retryableStatusCodes.indexOf(401);
  if (index === -1) return [];
  return [
    {
      path: [...path, 'retryableStatusCodes', index],
      at: 'value',
      message:
        'retryableStatusCodes has 401, which is never retried: a named credential refreshes its token by itself.',
      fix: 'Remove 401.',
    },
  ];
}

/** Values that a list holds twice. */
export function repeatedItems(section: unknown, name: string, path: Path): Problem[] {
  return repeated(itemsOf(section, name, path), ({ value }) => value).map(({ item }) => ({
    path: item.path,
    at: 'value',
    message: `${name} has ${printable(String(item.value))} twice.`,
    fix: 'Remove one of them.',
  }));
}
