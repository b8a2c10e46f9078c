/** Column delimiters of the Bulk API 2.0, by the name that a job takes ("Create a Job"). */
export const DELIMITERS = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
} as const;
export type DelimiterName = keyof typeof DELIMITERS;
export const DELIMITER_NAMES = Object.keys(DELIMITERS) as readonly DelimiterName[];

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEnding = keyof typeof LINE_ENDINGS;

/** How the fields and lines of a file are parted. */
export interface Dialect {
  readonly delimiter: DelimiterName;
  readonly lineEnding: LineEnding;
}

const QUOTE = 0x22;
const LF = 0x0a;

/** The delimiter that stands most often outside quotes in the first line; COMMA if none does (a file of one column). */
export function detectDelimiter(bytes: Uint8Array, from: number, end: number): DelimiterName {
  const counts = new Map<number, number>();
  let quoted = false;
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (byte === LF) break;
    counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  const count = (name: DelimiterName) => counts.get(DELIMITERS[name].charCodeAt(0)) ?? 0;
  return DELIMITER_NAMES.reduce((best, name) => (count(name) > count(best) ? name : best), 'COMMA');
}
