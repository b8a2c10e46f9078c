import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visitColumn } from '../../../src/load/csv-column.ts';
import { csvField, fieldText } from '../../../src/model/load/field-text.ts';

const plain = fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', 'é', '𝄞', ';'), maxLength: 6 });
const quotable = fc.oneof(
  plain,
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 6 }),
);

function tables(field: fc.Arbitrary<string>): fc.Arbitrary<string[][]> {
  return fc
    .integer({ min: 1, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(field, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
    );
}

test.each([
  ['no value is quoted', plain],
  ['some values are quoted', quotable],
])('one column of a file has the values that were written, where %s', (_, field) => {
  fc.assert(
    fc.property(
      tables(field),
      fc.nat(3),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, turn, end, ends) => {
        const column = turn % (rows[0]?.length ?? 1);
        const lines = rows.map((row) => row.map((value) => csvField(value, ',')).join(','));
        const bytes = Buffer.from(lines.join(end) + (ends || lines.at(-1) === '' ? end : ''));
        const seen: string[] = [];
        visitColumn(bytes, column, 0x2c, (from, to) => seen.push(fieldText(bytes, from, to)));
        expect(seen).toEqual(rows.map((row) => row[column]));
      },
    ),
    { numRuns: 500 },
  );
});
