import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { UpsertOptions } from '../../../src/load/options.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { account } from '../double/account.ts';
import { Rig, type RigOptions } from '../faults/rig.ts';

const HEADER = 'Ext__c,Name\n';
const texts = readFileSync(resolve(import.meta.dirname, '../../../messages/load.md'), 'utf8');

let rig: Rig | null = null;
afterEach(() => {
  rig?.remove();
  rig = null;
});

/** The text of an error with its values, as the command prints it. */
function textOf({ text }: UserError): string {
  const body = texts.split(`# error.${text.code}\n`)[1]?.split('\n# ')[0]?.trim();
  if (body === undefined) return `no text for ${text.code}`;
  return (text.values ?? []).reduce((rest, value) => rest.replace('%s', () => value), body);
}

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    (value) => new Error(`no error, but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error;
}

function expectClear(error: UserError, code: string): void {
  expect(error.text).toMatchObject({ area: 'load', code });
  expect(texts).toContain(`# error.${code}.actions\n\n- `);
  expect(textOf(error)).not.toMatch(/%s|undefined|no text for/);
}

interface BadFile {
  readonly what: string;
  readonly csv: string | Buffer;
  readonly code: string;
  readonly options?: Partial<UpsertOptions>;
  readonly rig?: RigOptions;
  /** What the message must say. */
  readonly says?: string;
}

const longKey = `${HEADER}${'k'.repeat(256)},x\n`;

const BAD_FILES: readonly BadFile[] = [
  { what: 'an empty file', csv: '', code: 'EmptyFile' },
  { what: 'a header without rows', csv: HEADER, code: 'NoRows' },
  { what: 'a header and blank lines', csv: `${HEADER}\n\n`, code: 'NoRows' },
  { what: 'a binary file', csv: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8]), code: 'BinaryFile' },
  {
    what: 'a zero byte far behind the header',
    csv: `${HEADER}${'a,b\n'.repeat(3)}c,\0\n`,
    code: 'BinaryFile',
  },
  { what: 'a file in UTF-16', csv: Buffer.from('\ufeffExt__c,Name\n1,x\n', 'utf16le'), code: 'NotUtf8' },
  {
    what: 'a row in Latin-1',
    csv: Buffer.concat([Buffer.from(`${HEADER}1,a\n2,M`), Buffer.from([0xfc]), Buffer.from('ller\n3,c\n')]),
    code: 'NotUtf8',
    says: 'line 3',
  },
  {
    what: 'a quote that is never closed',
    csv: `${HEADER}1,a\n2,"b\n3,c\n`,
    code: 'CsvOpenQuote',
    says: 'line 3',
  },
  { what: 'a quote never closed in the header', csv: '"Ext__c,Name\n1,a\n', code: 'CsvOpenQuote' },
  {
    what: 'a quote within a plain field',
    csv: `${HEADER}1,5" pipe\n`,
    code: 'CsvStrayQuote',
    says: 'line 2',
  },
  { what: 'text behind a closing quote', csv: `${HEADER}1,"a"b\n`, code: 'CsvStrayQuote' },
  { what: 'lines that end with CR alone', csv: 'Ext__c,Name\r1,a\r', code: 'CsvLoneCr' },
  { what: 'a CR within a plain field', csv: `${HEADER}1,a\rb\n`, code: 'CsvLoneCr', says: 'line 2' },
  {
    what: 'too few fields',
    csv: `${HEADER}1,a\n2\n`,
    code: 'FieldCount',
    says: 'line 3, 1 fields; the header has 2',
  },
  { what: 'too many fields', csv: `${HEADER}1,a,b\n`, code: 'FieldCount' },
  { what: 'a blank line between rows', csv: `${HEADER}1,a\n\n2,b\n`, code: 'BlankLine', says: 'line 3' },
  { what: 'mixed line endings', csv: `${HEADER}1,a\r\n`, code: 'MixedLineEndings', says: 'line 2' },
  {
    what: 'another line ending than the flag says',
    csv: `${HEADER}1,a\n`,
    options: { lineEnding: 'CRLF' },
    code: 'LineEndingDiffers',
  },
  {
    what: 'another delimiter than the flag says',
    csv: `${HEADER}1,a\n`,
    options: { columnDelimiter: 'TAB' },
    code: 'KeyColumnMissing',
  },
  {
    what: 'a column that the object lacks',
    csv: 'Ext__c,Nope__c\n1,a\n',
    code: 'NoSuchColumn',
    says: 'Nope__c',
  },
  { what: 'a parent that the object lacks', csv: 'Ext__c,Nope__r.Key__c\n1,a\n', code: 'NoSuchColumn' },
  { what: 'a column that cannot be written', csv: 'Ext__c,CreatedDate\n1,a\n', code: 'ColumnReadOnly' },
  { what: 'a column twice', csv: 'Ext__c,Name,name\n1,a,b\n', code: 'ColumnTwice' },
  {
    what: 'a column without a name',
    csv: 'Ext__c,Name,\n1,a,b\n',
    code: 'EmptyColumnName',
    says: 'column 3',
  },
  { what: 'blanks around a column name', csv: 'Ext__c, Name\n1,a\n', code: 'ColumnNameBlanks' },
  { what: 'result columns of Salesforce', csv: 'sf__Id,Ext__c,Name\n1,2,a\n', code: 'ResultColumn' },
  { what: 'a dead-letter file', csv: 'Ext__c,Name,dlq_line\n1,a,2\n', code: 'DeadLetterColumn' },
  { what: 'more than 5,000 columns', csv: `Ext__c${',Name'.repeat(5000)}\n1\n`, code: 'TooManyFields' },
  {
    what: 'a header of 40,000 characters',
    csv: `Ext__c,${'N'.repeat(40_000)}\n1,a\n`,
    code: 'HeaderTooLong',
  },
  { what: 'no key column', csv: 'Name,City__c\na,b\n', code: 'KeyColumnMissing' },
  { what: 'an empty key', csv: `${HEADER}1,a\n,b\n`, code: 'KeyEmpty', says: 'line 3' },
  { what: 'a quoted empty key', csv: `${HEADER}"",b\n`, code: 'KeyEmpty' },
  { what: 'a key of blanks', csv: `${HEADER}"  ",b\n`, code: 'KeyEmpty' },
  { what: 'a key that is set to null', csv: `${HEADER}#N/A,b\n`, code: 'KeyEmpty' },
  { what: 'a key longer than the field', csv: longKey, code: 'KeyTooLong', says: '256' },
  { what: 'the same key twice', csv: `${HEADER}1,a\n2,b\n1,c\n`, code: 'DuplicateKeys', says: '2 and 4' },
  {
    what: 'keys that differ in case only, where case does not matter',
    csv: `${HEADER}Straße,a\nSTRASSE,b\nÄb,c\näB,d\n`,
    rig: { caseSensitive: false },
    code: 'DuplicateKeys',
    says: '4 and 5',
  },
  { what: 'a field of 140,000 characters', csv: `${HEADER}1,${'x'.repeat(140_000)}\n`, code: 'FieldTooLong' },
  {
    what: 'a row of more than 400,000 characters',
    csv: `Ext__c,Name,City__c,Note__c,Amount__c\n1${`,${'x'.repeat(110_000)}`.repeat(4)}\n`,
    code: 'RecordTooLong',
  },
  { what: 'an unknown object', csv: `${HEADER}1,a\n`, options: { object: 'Nope__c' }, code: 'NoSuchObject' },
  {
    what: 'an external id that is no field',
    csv: `${HEADER}1,a\n`,
    options: { externalId: 'Nope__c' },
    code: 'NoSuchExternalId',
  },
  {
    what: 'a key that is no external id',
    csv: `${HEADER}1,a\n`,
    options: { externalId: 'Name' },
    code: 'NotExternalId',
  },
  {
    what: 'an unknown column to sort by',
    csv: `${HEADER}1,a\n`,
    options: { sortBy: 'City__c' },
    code: 'NoSortColumn',
  },
  {
    what: 'a file that is not there',
    csv: HEADER,
    options: { file: '/nowhere/rows.csv' },
    code: 'FileNotFound',
  },
  { what: 'a folder', csv: HEADER, options: { file: import.meta.dirname }, code: 'NotAFile' },
  {
    what: 'a log-in that has ended',
    csv: `${HEADER}1,a\n`,
    rig: { refreshes: false, faults: [{ on: 'describe', fault: { kind: 'expire-token' } }] },
    code: 'NotLoggedIn',
  },
];

describe('a load that cannot be gives one clear error and sends nothing', () => {
  test.each(BAD_FILES)('$what', async ({ csv, code, options, rig: rigOptions, says }) => {
    const used = new Rig(Buffer.from(csv), readOnlyField(rigOptions));
    rig = used;
    const error = await errorOf(used.run(options));
    expectClear(error, code);
    if (says !== undefined) expect(textOf(error)).toContain(says);
    expect(account(used.double)).toMatchObject({ records: 0, jobs: { made: 0 } });
    expect(existsSync(used.runDir)).toBe(false);
  });
});

/** The double's object with a field that nobody may write. */
function readOnlyField(options: RigOptions = {}): RigOptions {
  const key = { name: 'Ext__c', type: 'string', length: 255, externalId: true, unique: true };
  const fields = [
    { ...key, caseSensitive: options.caseSensitive ?? true, idLookup: true },
    { name: 'Name', type: 'string', length: 80 },
    { name: 'City__c', type: 'string', length: 255 },
    { name: 'Note__c', type: 'textarea', length: 131_072 },
    { name: 'Amount__c', type: 'double' },
    { name: 'CreatedDate', type: 'datetime', createable: false, updateable: false },
  ];
  return { fields, ...options };
}

test('an external id that is not unique gives one clear error and sends nothing', async () => {
  const fields = [{ name: 'Ext__c', type: 'string', length: 255, externalId: true, unique: false }];
  const used = new Rig(Buffer.from('Ext__c\n1\n'), { fields });
  rig = used;
  expectClear(await errorOf(used.run()), 'ExternalIdNotUnique');
  expect(account(used.double).jobs.made).toBe(0);
});

/** A run that stopped because no job could be made, with all its rows before it. */
async function stoppedRun(): Promise<Rig> {
  const used = new Rig(Buffer.from(`${HEADER}1,a\n2,b\n3,c\n`), {
    faults: [{ on: 'create', times: 7, fault: { kind: 'status', status: 503 } }],
  });
  rig = used;
  expect(await used.run({ chunkRows: 1, parallel: 1 })).toMatchObject({
    state: 'stopped',
    stop: { reason: 'retries' },
  });
  return used;
}

interface BadRun {
  readonly what: string;
  readonly spoil: (used: Rig, journal: string) => void;
  readonly code: string;
}

const line = (fields: object): string => `${JSON.stringify({ at: '2026-01-01T00:00:00.000Z', ...fields })}\n`;

const BAD_RUNS: readonly BadRun[] = [
  { what: 'no manifest', spoil: ({ runDir }) => rmSync(join(runDir, 'manifest.json')), code: 'NotARunDir' },
  { what: 'no directory', spoil: ({ runDir }) => rmSync(runDir, { recursive: true }), code: 'NotARunDir' },
  {
    what: 'a manifest that is no JSON',
    spoil: ({ runDir }) => writeFileSync(join(runDir, 'manifest.json'), '{'),
    code: 'ManifestBroken',
  },
  {
    what: 'a manifest of something else',
    spoil: ({ runDir }) => writeFileSync(join(runDir, 'manifest.json'), '{"version":9}'),
    code: 'ManifestBroken',
  },
  {
    what: 'a manifest of another org',
    spoil: ({ runDir }) => {
      const path = join(runDir, 'manifest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('00D000000000001EAA', '00D000000000002EAA'));
    },
    code: 'OtherOrg',
  },
  {
    what: 'a line in the journal that is no JSON',
    spoil: (_, path) => appendFileSync(path, 'hm\n'),
    code: 'JournalBroken',
  },
  {
    what: 'a journal line of another run',
    spoil: (_, path) => appendFileSync(path, line({ t: 'run.resumed', run: 'another' })),
    code: 'JournalBroken',
  },
  {
    what: 'a journal line of an unknown kind',
    spoil: (_, path) => appendFileSync(path, line({ t: 'job.exploded', piece: '1' })),
    code: 'JournalBroken',
  },
  {
    what: 'a journal line about a chunk that was not planned',
    spoil: (_, path) => appendFileSync(path, line({ t: 'job.creating', piece: '99' })),
    code: 'JournalBroken',
  },
  {
    what: 'a journal line whose rows do not add up',
    spoil: (_, path) =>
      appendFileSync(
        path,
        line({ t: 'piece.done', piece: '1', loaded: 2, created: 2, deadLettered: 0, next: [] }),
      ),
    code: 'JournalBroken',
  },
  { what: 'a source that is gone', spoil: ({ file }) => rmSync(file), code: 'SourceGone' },
  { what: 'a longer source', spoil: ({ file }) => appendFileSync(file, '4,d\n'), code: 'SourceSizeChanged' },
  {
    what: 'a source with another value of the same length',
    spoil: ({ file }) => writeFileSync(file, `${HEADER}1,a\n2,b\n3,X\n`),
    code: 'SourceChanged',
  },
];

describe('a run that cannot go on gives one clear error and keeps all it has', () => {
  test.each(BAD_RUNS)('$what', async ({ spoil, code }) => {
    const used = await stoppedRun();
    const journal = join(used.runDir, 'journal.jsonl');
    spoil(used, journal);
    const before = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
    expectClear(await errorOf(used.resume()), code);
    // Changed by a resume that got as far as the changed chunk, but never shortened.
    if (existsSync(journal)) expect(readFileSync(journal, 'utf8').startsWith(before)).toBe(true);
  });

  test('a changed source that is put back goes on to the end', async () => {
    const used = await stoppedRun();
    const source = readFileSync(used.file);
    writeFileSync(used.file, `${HEADER}1,a\n2,b\n3,X\n`);
    expectClear(await errorOf(used.resume()), 'SourceChanged');
    writeFileSync(used.file, source);
    expect(await used.resume()).toMatchObject({ state: 'done', rows: { loaded: 3 } });
    expect(account(used.double)).toMatchObject({ records: 3, commits: 3 });
  });

  test('a run directory that is there already', async () => {
    const used = new Rig(Buffer.from(`${HEADER}1,a\n`));
    rig = used;
    mkdirSync(used.runDir);
    expectClear(await errorOf(used.run()), 'RunDirExists');
    expect(readdirSync(used.runDir)).toEqual([]);
  });

  test('a torn last line of the journal is no error: what it announces was not begun', async () => {
    const used = await stoppedRun();
    appendFileSync(join(used.runDir, 'journal.jsonl'), '{"t":"job.cre');
    expect(await used.resume()).toMatchObject({ state: 'done', rows: { loaded: 3 } });
  });

  test('a run whose process is alive', async () => {
    const used = await stoppedRun();
    writeFileSync(join(used.runDir, 'lock.1'), '{"pid":4711,"host":"elsewhere","startedAt":1}\n');
    const error = await errorOf(used.resume());
    expectClear(error, 'RunLocked');
    expect(textOf(error)).toContain('4711 on elsewhere');
    rmSync(join(used.runDir, 'lock.1'));
    expect(await used.resume()).toMatchObject({ state: 'done' });
  });
});
