import { describe, expect, test } from 'vitest';
import { failureOf, INSERT, job, MINUTE, org, runAll, START } from './jobs.ts';

describe('System.enqueueJob', () => {
  test('starts a job when its delay and the wait in the queue are over', () => {
    const target = org(job('counter++;'), { queueLatencyMs: () => 1500 });
    target.call('Job', 'enqueue(Integer)', 3);
    expect(runAll(target).map((step) => step.outcome.startedAt - START)).toEqual([3 * MINUTE + 1500]);
  });

  test.each([-1, 11])('refuses a delay of %s minutes', (delay) => {
    const target = org(job(''));
    expect(failureOf(() => target.call('Job', 'enqueue(Integer)', delay))).toMatch(
      /IllegalArgumentException/,
    );
  });

  test('takes fifty jobs of a synchronous transaction and no more; the fifty-first takes them all back', () => {
    const target = org(job(''));
    target.call('Job', 'enqueueMany(Integer)', 50);
    expect(target.org.queue.size).toBe(50);
    expect(failureOf(() => target.call('Job', 'enqueueMany(Integer)', 51))).toBe(
      'System.LimitException: Too many queueable jobs added to the queue: 51',
    );
    expect(target.org.queue.size).toBe(50);
  });

  test('takes one job of a job; the second is a LimitException that no catch sees', () => {
    const target = org(
      job(
        `${INSERT} System.enqueueJob(new Job()); try { System.enqueueJob(new Job()); } catch (Exception e) { counter++; } finally { counter++; }`,
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const [step] = runAll(target);
    expect(step?.outcome.error?.message).toBe('Too many queueable jobs added to the queue: 2');
    expect(target.org.queue.size).toBe(0);
    expect(target.rows('Thing__c')).toEqual([]);
  });

  test('keeps the order of jobs that are due together', () => {
    const target = org({
      ...job("insert new Thing__c(Needed__c = '' + round);"),
      Caller: `public class Caller { public static void run() {
        for (Integer i = 0; i < 9; i++) { Job job = new Job(); job.round = i; System.enqueueJob(job); }
      } }`,
    });
    target.call('Caller', 'run()');
    runAll(target);
    expect(
      target
        .rows('Thing__c')
        .map((row) => row['Needed__c'])
        .join(''),
    ).toBe('012345678');
  });

  test('copies the job: later changes and transient members do not travel', () => {
    const target = org({
      ...job(
        "if (lost == null && seen.size() == 1 && seen === again) { insert new Thing__c(Needed__c = 'ok'); }",
        'public List<String> again;',
      ),
      Caller: `public class Caller { public static void run() {
        Job job = new Job();
        job.seen.add('a');
        job.again = job.seen;
        System.enqueueJob(job);
        job.seen.add('b');
      } }`,
    });
    target.call('Caller', 'run()');
    runAll(target);
    expect(target.rows('Thing__c')).toHaveLength(1);
  });

  test('gives each job fresh statics', () => {
    const target = org(
      job(
        "counter++; insert new Thing__c(Needed__c = '' + counter); if (round < 2) { Job next = new Job(); next.round = round + 1; System.enqueueJob(next); }",
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    runAll(target);
    expect(target.rows('Thing__c').map((row) => row['Needed__c'])).toEqual(['1', '1', '1']);
  });

  test('drops the jobs of a transaction that fails', () => {
    const target = org(job('System.enqueueJob(new Job()); Integer i = 1 / round;'));
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target)).toHaveLength(1);
  });

  test('ends a chain at five jobs in a Developer org, unless the job asks for more', () => {
    const chain =
      'Job next = new Job(); next.round = round + 1; if (round < 20) { System.enqueueJob(next); }';
    const developer = org(job(chain), { edition: 'developer' });
    developer.call('Job', 'enqueue(Integer)', 0);
    const steps = runAll(developer);
    expect(steps).toHaveLength(5);
    expect(steps.at(-1)?.outcome.error).toMatchObject({
      type: 'System.AsyncException',
      message: 'Maximum stack depth has been reached.',
    });
    const asking = chain.replace(
      'System.enqueueJob(next)',
      'AsyncOptions o = new AsyncOptions(); o.MaximumQueueableStackDepth = 8; System.enqueueJob(next, o)',
    );
    const deeper = org(job(asking), { edition: 'developer' });
    deeper.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(deeper)).toHaveLength(8);
    const enterprise = org(job(chain));
    enterprise.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(enterprise)).toHaveLength(21);
  });

  test('refuses a signature that is queued, and takes it again once the job has started', () => {
    const signed = `AsyncOptions o = new AsyncOptions();
      o.DuplicateSignature = new QueueableDuplicateSignature.Builder().addString('one').build();
      System.enqueueJob(new Job(), o);`;
    const target = org({
      ...job(''),
      Caller: `public class Caller {
        public static void once() { ${signed} }
        public static void twice() { once(); once(); }
      }`,
    });
    expect(failureOf(() => target.call('Caller', 'twice()'))).toBe(
      'System.DuplicateMessageException: Attempt to enqueue job with duplicate queueable signature',
    );
    target.call('Caller', 'once()');
    expect(failureOf(() => target.call('Caller', 'once()'))).toMatch(/DuplicateMessageException/);
    runAll(target);
    target.call('Caller', 'once()');
    expect(target.org.queue.size).toBe(1);
  });

  test('throws a catchable AsyncException above the daily limit, which frees itself after 24 hours', () => {
    const target = org(job(''), { dailyAsyncLimit: 2 });
    target.call('Job', 'enqueueMany(Integer)', 2);
    expect(failureOf(() => target.call('Job', 'enqueueMany(Integer)', 1))).toBe(
      'System.AsyncException: Rate Limiting Exception : AsyncApexExecutions Limit exceeded.',
    );
    target.runUntil(START + 24 * 60 * MINUTE);
    expect(failureOf(() => target.call('Job', 'enqueueMany(Integer)', 1))).toBe('nothing thrown');
  });
});

describe('a batch', () => {
  const batch = (more: string): Record<string, string> => ({
    Batch: `public class Batch implements Database.Batchable<Thing__c> ${more} {
      public Integer sum = 0;
      public Database.QueryLocator start(Database.BatchableContext context) {
        return Database.getQueryLocator([SELECT Id, Needed__c FROM Thing__c]);
      }
      public void execute(Database.BatchableContext context, List<Thing__c> scope) {
        sum += scope.size();
        for (Thing__c each : scope) { each.Needed__c = 'of ' + scope.size(); }
        update scope;
        if (scope.size() == 1) { throw new StringException('the last'); }
      }
      public void finish(Database.BatchableContext context) { insert new Thing__c(Needed__c = 'sum ' + sum); }
      public static void run() {
        List<Thing__c> things = new List<Thing__c>();
        for (Integer i = 0; i < 5; i++) { things.add(new Thing__c(Needed__c = 'new')); }
        insert things;
        Database.executeBatch(new Batch(), 2);
      }
    }`,
  });

  test.each([
    ['', 'sum 0'],
    [', Database.Stateful', 'sum 4'],
  ])('runs in chunks, each a transaction of its own%s', (more, sum) => {
    const target = org(batch(more));
    target.call('Batch', 'run()');
    runAll(target);
    const texts = target.rows('Thing__c').map((row) => row['Needed__c']);
    expect(texts.slice(0, 5)).toEqual(['of 2', 'of 2', 'of 2', 'of 2', 'new']);
    expect(texts[5]).toBe(sum);
    expect(target.org.daily.count(START)).toBe(5);
  });
});
