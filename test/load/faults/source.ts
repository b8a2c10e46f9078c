import type { ExpectedRows } from '../double/account.ts';

/** A source file as its values; the CSV is written from them, so that what must arrive is known without reading it. */
export interface Source {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface CsvStyle {
  readonly delimiter: string;
  readonly lineEnding: '\n' | '\r\n';
  readonly bom: boolean;
  /** Whether a value that needs no quotes gets them. */
  readonly quotes: (row: number, column: number) => boolean;
  readonly endOfLastLine: boolean;
}

export const PLAIN: CsvStyle = {
  delimiter: ',',
  lineEnding: '\n',
  bom: false,
  quotes: () => false,
  endOfLastLine: true,
};

function field(value: string, style: CsvStyle, forced: boolean): string {
  const needed = [style.delimiter, '"', '\n', '\r'].some((mark) => value.includes(mark));
  return needed || forced ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One row as it stands in the file, without its line ending. */
export function csvRow(row: readonly string[], style: CsvStyle, number: number): string {
  return row.map((value, column) => field(value, style, style.quotes(number, column))).join(style.delimiter);
}

export function csvFile({ columns, rows }: Source, style: CsvStyle = PLAIN): Buffer {
  const lines = [columns, ...rows].map((row, index) => csvRow(row, style, index - 1));
  const text = lines.join(style.lineEnding) + (style.endOfLastLine ? style.lineEnding : '');
  return Buffer.from((style.bom ? '\ufeff' : '') + text);
}

/** On which line of the file each row begins, from 1: line feeds inside quotes count, as they do in an editor. */
export function rowLines({ columns, rows }: Source, style: CsvStyle): number[] {
  let line = 2 + csvRow(columns, style, -1).split('\n').length - 1;
  return rows.map((row, index) => {
    const begins = line;
    line += csvRow(row, style, index).split('\n').length;
    return begins;
  });
}

/** What the org must hold afterwards, by key (the first column): an empty field sets nothing, `#N/A` sets null. */
export function expectedRows({ columns, rows }: Source): ExpectedRows {
  return new Map(
    rows.map((row) => {
      const set = row.flatMap((value, index): [string, string | null][] =>
        value === '' ? [] : [[columns[index] ?? '', value === '#N/A' ? null : value]],
      );
      return [row[0] ?? '', new Map(set)];
    }),
  );
}

/** Rows that differ in every value, some of them awkward. */
export function sampleSource(count: number): Source {
  return {
    columns: ['Ext__c', 'Name', 'City__c'],
    rows: Array.from({ length: count }, (_, row) => [
      `K${String(row).padStart(5, '0')}`,
      row % 7 === 0 ? `"${row}", quoted` : `Name ${row}`,
      row % 5 === 0 ? `two\nlines ${row}` : 'Zürich',
    ]),
  };
}
