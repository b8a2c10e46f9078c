import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { PlatformObject } from '../platform-object.ts';

/**
 * A Java pattern as JavaScript's. The two agree on what the kit uses; possessive quantifiers, `\Q..\E`, embedded flags
 * but `(?i)` at the start, and POSIX classes are refused.
 */
export function apexPattern(source: string, flags: string): RegExp {
  const ignoreCase = source.startsWith('(?i)');
  const body = ignoreCase ? source.slice(4) : source;
  if (/\\Q|\\p\{(Alpha|Digit|Alnum|Punct|Space)|[*+?}]\+|\(\?[a-z]+\)/.test(body)) {
    throw new Fault('StringException', `Pattern is not supported by this runtime: ${source}`);
  }
  try {
    return new RegExp(body, `${flags}${ignoreCase ? 'i' : ''}`);
  } catch {
    throw new Fault('StringException', `Invalid regex: ${source}`);
  }
}

/** Java's String.split: trailing empty parts are dropped where the limit is 0. */
export function splitByPattern(text: string, pattern: string, limit: number): readonly string[] {
  const regexp = apexPattern(pattern, 'g');
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(regexp)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    if (match[0] === '' && match.index >= text.length) break;
    parts.push(text.slice(from, match.index));
    from = end;
  }
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

class ApexPattern extends PlatformObject {
  readonly apexName = 'Pattern';
  readonly source: string;
  constructor(source: string) {
    super();
    this.source = source;
  }
}

class Matcher extends PlatformObject {
  readonly apexName = 'Matcher';
  readonly source: string;
  readonly text: string;
  found: RegExpExecArray | null = null;
  next = 0;

  constructor(source: string, text: string) {
    super();
    this.source = source;
    this.text = text;
  }

  matches(): boolean {
    this.found = apexPattern(`^(?:${this.source})$`, '').exec(this.text);
    return this.found !== null;
  }

  find(): boolean {
    const regexp = apexPattern(this.source, 'g');
    regexp.lastIndex = this.next;
    this.found = regexp.exec(this.text);
    if (this.found) this.next = regexp.lastIndex + (this.found[0] === '' ? 1 : 0);
    return this.found !== null;
  }

  match(): RegExpExecArray {
    if (!this.found) throw new Fault('StringException', 'No match found');
    return this.found;
  }
}

/** Pattern and Matcher. */
export function patternTypes(): readonly PlatformType[] {
  return [
    {
      name: 'Matcher',
      kind: 'class',
      members: {
        'Boolean matches()': (matcher: Matcher) => matcher.matches(),
        'Boolean find()': (matcher: Matcher) => matcher.find(),
        'String group()': (matcher: Matcher) => matcher.match()[0],
        'String group(Integer)': (matcher: Matcher, index: number) => {
          const match = matcher.match();
          if (index < 0 || index >= match.length) throw new Fault('ListException', `No group ${index}`);
          return match[index] ?? null;
        },
        'Integer groupCount()': (matcher: Matcher) =>
          (new RegExp(`${matcher.source}|`).exec('')?.length ?? 1) - 1,
        'Integer start()': (matcher: Matcher) => matcher.match().index,
        'Integer end()': (matcher: Matcher) => matcher.match().index + matcher.match()[0].length,
      },
    },
    {
      name: 'Pattern',
      kind: 'class',
      members: {
        'static Pattern compile(String)': (source: string) => {
          apexPattern(notNull(source), '');
          return new ApexPattern(source);
        },
        'static Boolean matches(String, String)': (source: string, text: string) =>
          new Matcher(source, text).matches(),
        'static String quote(String)': (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
        'Matcher matcher(String)': (pattern: ApexPattern, text: string) =>
          new Matcher(pattern.source, notNull(text)),
        'String pattern()': (pattern: ApexPattern) => pattern.source,
      },
    },
  ];
}
