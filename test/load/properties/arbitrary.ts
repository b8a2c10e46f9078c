import fc from 'fast-check';
import type { Fault, FaultRule } from '../double/faults.ts';
import type { Endpoint, JobRule, RowRule } from '../double/protocol.ts';
import type { CrashAt } from '../faults/rig.ts';
import type { CsvStyle, Source } from '../faults/source.ts';

/** Values that have broken a CSV reader before. */
const AWKWARD = [
  '',
  '#N/A',
  '"',
  '""',
  '","',
  'a"b',
  'two\nlines',
  'two\r\nlines',
  '\n',
  '\r',
  ' blank ends ',
  '\t',
  ';|^`,',
  'Zürich',
  'ẞ İ ı',
  '𝔘nicode 🎉',
  '\u2028',
  'e\u0301',
  '\ufeff',
  '=1+1',
  'sf__Id',
  'null',
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{40,200}$/) },
);

/** A key the org takes as it is: not empty, no null marker, and no other key of the file in another case. */
const keyText = fc
  .oneof(
    { weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/) },
    { weight: 1, arbitrary: fc.constantFrom('Ä"1', 'k,1', 'line\nkey', 'ß', 'É', 'ключ', '鍵', '🔑') },
  )
  .filter((key) => key.trim() !== '');

function fold(key: string): string {
  return key.normalize('NFC').toLowerCase().toUpperCase().toLowerCase();
}

const COLUMNS = ['Name', 'City__c', 'Note__c'];

/** A file and the rows of it that must arrive. */
export interface Content {
  readonly file: Source;
  /** Whether the external id tells `a` from `A`. */
  readonly caseSensitive: boolean;
  /** Which row of several with one key counts. */
  readonly onDuplicate: 'first' | 'last';
  /** Numbers of the rows of the file that are loaded. */
  readonly kept: readonly number[];
}

/** The same key for the org, in another case where it has one. */
function otherCase(key: string): string {
  return key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
}

/** Rows with a key that stood before: only plain letters change their case alike everywhere. */
function repeatKey(key: string, change: boolean): string {
  return change && /^[\x20-\x7e]*$/.test(key) ? otherCase(key) : key;
}

export const content: fc.Arbitrary<Content> = fc
  .record({
    keys: fc.uniqueArray(keyText, { minLength: 1, maxLength: 40, selector: fold }),
    columns: fc.subarray(COLUMNS, { minLength: 1 }),
    values: fc.array(value, { minLength: 1, maxLength: 31 }),
    caseSensitive: fc.boolean(),
    onDuplicate: fc.constantFrom<'first' | 'last'>('first', 'last'),
    repeats: fc.oneof(
      { weight: 2, arbitrary: fc.constant<[number, boolean][]>([]) },
      { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat({ max: 39 }), fc.boolean()), { maxLength: 6 }) },
    ),
  })
  .map(({ keys, columns, values, caseSensitive, onDuplicate, repeats }) => {
    const origins = [...keys.keys(), ...repeats.map(([number]) => number % keys.length)];
    const written = origins.map((origin, index) =>
      repeatKey(keys[origin] ?? '', !caseSensitive && (repeats[index - keys.length]?.[1] ?? false)),
    );
    const valueAt = (row: number, column: number) =>
      values[(row * columns.length + column) % values.length] ?? '';
    const rows = written.map((key, row) => [key, ...columns.map((_, column) => valueAt(row, column))]);
    const counts = [...origins.keys()].filter((row) =>
      onDuplicate === 'first'
        ? origins.indexOf(origins[row] ?? -1) === row
        : origins.lastIndexOf(origins[row] ?? -1) === row,
    );
    return { file: { columns: ['Ext__c', ...columns], rows }, caseSensitive, onDuplicate, kept: counts };
  });

export const style: fc.Arbitrary<CsvStyle> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', '^', '`'),
  lineEnding: fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
  bom: fc.boolean(),
  quotes: fc.constantFrom<CsvStyle['quotes'][]>(
    () => false,
    () => true,
    (row, column) => (row + column) % 3 === 0,
  ),
  endOfLastLine: fc.boolean(),
});

const share = fc.constantFrom(0, 0.1, 0.3, 0.5, 0.9, 0.99, 1);
const when = fc.constantFrom<'before' | 'during' | 'after'>('before', 'during', 'after');

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(408, 429, 500, 502, 503, 504),
    html: fc.boolean(),
    after: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(429, 503),
    retryAfter: fc.integer({ min: 0, max: 1200 }),
    asDate: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constant(403),
    errorCode: fc.constant('REQUEST_LIMIT_EXCEEDED'),
    after: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('reset' as const), when, share }),
  fc.record({ kind: fc.constant('stall' as const), when }),
  fc.record({ kind: fc.constant('expire-token' as const) }),
);

const ENDPOINTS: Endpoint[] = [
  'describe',
  'limits',
  'create',
  'list',
  'status',
  'upload',
  'close',
  'abort',
  'successful',
  'failed',
  'unprocessed',
];

const truncation: fc.Arbitrary<FaultRule> = fc.record({
  on: fc.constantFrom<Endpoint>('successful', 'failed', 'unprocessed'),
  skip: fc.nat({ max: 3 }),
  times: fc.integer({ min: 1, max: 3 }),
  fault: fc.record({ kind: fc.constant('truncate' as const), share, atRow: fc.boolean() }),
});

/** Rules end: a load must come through them, if need be with a stop and a resume. */
export const faults: fc.Arbitrary<FaultRule[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        on: fc.constantFrom<Endpoint | 'any'>('any', ...ENDPOINTS),
        skip: fc.nat({ max: 12 }),
        times: fc.oneof(
          { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
          { weight: 1, arbitrary: fc.constant(9) },
        ),
        fault,
      }),
    },
    { weight: 1, arbitrary: truncation },
  ),
  { maxLength: 6 },
);

/** Row errors by the key's characters: some rows once, some always. */
export const rowRules: fc.Arbitrary<RowRule[]> = fc.array(
  fc.record({
    column: fc.constant('Ext__c'),
    contains: fc.constantFrom('a', 'b', '1', '7', 'X'),
    error: fc.constantFrom(
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:say "no", twice:--',
    ),
    times: fc.constantFrom<(number | 'always')[]>(1, 2, 'always'),
  }),
  { maxLength: 2 },
);

export const jobRules: fc.Arbitrary<JobRule[]> = fc.array(
  fc.record({
    end: fc.constantFrom<'Failed' | 'Aborted'>('Failed', 'Aborted'),
    afterShare: share,
    skip: fc.nat({ max: 3 }),
    times: fc.integer({ min: 1, max: 2 }),
  }),
  { maxLength: 2 },
);

/** The processes of one load: each dies at a line of its journal, the one after the last lives. */
export const crashes: fc.Arbitrary<CrashAt[]> = fc.array(
  fc.record({
    line: fc.integer({ min: 1, max: 40 }),
    written: fc.constantFrom<CrashAt['written']>('nothing', 'half', 'whole'),
  }),
  { maxLength: 3 },
);
