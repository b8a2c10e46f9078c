/** What a piece of text is, which decides its colour; without colours it reads the same. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** The terminal, as far as text depends on it. */
export interface Layout {
  /** Columns. */
  readonly width: number;
  /** Gives a text its colour; the identity where there are none. */
  readonly paint: (style: Style, text: string) => string;
}

const NARROWEST = 80;
const WIDEST = 120;

/** Columns to fill: lines that are too long are as hard to read as too short ones. */
export function columns({ width }: Layout): number {
  return Math.min(WIDEST, Math.max(NARROWEST, width));
}

/** Breaks a text between words; the lines after the first are indented by `indent`. */
export function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
