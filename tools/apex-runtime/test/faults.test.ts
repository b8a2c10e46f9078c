import { describe, expect, test } from 'vitest';
import type { Faults } from '../org/faults.ts';
import type { Step, VirtualOrg } from '../runner/virtual-org.ts';
import { job, org, runAll } from './jobs.ts';

const AGAIN = `public void execute(FinalizerContext context) {
  insert new Thing__c(Needed__c = ('end ' + context.getResult()).left(20));
}`;

const LINES = `System.attachFinalizer(this);
insert new Thing__c(Needed__c = 'first');
try {
  insert new Thing__c(Needed__c = 'second');
} catch (Exception e) {
  insert new Thing__c(Needed__c = 'caught');
}
System.enqueueJob(new Idle());`;
const IDLE = 'public class Idle implements Queueable { public void execute(QueueableContext context) {} }';

function play(faults: (target: VirtualOrg) => Faults): {
  readonly rows: unknown[];
  readonly steps: readonly Step[];
} {
  const made: { target?: VirtualOrg } = {};
  const at = (): Faults => faults(made.target as VirtualOrg);
  const target = org(
    job(LINES, AGAIN),
    {
      faults: {
        statement: (place, tx) => at().statement?.(place, tx),
        refusesJob: (work, tx) => at().refusesJob?.(work, tx) ?? false,
        skipsFinalizer: (each) => at().skipsFinalizer?.(each) ?? false,
      },
    },
    { compile: { statements: true }, more: { Idle: IDLE } },
  );
  made.target = target;
  target.call('Job', 'enqueue(Integer)', 0);
  const steps = runAll(target);
  return { rows: target.rows('Thing__c').map((row) => row['Needed__c']), steps };
}

/** Strikes at the n-th statement of a job. */
function atStatement(n: number, strike: (target: VirtualOrg) => void) {
  const counts = new Map<unknown, number>();
  return (target: VirtualOrg): Faults => ({
    statement: (_, tx) => {
      if (tx.kind !== 'queueable') return;
      const count = (counts.get(tx) ?? 0) + 1;
      counts.set(tx, count);
      if (count === n) strike(target);
    },
  });
}

describe('faults', () => {
  test('strike at a statement whose place is known', () => {
    const places: string[] = [];
    play(() => ({ statement: ({ file, line }, tx) => places.push(`${tx.kind} ${file}:${line}`) }));
    expect(places.filter((place) => place.startsWith('queueable Job'))).toEqual([
      'queueable Job.cls:6',
      'queueable Job.cls:7',
      'queueable Job.cls:9',
      'queueable Job.cls:13',
    ]);
    expect(places).toContain('finalizer Job.cls:15');
  });

  test('that a program can catch are caught', () => {
    const strike = ({ machine }: VirtualOrg): never => {
      throw machine.runtime.exception('DmlException', 'struck');
    };
    expect(play(atStatement(3, strike)).rows).toEqual(['first', 'caught', 'end SUCCESS']);
  });

  test('that nothing catches roll the job back and leave it to its finalizer', () => {
    const strike = ({ machine }: VirtualOrg): never => {
      throw machine.runtime.fatal('LimitException', 'struck');
    };
    const { rows, steps } = play(atStatement(3, strike));
    expect(rows).toEqual(['end UNHANDLED_EXCEPT']);
    expect(steps[0]?.outcome.error?.type).toBe('System.LimitException');
  });

  test('use up the slot of a transaction', () => {
    const strike = ({ machine }: VirtualOrg): void => machine.runtime.use('queueableJobs');
    const { steps } = play(atStatement(4, strike));
    expect(steps[0]?.outcome.error?.message).toBe('Too many queueable jobs added to the queue: 2');
  });

  test('refuse a job with an exception that can be caught', () => {
    const { steps } = play(() => ({ refusesJob: (_, tx) => tx.kind === 'queueable' }));
    expect(steps[0]?.outcome.error?.type).toBe('System.AsyncException');
    expect(steps).toHaveLength(1);
  });

  test('end a job without its finalizer', () => {
    expect(play(() => ({ skipsFinalizer: () => true })).rows).toEqual(['first', 'second']);
  });
});
