/** One mistake in the sample. */
export interface Planted {
  /** The one rule that finds it. */
  readonly rule: string;
  readonly what: string;
  readonly file: string;
  /** Text of the file that is replaced; of no meaning for a file that the sample does not have. */
  readonly from: string;
  readonly to: string;
  /** Part of the message. */
  readonly says: string;
}

/**
 * Mistakes in one file, a line each: `rule | what | from => to | part of the message`. A file that the sample does not have begins
 * as nothing: its `from` is empty.
 */
export function mistakesIn(file: string, lines: string): Planted[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [rule = '', what = '', change = '', says = ''] = line.trim().split(' | ');
      const [from = '', to = ''] = change.split('=>').map((side) => side.trim());
      return { file, rule, what, from, to, says };
    });
}
