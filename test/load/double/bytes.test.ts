import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { direct } from './direct.ts';
import { DELIMITERS } from './jobs.ts';
import { Keys } from './keys.ts';
import { OrgDouble } from './org-double.ts';

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function add(keys: Keys, key: string, asQuoted = false): number {
  const body = Buffer.from(`x,${asQuoted ? quoted(key) : key},y`);
  return keys.add(body, 2, body.length - 2);
}

describe('the keys of the double', () => {
  const letters = ['a', 'A', 'z', 'Z', 'k', 'K', '\u212a', 'é', 'É', 'ß', 'İ', '😀', '0', ' '];
  const key = fc.string({ unit: fc.constantFrom(...letters), maxLength: 3 });

  test.each([false, true])('have one number exactly where they are one (case-sensitive: %s)', (sensitive) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 200 }), key, (added, other) => {
        const fold = (one: string) => (sensitive ? one : one.toLowerCase());
        const keys = new Keys(sensitive);
        const known = new Map([['', 0]]);
        for (const [one, asQuoted] of added) {
          if (!known.has(fold(one))) known.set(fold(one), known.size);
          expect(add(keys, one, asQuoted)).toBe(known.get(fold(one)));
        }
        for (const [one] of added) if (one !== '') expect(keys.find(one)).toBe(known.get(fold(one)));
        expect(keys.find(other)).toBe(known.get(fold(other)) ?? 0);
      }),
    );
  });

  test('are told apart though their hashes are equal, as some of 100,000 with the same last letter are', () => {
    const keys = new Keys(true);
    const all = Array.from({ length: 100_000 }, (_, number) => `${number * 7919}-${number % 77}x`);
    expect(all.map((one) => add(keys, one))).toEqual(all.map((_, number) => number + 1));
    expect(all.map((one) => keys.find(one))).toEqual(all.map((_, number) => number + 1));
  });

  test('may hold quotes', () => {
    const keys = new Keys(false);
    expect([add(keys, 'a"B', true), add(keys, 'a""B', true), keys.find('A"b')]).toEqual([1, 2, 1]);
  });
});

describe('the lists of the double', () => {
  const anyText = fc.string({ unit: fc.constantFrom('a', '"', '""', '\n', '\r\n', ...',;|^`\t', 'é😀', '') });
  const value = fc.oneof(fc.constantFrom('', 'Zoë'), anyText);
  const file = fc.record({
    rows: fc.array(fc.tuple(value, value, fc.boolean()), { maxLength: 40 }),
    keyAt: fc.constantFrom(0, 1, 2),
    delimiter: fc.constantFrom(...Object.keys(DELIMITERS)),
    ending: fc.constantFrom<['LF' | 'CRLF', string]>(['LF', '\n'], ['CRLF', '\r\n']),
    endsOpen: fc.boolean(),
    order: fc.constantFrom('as-sent' as const, 'shuffled' as const),
  });

  test('hold each row once with its own values, whatever they are and however they are quoted', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        async ({ rows, keyAt, delimiter, ending: [lineEnding, end], endsOpen, order }) => {
          const mark = DELIMITERS[delimiter] ?? '';
          const columns = ['Name', 'City__c'].toSpliced(keyAt, 0, 'Ext__c');
          const records = rows.map(([one, other], row) => [one, other].toSpliced(keyAt, 0, `K${row}`));
          const written = records.map((record, row) =>
            record.map((field) => (rows[row]?.[2] || /[",;|^`\t\r\n]/.test(field) ? quoted(field) : field)),
          );
          const text =
            [columns, ...written].map((fields) => fields.join(mark)).join(end) + (endsOpen ? '' : end);
          const double = new OrgDouble({ order });
          const send = async (method: string, path: string, body = '') => {
            const headers = { authorization: `Bearer ${double.token}` };
            const pieces: Uint8Array[] = [];
            const url = `/services/data/v65.0/jobs/ingest${path}`;
            const answer = await direct(double, { method, path: url, headers, body: Buffer.from(body) });
            for await (const piece of answer.body) pieces.push(piece);
            return Buffer.concat(pieces).toString();
          };
          const job = { object: 'Thing__c', operation: 'upsert', externalIdFieldName: 'Ext__c' };
          const asked = JSON.stringify({ ...job, lineEnding, columnDelimiter: delimiter });
          const { id } = JSON.parse(await send('POST', '', asked));
          await send('PUT', `/${id}/batches`, text);
          await send('PATCH', `/${id}`, '{"state":"UploadComplete"}');
          expect(JSON.parse(await send('GET', `/${id}`)).state).toBe('JobComplete');
          const list = await send('GET', `/${id}/successfulResults`);
          const header = ['sf__Id', 'sf__Created', ...columns].map(quoted).join(mark) + end;
          const lines = records.map((record, row) => {
            const recordId = `a00${String(row + 1).padStart(12, '0')}AAA`;
            return [recordId, 'true', ...record].map(quoted).join(mark) + end;
          });
          expect(list.startsWith(header)).toBe(true);
          if (order === 'as-sent') expect(list).toBe(header + lines.join(''));
          else expect(list.length).toBe(header.length + lines.join('').length);
          for (const line of lines) expect(list).toContain(line);
          for (const record of records) {
            const values = double.records.values(record[keyAt] ?? '');
            expect(columns.map((column) => values?.get(column) ?? '')).toEqual(record);
          }
        },
      ),
    );
  });
});
