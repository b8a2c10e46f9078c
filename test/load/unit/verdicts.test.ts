import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visitRecords } from '../../../src/load/csv-file.ts';
import type { ResultList } from '../../../src/load/ports.ts';
import { ListVerdicts, Verdicts } from '../../../src/load/verdicts.ts';
import { KeyIndex } from '../../../src/model/load/key-index.ts';

const ROWS = 6;
const LISTS = ['successfulResults', 'failedResults', 'unprocessedrecords'] as const;

function keys(): KeyIndex {
  const index = new KeyIndex('exact', ROWS);
  for (let row = 0; row < ROWS; row++) index.add(Buffer.from(`k${row}`), 0, 2);
  return index;
}

/** A list of results as the API writes it; row 9 is no row of the piece. */
function listText(list: ResultList, rows: readonly number[]): string {
  const lines = rows.map((row) => {
    if (list === 'successfulResults') return `"001","${row % 2 === 0}","k${row}"`;
    return list === 'failedResults' ? `"","error ${row}","k${row}"` : `k${row}`;
  });
  const header = {
    successfulResults: '"sf__Id","sf__Created","Ext__c"',
    failedResults: '"sf__Id","sf__Error","Ext__c"',
    unprocessedrecords: 'Ext__c',
  }[list];
  return [header, ...lines, ''].join('\n');
}

function verdictsOf(lists: readonly (readonly number[])[]): Verdicts {
  const index = keys();
  const read = lists.map((rows, i) => {
    const list = LISTS[i] ?? 'successfulResults';
    const verdicts = new ListVerdicts(list, 'ext__c', index);
    visitRecords(Buffer.from(listText(list, rows)), 1, 0x2c, verdicts);
    return verdicts;
  });
  return new Verdicts(ROWS, read);
}

/** Lists are read in order: the first one that names a row decides. */
function wantedVerdict(row: number, lists: readonly (readonly number[])[]) {
  const verdicts = [row % 2 === 0 ? 'created' : 'updated', 'failed', 'unprocessed'] as const;
  return verdicts[lists.findIndex((list) => list.includes(row))] ?? null;
}

const rows = fc.array(fc.oneof(fc.nat(ROWS - 1), fc.constant(9)), { maxLength: 8 });

describe('the verdicts on a piece', () => {
  test('are whole if and only if each row stands in exactly one list, once, and nothing else does', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(rows, rows, rows),
          fc
            .tuple(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), fc.nat(6), fc.nat(6))
            .map(([all, a, b]) => {
              const [from, to] = [Math.min(a, b), Math.max(a, b)];
              return [all.slice(0, from), all.slice(from, to), all.slice(to)];
            }),
        ),
        (lists) => {
          const verdicts = verdictsOf(lists);
          const said = lists.flat();
          const once = said.length === ROWS && new Set(said).size === ROWS && !said.includes(9);
          expect(verdicts.whole).toBe(once);
          for (let row = 0; row < ROWS; row++) {
            const wanted = wantedVerdict(row, lists);
            expect(verdicts.of(row)).toBe(wanted);
            if (wanted === 'failed') expect(verdicts.errors.get(row)).toBe(`error ${row}`);
          }
        },
      ),
    );
  });

  test('are not whole where a list breaks off, though every row was named before', () => {
    const list = new ListVerdicts('successfulResults', 'Ext__c', keys());
    visitRecords(Buffer.from(listText('successfulResults', [0, 1, 2, 3, 4, 5])), 1, 0x2c, list);
    expect(new Verdicts(ROWS, [list]).whole).toBe(true);
    list.breaksOff();
    expect(new Verdicts(ROWS, [list]).whole).toBe(false);
  });

  test('take no row whose record has too few fields', () => {
    const list = new ListVerdicts('successfulResults', 'Ext__c', keys());
    visitRecords(Buffer.from('sf__Id,sf__Created,Ext__c,Name\n001,true,k0\n'), 1, 0x2c, list);
    expect(list.foreign).toBe(1);
    expect(new Verdicts(ROWS, [list]).of(0)).toBeNull();
  });
});
