import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Type } from '../../compiler/types/type.ts';
import { ApexList, ApexSet } from '../../values/collections.ts';
import { compare, id } from '../../values/convert.ts';
import type { Datetime } from '../../values/dates.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { textOf } from '../../values/text.ts';
import type { Runtime } from '../runtime.ts';
import { apexPattern, splitByPattern } from './patterns.ts';

function checkRange(text: string, from: number, to: number): void {
  if (from < 0 || to > text.length || from > to) {
    throw new Fault('StringException', `Starting position out of bounds: ${from}`);
  }
}

function pad(text: string, length: number, left: boolean, filler = ' '): string {
  return left ? text.padStart(length, filler) : text.padEnd(length, filler);
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/** Java's String.hashCode. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

function replaceAll(text: string, pattern: string, replacement: string): string {
  return text.replace(apexPattern(pattern, 'g'), replacement.replace(/\$(?!\d)/g, '$$$$'));
}

function abbreviate(text: string, width: number): string {
  if (width < 4) throw new Fault('IllegalArgumentException', 'Minimum abbreviation width is 4');
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}

/** `{0}` and the like, as java.text.MessageFormat has them. */
function format(pattern: string, args: ApexList): string {
  return pattern
    .replaceAll("''", '\u0001')
    .replace(/\{(\d+)\}/g, (whole, index: string) => {
      const value = args.items[Number(index)];
      return value === undefined ? whole : textOf(value);
    })
    .replaceAll('\u0001', "'");
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joined(items: ApexList | ApexSet, separator: string): string {
  const values = notNull(items) instanceof ApexSet ? (items as ApexSet).values() : (items as ApexList).items;
  return values.map(textOf).join(notNull(separator));
}

const staticMethods: PlatformType['members'] = {
  'static String valueOf(Object)': (value: unknown) => (value === null ? null : textOf(value)),
  'static String valueOfGmt(Datetime)': (value: Datetime) => value.toString(),
  'static Boolean isBlank(String)': isBlank,
  'static Boolean isNotBlank(String)': (text: string | null) => !isBlank(text),
  'static Boolean isEmpty(String)': (text: string | null) => text === null || text === '',
  'static Boolean isNotEmpty(String)': (text: string | null) => text !== null && text !== '',
  'static String join(List<Object>, String)': joined,
  'static String join(Set<String>, String)': joined,
  'static String join(Set<Id>, String)': joined,
  'static String join(Set<Integer>, String)': joined,
  'static String format(String, List<Object>)': format,
  'static String escapeSingleQuotes(String)': (text: string) => text.replaceAll("'", "\\'"),
};

const plainMethods: PlatformType['members'] = {
  'Integer length()': (text: string) => text.length,
  'String toLowerCase()': (text: string) => text.toLowerCase(),
  'String toUpperCase()': (text: string) => text.toUpperCase(),
  // Java's trim: everything up to the blank.
  'String trim()': (text: string) => text.replace(/^[\0- ]+|[\0- ]+$/g, ''),
  'String toString()': (text: string) => text,
  'Boolean equals(Object)': (text: string, other: unknown) => text === other,
  'Boolean equalsIgnoreCase(String)': (text: string, other: string | null) =>
    other !== null && text.toLowerCase() === other.toLowerCase(),
  'Integer compareTo(String)': (text: string, other: string) => compare(text, notNull(other)),
  'Integer hashCode()': hashOf,
  'Boolean contains(String)': (text: string, part: string) => text.includes(notNull(part)),
  'Boolean containsIgnoreCase(String)': (text: string, part: string) =>
    text.toLowerCase().includes(notNull(part).toLowerCase()),
  'Boolean containsAny(String)': (text: string, chars: string) =>
    [...chars].some((char) => text.includes(char)),
  'Boolean containsOnly(String)': (text: string, chars: string) =>
    [...text].every((char) => chars.includes(char)),
  'Boolean containsNone(String)': (text: string, chars: string) =>
    [...chars].every((char) => !text.includes(char)),
  'Boolean containsWhitespace()': (text: string) => /\s/.test(text),
  'Boolean startsWith(String)': (text: string, part: string) => text.startsWith(notNull(part)),
  'Boolean startsWithIgnoreCase(String)': (text: string, part: string) =>
    text.toLowerCase().startsWith(notNull(part).toLowerCase()),
  'Boolean endsWith(String)': (text: string, part: string) => text.endsWith(notNull(part)),
  'Boolean endsWithIgnoreCase(String)': (text: string, part: string) =>
    text.toLowerCase().endsWith(notNull(part).toLowerCase()),
  'Integer indexOf(String)': (text: string, part: string) => text.indexOf(notNull(part)),
  'Integer indexOf(String, Integer)': (text: string, part: string, from: number) =>
    text.indexOf(notNull(part), from),
  'Integer indexOfIgnoreCase(String)': (text: string, part: string) =>
    text.toLowerCase().indexOf(notNull(part).toLowerCase()),
  'Integer lastIndexOf(String)': (text: string, part: string) => text.lastIndexOf(notNull(part)),
  'Integer charAt(Integer)': (text: string, index: number) => {
    checkRange(text, index, index + 1);
    return text.charCodeAt(index);
  },
  'String substring(Integer)': (text: string, from: number) => {
    checkRange(text, from, text.length);
    return text.slice(from);
  },
  'String substring(Integer, Integer)': (text: string, from: number, to: number) => {
    checkRange(text, from, to);
    return text.slice(from, to);
  },
  'String substringBefore(String)': (text: string, part: string) =>
    text.includes(part) ? text.slice(0, text.indexOf(part)) : text,
  'String substringAfter(String)': (text: string, part: string) =>
    text.includes(part) ? text.slice(text.indexOf(part) + part.length) : '',
  'String substringBeforeLast(String)': (text: string, part: string) =>
    text.includes(part) ? text.slice(0, text.lastIndexOf(part)) : text,
  'String substringAfterLast(String)': (text: string, part: string) =>
    text.includes(part) ? text.slice(text.lastIndexOf(part) + part.length) : '',
  'String left(Integer)': (text: string, count: number) => text.slice(0, Math.max(count, 0)),
  'String right(Integer)': (text: string, count: number) => (count <= 0 ? '' : text.slice(-count)),
  'String mid(Integer, Integer)': (text: string, from: number, count: number) =>
    text.slice(Math.max(from, 0), Math.max(from, 0) + Math.max(count, 0)),
  'String repeat(Integer)': (text: string, count: number) => text.repeat(Math.max(count, 0)),
  'String reverse()': (text: string) => [...text].reverse().join(''),
  'String leftPad(Integer)': (text: string, length: number) => pad(text, length, true),
  'String leftPad(Integer, String)': (text: string, length: number, filler: string) =>
    pad(text, length, true, filler),
  'String rightPad(Integer)': (text: string, length: number) => pad(text, length, false),
  'String rightPad(Integer, String)': (text: string, length: number, filler: string) =>
    pad(text, length, false, filler),
  'String abbreviate(Integer)': abbreviate,
  'String capitalize()': capitalize,
  'String uncapitalize()': (text: string) => text.charAt(0).toLowerCase() + text.slice(1),
  'String deleteWhitespace()': (text: string) => text.replace(/\s/g, ''),
  'String normalizeSpace()': (text: string) => text.trim().replace(/\s+/g, ' '),
  'String remove(String)': (text: string, part: string) => text.replaceAll(part, ''),
  'String removeStart(String)': (text: string, part: string) =>
    text.startsWith(part) ? text.slice(part.length) : text,
  'String removeEnd(String)': (text: string, part: string) =>
    text.endsWith(part) ? text.slice(0, text.length - part.length) : text,
  'String replace(String, String)': (text: string, part: string, by: string) =>
    text.replaceAll(part, () => by),
  'String replaceAll(String, String)': replaceAll,
  'String replaceFirst(String, String)': (text: string, pattern: string, by: string) =>
    text.replace(apexPattern(pattern, ''), by),
  'Integer countMatches(String)': (text: string, part: string) =>
    part === '' ? 0 : text.split(part).length - 1,
  'Boolean isNumeric()': (text: string) => /^\d+$/.test(text),
  'Boolean isAlpha()': (text: string) => /^\p{L}+$/u.test(text),
  'Boolean isAlphanumeric()': (text: string) => /^[\p{L}\p{Nd}]+$/u.test(text),
  'Boolean isAllLowerCase()': (text: string) => /^\p{Ll}+$/u.test(text),
  'Boolean isAllUpperCase()': (text: string) => /^\p{Lu}+$/u.test(text),
  'Boolean isWhitespace()': (text: string) => /^\s*$/.test(text),
  'Boolean isAsciiPrintable()': (text: string) => /^[ -~]*$/.test(text),
  'String escapeHtml4()': (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
};

/** String, and Id, which is a String that names a record. */
export function stringTypes(rt: Runtime): readonly PlatformType[] {
  const strings = (items: readonly unknown[]): ApexList => {
    const type: Type = rt.universe.platform('List', rt.universe.platform('String'));
    return new ApexList(type, [...items]);
  };
  const listMethods: PlatformType['members'] = {
    'List<String> split(String)': (text: string, pattern: string) =>
      strings(splitByPattern(text, pattern, 0)),
    'List<String> split(String, Integer)': (text: string, pattern: string, limit: number) =>
      strings(splitByPattern(text, pattern, limit)),
    'List<Integer> getChars()': (text: string) =>
      new ApexList(
        rt.universe.platform('List', rt.universe.platform('Integer')),
        [...Array(text.length).keys()].map((i) => text.charCodeAt(i)),
      ),
    'static String fromCharArray(List<Integer>)': (codes: ApexList) =>
      String.fromCharCode(...(codes.items as number[])),
  };
  return [
    { name: 'String', kind: 'primitive', members: { ...staticMethods, ...plainMethods, ...listMethods } },
    {
      name: 'Id',
      kind: 'primitive',
      members: {
        'static Id valueOf(String)': (text: string) => id(notNull(text)),
        'String toString()': (value: string) => value,
        'Boolean equals(Object)': (value: string, other: unknown) => value === other,
        'String to15()': (value: string) => value.slice(0, 15),
        'SObjectType getSObjectType()': (value: string) => {
          const object = rt.org.schema.objects.find((each) => each.keyPrefix === value.slice(0, 3));
          if (!object) throw new Fault('SObjectException', `Cannot determine sObject type of ${value}`);
          return rt.tokens.type(object.name);
        },
      },
    },
  ];
}

/** Boolean and Blob. */
export function simpleTypes(): readonly PlatformType[] {
  return [
    {
      name: 'Boolean',
      kind: 'primitive',
      members: {
        'static Boolean valueOf(String)': (text: string) => notNull(text).toLowerCase() === 'true',
        'static Boolean valueOf(Object)': (value: unknown) =>
          typeof value === 'boolean' ? value : String(notNull(value)).toLowerCase() === 'true',
      },
    },
  ];
}
