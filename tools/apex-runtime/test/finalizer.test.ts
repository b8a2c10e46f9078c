import { describe, expect, test } from 'vitest';
import { failureOf, INSERT, job, org, runAll, START } from './jobs.ts';

describe('a finalizer', () => {
  const again = `public void execute(FinalizerContext context) {
    if (context.getResult() == ParentJobResult.UNHANDLED_EXCEPTION) {
      Job next = new Job();
      next.round = round + 1;
      next.seen.add(context.getException().getMessage());
      System.enqueueJob(next);
    }
  }`;

  test('runs in a transaction of its own after a failure that rolled everything back', () => {
    const target = org(
      job(
        `System.attachFinalizer(this); ${INSERT} seen.add('late'); lost = 'again'; Integer i = 1 / 0;`,
        `public void execute(FinalizerContext context) {
        insert new Thing__c(Needed__c = context.getException().getMessage().left(20), Text__c = seen[0], Kind__c = lost == null ? 'Blue' : 'Red');
      }`,
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const [step] = runAll(target);
    expect(step?.outcome.error?.type).toBe('System.MathException');
    expect(target.rows('Thing__c').map((row) => [row['Needed__c'], row['Text__c'], row['Kind__c']])).toEqual([
      ['Divide by 0', 'late', 'Blue'],
    ]);
  });

  test('runs after a LimitException too, and has synchronous limits but one job', () => {
    const target = org(
      job(
        'System.attachFinalizer(this); for (Integer i = 0; i < 201; i++) { Integer n = [SELECT COUNT() FROM Thing__c]; }',
        `public void execute(FinalizerContext context) {
        insert new Thing__c(Needed__c = Limits.getLimitQueries() + ' ' + Limits.getLimitQueueableJobs());
      }`,
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const [step] = runAll(target);
    expect(step?.outcome.error?.message).toBe('Too many SOQL queries: 201');
    expect(target.rows('Thing__c')[0]?.['Needed__c']).toBe('100 1');
  });

  test('enqueues a job that keeps failing five times in a row, and not a sixth time', () => {
    const target = org(job('System.attachFinalizer(this); Integer i = 1 / 0;', again));
    target.call('Job', 'enqueue(Integer)', 0);
    const steps = runAll(target);
    expect(steps).toHaveLength(6);
    expect(steps.at(-1)?.outcome.finalizerError?.type).toBe('System.AsyncException');
  });

  test('counts from the start again after a success', () => {
    const target = org(
      job(
        'System.attachFinalizer(this); if (round == 4) { Job next = new Job(); next.round = 5; System.enqueueJob(next); return; } if (round < 9) { Integer i = 1 / 0; }',
        again,
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const steps = runAll(target);
    expect(steps.map((step) => step.outcome.error === null)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test('counts from the start again where it goes on for a job that succeeded', () => {
    const target = org(
      job(
        'System.attachFinalizer(this); if (round != 4 && round < 9) { Integer i = 1 / 0; }',
        `public void execute(FinalizerContext context) {
          Job next = new Job();
          next.round = round + 1;
          if (next.round < 10) { System.enqueueJob(next); }
        }`,
      ),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const steps = runAll(target);
    expect(steps).toHaveLength(10);
    expect(steps.every((step) => step.outcome.finalizerError === null)).toBe(true);
  });

  test('does not count against the daily limit, its job does', () => {
    const target = org(job('System.attachFinalizer(this); if (round < 2) { Integer i = 1 / 0; }', again));
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target)).toHaveLength(3);
    expect(target.org.daily.count(START)).toBe(3);
  });

  test('is attached once, and only in a Queueable', () => {
    const target = org({
      ...job('System.attachFinalizer(this); System.attachFinalizer(this);'),
      Caller: 'public class Caller { public static void run() { System.attachFinalizer(new Job()); } }',
    });
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target)[0]?.outcome.error?.message).toBe(
      'More than one Finalizer cannot be attached to same Async Apex Job',
    );
    expect(failureOf(() => target.call('Caller', 'run()'))).toMatch(/not allowed in this context/);
  });
});
