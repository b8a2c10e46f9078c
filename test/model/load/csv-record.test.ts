import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvRecord, MAX_FIELDS, scanRecord } from '../../../src/model/load/csv-record.ts';
import { csvField, fieldText } from '../../../src/model/load/field-text.ts';

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', 'é', '#N/A'), maxLength: 8 }),
);
const rows = fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const COMMA = ','.charCodeAt(0);

/** All records of a text that is given to the scanner with only `visible` bytes of each record in sight at first. */
function scanAll(bytes: Buffer, visible: number): string[][] {
  const record = new CsvRecord();
  const found: string[][] = [];
  for (let start = 0; start < bytes.length; start = record.next) {
    let end = Math.min(bytes.length, start + visible);
    let scan = scanRecord(bytes, start, end, end === bytes.length, COMMA, record);
    while (scan === 'incomplete' && end < bytes.length) {
      end = Math.min(bytes.length, end + 1);
      scan = scanRecord(bytes, start, end, end === bytes.length, COMMA, record);
    }
    if (scan !== 'record') throw new Error(scan);
    found.push(
      Array.from({ length: record.fields }, (_, i) =>
        fieldText(bytes, record.starts[i] as number, record.ends[i] as number),
      ),
    );
  }
  return found;
}

describe('the record scanner', () => {
  test('finds the values that were written, wherever its window ends', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.nat(40),
        (table, lineEnd, ended, visible) => {
          const text = table.map((row) => row.map((cell) => csvField(cell, ',')).join(',')).join(lineEnd);
          expect(scanAll(Buffer.from(text + (ended ? lineEnd : '')), visible)).toEqual(table);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('counts the line feeds within quotes, for the line numbers of later rows', () => {
    const bytes = Buffer.from('"a\nb","c\n"\nx,y\n');
    const record = new CsvRecord();
    expect(scanRecord(bytes, 0, bytes.length, true, COMMA, record)).toBe('record');
    expect(record).toMatchObject({ innerLines: 2, fields: 2, terminator: 'LF', longest: 5 });
  });

  test.each([
    ['a,"b', 'incomplete'],
    ['a,b"c\n', 'stray-quote'],
    ['"a"b,c\n', 'stray-quote'],
    ['a\rb\n', 'lone-cr'],
    ['a\r', 'lone-cr'],
    [`${','.repeat(MAX_FIELDS)}\n`, 'too-many-fields'],
  ])('calls %j %s', (text, verdict) => {
    const bytes = Buffer.from(text);
    expect(scanRecord(bytes, 0, bytes.length, true, COMMA, new CsvRecord())).toBe(verdict);
  });

  test('takes 5,000 fields', () => {
    const bytes = Buffer.from(','.repeat(MAX_FIELDS - 1));
    const record = new CsvRecord();
    expect(scanRecord(bytes, 0, bytes.length, true, COMMA, record)).toBe('record');
    expect(record.fields).toBe(MAX_FIELDS);
  });
});
