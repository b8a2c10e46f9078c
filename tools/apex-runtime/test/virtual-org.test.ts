import { describe, expect, test } from 'vitest';
import { seededRandom } from '../org/org.ts';
import { failureOf, INSERT, job, MINUTE, org, runAll, START } from './jobs.ts';

describe('the virtual-time org', () => {
  const chain =
    job(`Double draw = Math.random(); Integer delay = Math.mod(Crypto.getRandomInteger() & 1023, 11);
    insert new Thing__c(Needed__c = '' + delay, Key__c = UUID.randomUUID().toString().left(20));
    if (round < 20) { Job next = new Job(); next.round = round + 1; System.enqueueJob(next, delay); }`);

  test('does the same again from the same seed, and something else from another', () => {
    const trace = (seed: number): unknown => {
      const target = org(chain, { random: seededRandom(seed) });
      target.call('Job', 'enqueue(Integer)', 0);
      return runAll(target).map((step) => [step.outcome.startedAt, step.deeds]);
    };
    expect(trace(7)).toEqual(trace(7));
    expect(trace(7)).not.toEqual(trace(8));
  });

  test('runs schedules between jobs, at the times of their cron expression', () => {
    const target = org({
      Tick: `public class Tick implements Schedulable {
        public void execute(SchedulableContext c) { insert new Thing__c(Needed__c = System.now().format('HH:mm')); }
        public static void run() { System.schedule('Ticks', '0 20,50 * * * ?', new Tick()); }
      }`,
    });
    target.call('Tick', 'run()');
    target.runUntil(START + 90 * MINUTE);
    expect(target.rows('Thing__c').map((row) => row['Needed__c'])).toEqual(['12:20', '12:50', '13:20']);
    expect(failureOf(() => target.call('Tick', 'run()'))).toMatch(/already scheduled/);
  });

  test('keeps rows that others hold locked from FOR UPDATE and from DML', () => {
    const target = org({
      Locks: `public class Locks {
        public static void make() { ${INSERT} }
        public static void lockRows() { List<Thing__c> l = [SELECT Id FROM Thing__c FOR UPDATE]; }
        public static void change() { update [SELECT Id FROM Thing__c]; }
      }`,
    });
    target.call('Locks', 'make()');
    target.call('Locks', 'lockRows()');
    target.org.store.lockedElsewhere.add(String(target.rows('Thing__c')[0]?.['Id']));
    expect(failureOf(() => target.call('Locks', 'lockRows()'))).toMatch(
      /^System.QueryException: Record Currently Unavailable/,
    );
    expect(failureOf(() => target.call('Locks', 'change()'))).toMatch(/UNABLE_TO_LOCK_ROW/);
  });

  test('publishes events of a transaction that commits, and those published immediately in any case', () => {
    const target = org({
      Events: `public class Events {
        public static void run(Boolean fail) {
          EventBus.publish(new Happened__e(Text__c = 'commit'));
          EventBus.publish(new List<Shouted__e>{ new Shouted__e(Text__c = 'now') });
          if (fail) { Integer i = 1 / 0; }
        }
      }`,
    });
    failureOf(() => target.call('Events', 'run(Boolean)', true));
    expect(target.org.published.map((event) => event.fields['Text__c'])).toEqual(['now']);
    target.call('Events', 'run(Boolean)', false);
    expect(target.org.published.map((event) => event.fields['Text__c'])).toEqual(['now', 'now', 'commit']);
  });

  test('gives up on jobs that never come to rest', () => {
    const target = org(job('System.enqueueJob(new Job());'));
    target.call('Job', 'enqueue(Integer)', 0);
    expect(() => runAll(target)).toThrow(/did not come to rest within 1000 jobs/);
  });
});
