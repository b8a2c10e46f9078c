import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readResults } from '../../../src/load/results.ts';
import { Rig } from '../faults/rig.ts';

const SOURCE = 'Ext__c,Name\nK1,a\nK2,"two\nlines"\nK3,bad\nK4,bad\n';

let rig: Rig | null = null;
afterEach(() => {
  rig?.remove();
  rig = null;
});

/** A run of four rows, of which the org refuses those named "bad". */
async function withDeadLetters(): Promise<{ used: Rig; letters: string; corrected: string }> {
  const used = new Rig(Buffer.from(SOURCE), {
    rowRules: [
      { column: 'Name', contains: 'bad', error: 'STRING_TOO_LONG:Name: too\nlong:Name --', times: 'always' },
    ],
  });
  rig = used;
  const result = await used.run();
  expect(result).toMatchObject({ state: 'doneWithFailures', rows: { loaded: 2, deadLettered: 2 } });
  const letters = readFileSync(result.files.deadLetter ?? '', 'utf8');
  return { used, letters, corrected: join(used.dir, 'corrected.csv') };
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: { text?: { code?: string } }) => error.text?.code ?? error,
  );

describe('dead letters', () => {
  test('are the bytes of the source with the reason behind them, on one line', async () => {
    const { letters } = await withDeadLetters();
    const lines = letters.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'Ext__c,Name,dlq_line,dlq_chunk,dlq_job,dlq_attempt,dlq_class,dlq_code,dlq_message,dlq_retryable',
    );
    expect(lines[1]).toMatch(
      /^K3,bad,5,1,750[0-9A-Z]+,1,Row Data,STRING_TOO_LONG,STRING_TOO_LONG:Name: too long:Name --,false$/i,
    );
    expect(lines).toHaveLength(3);
  });

  test('once corrected are loaded by a redrive, and the run knows which', async () => {
    const { used, letters, corrected } = await withDeadLetters();
    const [head, first] = letters.split('\n');
    writeFileSync(corrected, `${head}\r\n${first?.replace('bad', '"good, now"')}\r\n`);
    expect(await used.redrive(corrected)).toMatchObject({ state: 'done', rows: { source: 1, loaded: 1 } });
    expect(await readResults(used.runDir)).toMatchObject({ redriven: 1, rows: { deadLettered: 2 } });
    expect(readFileSync(join(used.dir, 'child/source.csv'), 'utf8')).toBe(
      'Ext__c,Name\r\nK3,"good, now"\r\n',
    );
  });

  test.each<[string, string, (letters: string) => string]>([
    ['without its dlq_ columns', 'NotDeadLetters', () => SOURCE],
    ['with another column', 'RedriveHeader', (letters) => letters.replace('Name,', 'Nome,')],
    ['with a line that is no dead letter', 'RedriveLine', (letters) => letters.replace(',5,1,', ',2,1,')],
    ['with a line that is no number', 'RedriveLine', (letters) => letters.replace(',5,1,', ',five,1,')],
    ['without rows', 'NoRows', (letters) => `${letters.split('\n')[0]}\n`],
    ['with a row cut short', 'FieldCount', (letters) => letters.replace(',bad', '')],
    ['with a quote left open', 'CsvOpenQuote', (letters) => letters.replace('bad', '"bad')],
  ])('%s are refused, and nothing is sent', async (_, code, spoil) => {
    const { used, letters, corrected } = await withDeadLetters();
    const { length } = used.double.jobs.made;
    writeFileSync(corrected, spoil(letters));
    expect(await codeOf(used.redrive(corrected))).toBe(code);
    expect(used.double.jobs.made).toHaveLength(length);
  });

  test('are refused the second time', async () => {
    const { used, letters, corrected } = await withDeadLetters();
    writeFileSync(corrected, letters.replaceAll('bad', 'good'));
    expect(await used.redrive(corrected)).toMatchObject({ state: 'done' });
    expect(await codeOf(used.redrive(corrected))).toBe('RunDirExists');
  });
});
