/** Where a key or a value stands in the file: names of keys, and positions in lists from 0. */
export type Path = readonly (string | number)[];

/** Something wrong at a path; `issues.ts` gives it its line and column. */
export interface Problem {
  readonly path: Path;
  /** What the position should point to. A key or value that is not there: what it would stand in. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly fix: string;
}

/** Of one file: nobody reads more, and finding the place of each costs time. */
export const MOST_PROBLEMS = 100;

/** A path as users read it: `integrations[0].retry.maxRetries`. */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${printable(part)}`)).join('');
  return text === '' ? 'The file' : text.replace(/^\./, '');
}

const LONGEST_SHOWN = 60;

/** Text of the user, in one line of bearable length and without control characters. */
export function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST_SHOWN ? line : `${characters.slice(0, LONGEST_SHOWN - 1).join('')}…`;
}
