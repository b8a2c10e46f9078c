import type * as z from 'zod/mini';
import { kindNoun, writeExpected, written } from './expected-text.ts';
import type { Key } from './key.ts';
import { homeOf, keyAt, keysIn } from './key-tree.ts';
import { nearest } from './nearest.ts';
import { MOST_PROBLEMS, type Path, type Problem, pathText, printable } from './problem.ts';

type ZodIssue = z.core.$ZodIssue;
/** A value as it was written; null where nothing was. */
type Shown = (path: Path) => string | null;

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}

/** What the schema found, in the words of the file: one problem for each value, and one for each unknown or missing key. */
export function structureProblems(issues: readonly ZodIssue[], data: unknown, shown: Shown): Problem[] {
  const problems = new Map<string, Problem>();
  const meant = new Set<string>();
  for (const { path, name } of unknownKeys(issues).slice(0, MOST_PROBLEMS)) {
    const known = knownKeys(path, data);
    const near = nearest(name, known);
    if (near !== null) meant.add(pathText([...path, near]));
    problems.set(pathText([...path, name]), unknownKey(path, name, known, near));
  }
  for (const issue of issues.slice(0, MOST_PROBLEMS)) {
    const path = issue.path as Path;
    const at = pathText(path);
    // A key that is missing because it was misspelt has had its say.
    if (issue.code === 'unrecognized_keys' || problems.has(at) || meant.has(at)) continue;
    problems.set(at, valueProblem(issue, path, valueAt(data, path), shown(path)));
  }
  return [...problems.values()];
}

function unknownKeys(issues: readonly ZodIssue[]): { path: Path; name: string }[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((name) => ({ path: issue.path as Path, name })) : [],
  );
}

function knownKeys(path: Path, data: unknown): string[] {
  const section = keyAt(path);
  if (section === null) return [];
  return [...(section.names?.choices ?? Object.keys(keysIn(section, valueAt(data, path))))];
}

function unknownKey(path: Path, name: string, known: readonly string[], near: string | null): Problem {
  const home = homeOf(name);
  const variant = variantWith(name, keyAt(path));
  const list = `The keys that can stand here: ${known.join(', ')}.`;
  const fix = () => {
    if (name === '<<')
      return 'Merge keys are not read: write the keys out, or share a whole section with an alias.';
    if (variant !== null) return `Remove it, or write ${variant}.`;
    if (near !== null) return `Write ${near}.`;
    return home === null ? `Remove it. ${list}` : `Move it to ${home}, or remove it. ${list}`;
  };
  return {
    path: [...path, name],
    at: 'key',
    message: `${pathText(path)} has no key "${printable(name)}".`,
    fix: fix(),
  };
}

/** `distribution: uniform`, for a key that another kind of the section has. */
function variantWith(name: string, section: Key | null): string | null {
  const variants = section?.variants;
  const owner = Object.entries(variants?.sections ?? {}).find(([, keys]) => Object.hasOwn(keys, name));
  return variants && owner ? `${variants.discriminator}: ${owner[0]}` : null;
}

function valueProblem(issue: ZodIssue, path: Path, value: unknown, shown: string | null): Problem {
  const key = keyAt(path);
  const name = pathText(path);
  const problem = (message: string, fix: string, at: Problem['at'] = 'value'): Problem => ({
    path,
    at,
    message,
    fix,
  });
  if (path.length === 0) return wholeFile(value, shown, problem);
  if (key === null) return problem(`${name} cannot stand here.`, 'Remove it.', 'key');
  if (issue.code === 'invalid_key') return mapKey(path, parentOf(path));
  if (value === undefined) return missing(path, key);
  if (value === null && shown === null) return problem(`${name} has no value.`, writeExpected(key), 'key');
  const is = `${name} is ${shown ?? written(value)}`;
  return problem(`${is}, ${complaint(issue, key, value)}.`, hint(key, value) ?? writeExpected(key));
}

function wholeFile(
  value: unknown,
  shown: string | null,
  problem: (message: string, fix: string) => Problem,
): Problem {
  const message =
    value === null ? 'The file is empty.' : `The file holds ${shown}, which is not a section of keys.`;
  return problem(
    message,
    'Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
  );
}

function parentOf(path: Path): Key | null {
  return keyAt(path.slice(0, -1));
}

function mapKey(path: Path, map: Key | null): Problem {
  const expected = map?.names?.expected ?? 'another key';
  const message = `${pathText(path.slice(0, -1))} has a key "${printable(String(path.at(-1)))}", which is not ${expected}.`;
  return { path, at: 'key', message, fix: `Write ${expected} before the colon.` };
}

function missing(path: Path, key: Key): Problem {
  const example = key.example === null ? '' : `, such as ${written(key.example)}`;
  return {
    path,
    at: 'value',
    message: `${pathText(path.slice(0, -1))} has no ${path.at(-1)}, which is required.`,
    fix: `Add ${path.at(-1)}: ${key.expected}${example}.`,
  };
}

/** What is wrong with a value, as it reads after "retry.maxRetries is 500, ". */
function complaint(issue: ZodIssue, key: Key, value: unknown): string {
  const tooMuch = issue.code === 'too_big';
  if (!tooMuch && issue.code !== 'too_small') return `which is not ${wrongKind(issue, key)}`;
  const limit = tooMuch ? issue.maximum : issue.minimum;
  if (typeof value === 'string') return `which has ${value.length} characters, more than ${limit}`;
  if (Array.isArray(value))
    return `which has ${value.length} items, ${tooMuch ? 'more' : 'fewer'} than ${limit}`;
  return `which is ${tooMuch ? 'more' : 'less'} than ${limit}`;
}

function wrongKind(issue: ZodIssue, key: Key): string {
  return issue.code === 'invalid_format' ? 'allowed here' : kindNoun(key);
}

const YES = /^(?:yes|on|true|y)$/i;
const NO = /^(?:no|off|false|n)$/i;

/** What was probably meant; null where nobody knows. */
function hint(key: Key, value: unknown): string | null {
  if (key.kind === 'list') return listHint(key, value);
  return typeof value === 'string' ? textHint(key, value) : null;
}

/** One item was written where a list of them belongs. */
function listHint({ items }: Key, value: unknown): string | null {
  if (Array.isArray(value) || items === null) return null;
  if (items.kind === 'section') {
    return typeof value === 'object' ? 'Write "- " before the first key of each item.' : null;
  }
  return items.schema.safeParse(value).success ? `Write [${written(value)}].` : null;
}

/** A text was written where a boolean, a number or one of a few words belongs. */
function textHint(key: Key, value: string): string | null {
  if (key.kind === 'flag') return YES.test(value) ? 'Write true.' : NO.test(value) ? 'Write false.' : null;
  if (key.range && value.trim() !== '' && key.schema.safeParse(Number(value)).success) {
    return `Write ${Number(value)}, without quotes.`;
  }
  const near = key.kind === 'choice' ? nearest(value, key.choices) : null;
  return near === null ? null : `Write ${near}.`;
}
