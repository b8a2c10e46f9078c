import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField } from '../../../src/model/load/field-text.ts';
import { KeyIndex } from '../../../src/model/load/key-index.ts';
import { KeyPlacesBuilder } from '../../../src/model/load/key-places.ts';
import { KeyReader } from '../../../src/model/load/key-reader.ts';
import { hashKey, type KeyRule, keyRoom, readKey } from '../../../src/model/load/key-rule.ts';
import { KeyTable } from '../../../src/model/load/key-table.ts';

function keyOf(field: string, rule: KeyRule): string {
  const bytes = Buffer.from(field);
  const target = new Uint8Array(keyRoom(0, bytes.length) + 5);
  return Buffer.from(target.buffer, 5, readKey(bytes, 0, bytes.length, rule, target, 5)).toString();
}

describe('two values are one key', () => {
  test.each<[KeyRule, string, string]>([
    ['exact', 'A1', '"A1"'],
    ['exact', '"a""b"', '"a""b"'],
    ['caseless', 'Ab1', 'aB1'],
    ['caseless', 'ÄÖ', 'äö'],
    ['caseless', 'İx', 'i̇X'],
    ['number', '1.50', '1.5'],
    ['number', '1e3', '1000'],
    ['id', '001000000000001AAA', '001000000000001'],
  ])('%s: %s and %s', (rule, left, right) => {
    expect(keyOf(left, rule)).toBe(keyOf(right, rule));
  });

  test.each<[KeyRule, string, string]>([
    ['exact', 'A1', 'a1'],
    ['exact', 'A1', 'A1 '],
    ['caseless', 'straße', 'strasse'],
    ['number', '1.5', '15'],
    ['number', 'one', 'One'],
    ['id', '001000000000001', '00100000000000A'],
  ])('but not, %s: %s and %s', (rule, left, right) => {
    expect(keyOf(left, rule)).not.toBe(keyOf(right, rule));
  });
});

const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 60 });

describe('the index of a piece', () => {
  test('finds every row by its key and no other, quoted or not', () => {
    fc.assert(
      fc.property(texts, fc.string({ minLength: 13, maxLength: 20 }), (keys, stranger) => {
        const index = new KeyIndex('exact', keys.length);
        for (const key of keys) {
          const bytes = Buffer.from(csvField(key, ','));
          index.add(bytes, 0, bytes.length);
        }
        for (const [row, key] of keys.entries()) {
          const quoted = Buffer.from(`"${key.replaceAll('"', '""')}"`);
          expect(index.find(quoted, 0, quoted.length)).toBe(row);
        }
        const other = Buffer.from(stranger);
        expect(index.find(other, 0, other.length)).toBe(-1);
      }),
    );
  });
});

describe('the table of a file', () => {
  test('knows each key it has seen, with the place a Map would have, however much it grows', () => {
    const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.nat(3)), { maxLength: 3000 });
    fc.assert(
      fc.property(keys, fc.boolean(), (entries, replace) => {
        const table = new KeyTable(1);
        const seen = new Map<number, { offset: number; line: number }>();
        const keyAt = new Map<number, number>();
        for (const [i, [key, spread]] of entries.entries()) {
          // Offsets beyond 2^32, and hashes that many keys share.
          const place = { offset: 5_000_000_000 * spread + i + 1, line: i + 1 };
          keyAt.set(place.offset, key);
          const before = table.enter(
            key % 700,
            place.offset,
            place.line,
            (offset) => keyAt.get(offset) === key,
            replace,
          );
          expect(before).toEqual(seen.get(key) ?? null);
          if (replace || !seen.has(key)) seen.set(key, place);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('spreads the keys that people use over all bits of the hash', () => {
    const buckets = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      const bytes = Buffer.from(`EXT-${String(i).padStart(9, '0')}`);
      buckets.add(hashKey(bytes, 0, bytes.length) >>> 20);
    }
    // 1,000 balls into 4,096 bins fill 890 of them on average.
    expect(buckets.size).toBeGreaterThan(800);
  });
});

describe('a reader of keys', () => {
  const rules = fc.constantFrom<KeyRule>('exact', 'caseless', 'number', 'id');
  const values = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.double().map(String),
    fc.stringMatching(/^[A-Za-z0-9]{15,18}$/),
  );

  test('gives the key and the hash that reading and hashing one after the other give', () => {
    fc.assert(
      fc.property(rules, values, fc.boolean(), fc.nat(9), (rule, value, quoted, at) => {
        const field = quoted ? `"${value.replaceAll('"', '""')}"` : csvField(value, ',');
        const bytes = Buffer.from(`x,${field},x`);
        const [start, end] = [2, bytes.length - 2];
        const reader = new KeyReader(rule);
        const target = new Uint8Array(at + keyRoom(start, end));
        const wanted = new Uint8Array(target);
        const length = reader.read(bytes, start, end, target, at);
        expect(length).toBe(readKey(bytes, start, end, rule, wanted, at));
        expect(target.subarray(at, at + length)).toEqual(wanted.subarray(at, at + length));
        expect(reader.hash).toBe(hashKey(wanted, at, length));
      }),
    );
  });
});

test('places of keys come out as they went in, in memory of their own, however many there are', () => {
  const batches = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(batches, (counts) => {
      const builder = new KeyPlacesBuilder();
      const taken = counts.map((count, batch) => {
        for (let i = 0; i < count; i++) builder.add(-1 - i, 2 ** 40 * batch + i, i + 1);
        return builder.take();
      });
      for (const [batch, { count, hashes, offsets, lines }] of taken.entries()) {
        expect(count).toBe(counts[batch]);
        expect([hashes.length, offsets.length, lines.length]).toEqual([count, count, count]);
        const last = count - 1;
        if (count > 0)
          expect([hashes[last], offsets[last], lines[last]]).toEqual([-count, 2 ** 40 * batch + last, count]);
      }
    }),
    { numRuns: 20 },
  );
});
