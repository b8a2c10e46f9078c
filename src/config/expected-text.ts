import { stringify } from 'yaml';
import type { Key } from './key.ts';

const KIND_NOUNS: Readonly<Record<Key['kind'], string>> = {
  integer: 'a whole number',
  decimal: 'a number',
  flag: 'true or false',
  choice: 'one of its values',
  text: 'a text',
  list: 'a list',
  map: 'a section of keys',
  section: 'a section of keys',
  other: 'one of its values',
};

export function kindNoun(key: Key): string {
  return KIND_NOUNS[key.kind];
}

/** A value as one writes it in the file, on one line. */
export function written(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** `Write a whole number from 0 to 100 (retries), or leave it out for 6.` */
export function writeExpected(key: Key): string {
  return `Write ${key.expected}${orLeaveOut(key)}.`;
}

function orLeaveOut({ fallback, kind }: Key): string {
  if (fallback === undefined) return '';
  return fallback === null || kind === 'section' || kind === 'map'
    ? ', or leave it out'
    : `, or leave it out for ${written(fallback)}`;
}
