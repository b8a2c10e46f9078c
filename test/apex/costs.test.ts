import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Decimal } from '../../tools/apex-runtime/values/decimal.ts';
import { type Cost, CostMeter } from './cost-meter.ts';
import { generatedOrderSync } from './order-sync.ts';

const DAY = 1440;
const KIT = readFileSync(resolve(import.meta.dirname, '../../docs/kit.md'), 'utf8');

/** The table of docs/kit.md: name -> SOQL, DML, callouts, jobs. */
const documented = new Map(
  [
    ...(KIT.split('## What it costs')[1]?.split('\n## ')[0] ?? '').matchAll(
      /^\| (.+?) ((?:\| +\d+ ){4})\|$/gmu,
    ),
  ].map(([, name = '', cells = '']) => [name, cells.match(/\d+/gu)?.map(Number)]),
);

let meter: CostMeter;
beforeAll(async () => {
  meter = new CostMeter(await generatedOrderSync());
});

const submit = (count: number, withRecords = false): Cost =>
  meter.call('submit(Integer, Boolean)', count, withRecords);
const nth = (costs: readonly Cost[], what: string, index = 0): Cost | undefined =>
  costs.filter((cost) => cost.what === what)[index];
const lane = (costs: readonly Cost[], index = 0) => nth(costs, 'RetryCalloutJob', index);
const first =
  (status: number, body = '') =>
  (call: number): [number, string] =>
    call === 0 ? [status, body] : [200, ''];
const down = (): [number, string] => [503, ''];
const HANDLER = { Handler_Class__c: 'Caller' };
const AT_ONCE = { Minimum_Calls__c: Decimal.of(1), Cool_Down_Minutes__c: Decimal.of(5) };
const LATER = { Minimum_Calls__c: Decimal.of(1), Cool_Down_Minutes__c: Decimal.of(60) };

/** Ten dead letters. */
function deadLetters(): void {
  meter.reset({ answer: () => [400, ''] });
  submit(10);
  meter.until(1);
}

/** Ten rows, of a job whose circuit opens for an hour. */
function rowsOfAnOpenCircuit() {
  meter.reset({ breaker: LATER, answer: (call) => (call < 3 ? [503, ''] : [200, '']) });
  submit(10);
  return meter.until(9);
}

const PATHS: Readonly<Record<string, () => Cost | undefined>> = {
  '`submit`: 10 requests into a job': () => {
    meter.reset();
    return submit(10);
  },
  '`submit`: the same, `durability: row`': () => {
    meter.reset({ retry: { Durability__c: 'row' } });
    return submit(10);
  },
  '`submit`: the same, while the circuit is open': () => {
    rowsOfAnOpenCircuit();
    return submit(10);
  },
  'job that delivers 10 requests': () => {
    meter.reset();
    submit(10);
    return lane(meter.until(1));
  },
  'job that delivers 10, with driving records': () => {
    meter.reset();
    submit(10, true);
    return lane(meter.until(1));
  },
  'job that delivers 10, with a handler': () => {
    meter.reset({ retry: HANDLER });
    submit(10);
    return lane(meter.until(1));
  },
  'job that delivers 10, `durability: row`': () => {
    meter.reset({ retry: { Durability__c: 'row' } });
    submit(10);
    return lane(meter.until(1));
  },
  'its Finalizer': () => {
    meter.reset();
    submit(10);
    return nth(meter.until(1), 'RetryCalloutJob (Finalizer)');
  },
  'job in which 1 of 10 is to be retried': () => {
    meter.reset({ answer: first(503) });
    submit(10);
    return lane(meter.until(1));
  },
  'job that gives 1 of 10 up': () => {
    meter.reset({ answer: first(400) });
    submit(10);
    return lane(meter.until(1));
  },
  'job whose handler fails for 1 of 10': () => {
    meter.reset({ retry: HANDLER, answer: first(200, 'harmful') });
    submit(10);
    return lane(meter.until(1));
  },
  'parked job that claims a probe token': () => {
    meter.reset({ breaker: AT_ONCE, answer: down });
    submit(10);
    return lane(meter.until(4), 1);
  },
  'job that sends the probe and closes the circuit': () => {
    meter.reset({ breaker: AT_ONCE, answer: (call) => (call < 3 ? [503, ''] : [200, '']) });
    submit(10);
    return lane(meter.until(9), 2);
  },
  'parked job that becomes 10 rows': () => lane(rowsOfAnOpenCircuit(), 1),
  'Finalizer of a job that died with 10 delivered, with a handler': () => {
    meter.reset({ retry: HANDLER, answer: first(200, 'deadly') });
    submit(10);
    return nth(meter.until(1), 'RetryCalloutJob (Finalizer)');
  },
  'execution of a sweep that starts a lane of 10 rows': () => {
    deadLetters();
    meter.operate('redrive');
    return nth(meter.until(2), 'RetrySweeper');
  },
  'its Finalizer, which goes on': () => {
    deadLetters();
    meter.operate('redrive');
    return nth(meter.until(2), 'RetrySweeper (Finalizer)');
  },
  'execution of a sweep that finds nothing more': () => {
    deadLetters();
    meter.operate('redrive');
    return nth(meter.until(2), 'RetrySweeper', 1);
  },
  'hourly schedule, nothing waits': () => {
    meter.reset();
    meter.call('schedule()');
    return nth(meter.until(60), 'RetrySweeper');
  },
  'redrive of 10 rows': () => {
    deadLetters();
    return meter.operate('redrive');
  },
  'discard of 10 rows': () => {
    deadLetters();
    return meter.operate('discard');
  },
  'retention: 10 rows purged': () => {
    deadLetters();
    meter.operate('discard');
    meter.call('schedule()');
    return nth(meter.until(91 * DAY), 'RetryRetention');
  },
};

test('the table of costs names every path that is measured here', () => {
  expect([...documented.keys()]).toEqual(Object.keys(PATHS));
});

test.each(Object.entries(PATHS))('costs what the docs say: %s', (name, measure) => {
  const usage = measure()?.usage;
  const measured = [usage?.queries, usage?.dmlStatements, usage?.callouts, usage?.queueableJobs];
  expect(measured).toEqual(documented.get(name));
});
