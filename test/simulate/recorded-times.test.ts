import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { recordedTimes, withRecordedTimes } from '../../src/simulate/recorded-times.ts';
import { config, configScenario } from './config.ts';

const MINUTE = 60_000;

function problem(text: string): string {
  try {
    recordedTimes(text, 'times.csv');
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('recorded times', () => {
  test('in minutes from the start, with as many requests as they say', () => {
    const text = 'minute,requests,context\n0,200,sync\n12.5,,async\n3,1,\n\n';
    expect(recordedTimes(text, 'times.csv')).toEqual([
      { atMs: 0, requests: 200, context: 'sync' },
      { atMs: 12.5 * MINUTE, requests: 1, context: 'async' },
      { atMs: 3 * MINUTE, requests: 1, context: 'sync' },
    ]);
  });

  test('as times, the earliest of which is the start; as Salesforce exports them too', () => {
    const text =
      '\uFEFF"Time"\r\n2026-01-31T08:15:30Z\r\n2026-01-31T08:15:00.000+0000\r\n2026-01-31 10:15:00+02:00\r\n2026-01-31T09:00\r\n';
    expect(recordedTimes(text, 'times.csv').map(({ atMs }) => atMs)).toEqual([30_000, 0, 0, 45 * MINUTE]);
  });

  test.each([
    ['an empty file', '', 'line 1: there is a column "", and must be each of'],
    ['a file without rows', 'minute\n', 'line 2: there is no transaction, and must be at least one.'],
    [
      'no time at all',
      'requests\n1\n',
      'line 1: the columns are requests, and must be either minute or time',
    ],
    ['both kinds of time', 'minute,time\n', 'line 1: the columns are minute, time, and must be either'],
    ['an unknown column', 'minute,amount\n1,2\n', 'line 1: there is a column "amount", and must be each of'],
    ['a column twice', 'minute,minute\n1,2\n', 'line 1: there is a column "minute", and must be each of'],
    ['text for a number', 'minute\n1\nsoon\n', 'line 3: minute is "soon", and must be a number of minutes'],
    ['a negative minute', 'minute\n-1\n', 'line 2: minute is "-1", and must be a number of minutes'],
    [
      'a time of no date',
      'time\n2026-02-30T25:00\n',
      'line 2: time is "2026-02-30T25:00", and must be a time',
    ],
    [
      'a time as people write it',
      'time\n31.1.2026 8:15\n',
      'line 2: time is "31.1.2026 8:15", and must be a time',
    ],
    ['no request', 'minute,requests\n1,0\n', 'line 2: requests is "0", and must be a whole number from 1'],
    ['half a request', 'minute,requests\n1,1.5\n', 'line 2: requests is "1.5", and must be a whole number'],
    ['too many requests', 'minute,requests\n1,10001\n', 'line 2: requests is "10001", and must be a whole'],
    [
      'an unknown context',
      'minute,context\n1,batch\n',
      'line 2: context is "batch", and must be sync or async.',
    ],
    ['a value too many', 'minute\n1,2\n', 'line 2: there are 2 values, and must be 1, one for each column.'],
    ['a value too few', 'minute,requests\n1\n', 'line 2: there are 1 values, and must be 2, one for each'],
  ])('%s', (_, text, message) => {
    const [code, file, ...rest] = problem(text).split(' ');
    expect([code, file]).toEqual(['simulate.BadTimes', 'times.csv']);
    const [line, what, expected] = /^line (\d+): (.*), and must be (.*)$/.exec(message)?.slice(1) ?? [];
    expect(rest.join(' ')).toContain(`${line} ${what} ${expected?.replace(/\.$/, '')}`);
  });
});

describe('the times file of a scenario', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'times-'));
    await writeFile(join(directory, 'orders.csv'), 'minute\n5\n');
    await writeFile(join(directory, 'latin.csv'), Buffer.from([0x6d, 0xe9]));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const read = (timesFile: string | null) =>
    withRecordedTimes(config([{ ...configScenario('a', ['Crm']), timesFile }]), directory);

  test('is read from where the config file is', async () => {
    const { scenarios } = await read('orders.csv');
    expect(scenarios[0]?.workload.recorded).toEqual([{ atMs: 5 * MINUTE, requests: 1, context: 'sync' }]);
    expect(scenarios[0]?.workload.bursts).toHaveLength(1);
  });

  test('is not asked for by a scenario that names none', async () => {
    expect((await read(null)).scenarios[0]?.workload.recorded).toBeUndefined();
  });

  test.each(['none.csv', '.', 'latin.csv'])('%s cannot be read', async (file) => {
    await expect(read(file)).rejects.toThrow(`simulate.TimesNotReadable ${file}`);
  });
});
