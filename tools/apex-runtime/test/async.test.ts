import { describe, expect, test } from 'vitest';
import { type CalloutAnswer, type OrgSettings, seededRandom } from '../org/org.ts';
import type { Schema } from '../org/schema.ts';
import { type Step, VirtualOrg } from '../runner/virtual-org.ts';
import type { ApexException } from '../values/exception.ts';
import { exceptionText } from '../values/text.ts';
import { smallSchema } from './program.ts';

const START = Date.UTC(2026, 0, 15, 12, 0, 0);
const MINUTE = 60_000;

/** An org that runs these classes. */
function org(
  classes: Readonly<Record<string, string>>,
  settings: Partial<OrgSettings> = {},
  schema: Schema = smallSchema(),
): VirtualOrg {
  const sources = Object.entries(classes).map(([name, text]) => ({ file: `${name}.cls`, text }));
  return new VirtualOrg(
    { sources, schema, metadata: new Map() },
    { startAt: START, settings: { trace: true, ...settings } },
  );
}

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return exceptionText(error as ApexException);
  }
  return 'nothing thrown';
}

/** A job whose body is given, and a caller that enqueues it. */
function job(body: string, more = ''): Record<string, string> {
  return {
    Job: `public class Job implements Queueable, Database.AllowsCallouts, Finalizer {
      public Integer round = 0;
      public transient String lost = 'here';
      public List<String> seen = new List<String>();
      public static Integer counter = 0;
      public void execute(QueueableContext context) { ${body} }
      ${more.includes('FinalizerContext') ? more : `public void execute(FinalizerContext context) {} ${more}`}
      public static void enqueue(Integer delay) { System.enqueueJob(new Job(), delay); }
      public static void enqueueMany(Integer count) { for (Integer i = 0; i < count; i++) { System.enqueueJob(new Job()); } }
      public static Integer get(String url) {
        HttpRequest request = new HttpRequest();
        request.setMethod('GET');
        request.setEndpoint(url);
        request.setTimeout(5000);
        return new Http().send(request).getStatusCode();
      }
    }`,
  };
}

function runAll(target: VirtualOrg, minutes = 24 * 60): readonly Step[] {
  const steps: Step[] = [];
  target.runUntil(START + minutes * MINUTE, (step) => steps.push(step), 1000);
  return steps;
}

const INSERT = "insert new Thing__c(Needed__c = 'x');";

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
        `System.attachFinalizer(this); ${INSERT} seen.add('late'); Integer i = 1 / 0;`,
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

describe('a callout', () => {
  const answers = (answer: CalloutAnswer): Partial<OrgSettings> => ({ endpoint: () => answer });

  test('moves the clock of its transaction and comes back with the answer of the script', () => {
    const target = org(
      job(
        "Long before = System.now().getTime(); Integer status = get('callout:X/y'); insert new Thing__c(Needed__c = status + ' ' + (System.now().getTime() - before));",
      ),
      answers({ status: 503, latencyMs: 700 }),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    const [step] = runAll(target);
    expect(target.rows('Thing__c')[0]?.['Needed__c']).toBe('503 700');
    expect(step?.deeds.map((deed) => deed.kind)).toEqual(['callout', 'write']);
    expect(step?.outcome.endedAt).toBe(START + 700);
  });

  test.each([
    ['DML', INSERT],
    ['an enqueued job', 'System.enqueueJob(new Job());'],
    ['an event published after commit', "EventBus.publish(new Happened__e(Text__c = 'a'));"],
    ['a scheduled job', "System.schedule('s', '0 0 * * * ?', new Tick());"],
  ])('is refused after %s', (_, work) => {
    const target = org(
      {
        ...job(`if (round == 0) { ${work} get('callout:X/y'); }`),
        Tick: 'public class Tick implements Schedulable { public void execute(SchedulableContext c) {} }',
      },
      answers({ status: 200, latencyMs: 1 }),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target, 10)[0]?.outcome.error).toMatchObject({
      type: 'System.CalloutException',
      message: 'You have uncommitted work pending. Please commit or rollback before calling out.',
    });
  });

  test('is allowed again after a rollback and the release of the savepoint, and not before the release', () => {
    const work = (release: string): string =>
      `Savepoint s = Database.setSavepoint(); ${INSERT} Database.rollback(s); ${release} get('callout:X/y');`;
    for (const [release, error] of [
      ['', 'All active Savepoints must be released before making callouts.'],
      ['Database.releaseSavepoint(s);', undefined],
    ] as const) {
      const target = org(job(work(release)), answers({ status: 200, latencyMs: 1 }));
      target.call('Job', 'enqueue(Integer)', 0);
      expect(runAll(target)[0]?.outcome.error?.message).toBe(error);
    }
  });

  test('times out, and says what the script says where nothing answers', () => {
    for (const [answer, text] of [
      [{ status: 200, latencyMs: 5001 }, 'Read timed out'],
      [{ failure: 'Connection refused', latencyMs: 10 }, 'Connection refused'],
    ] as const) {
      const target = org(
        job(
          "try { get('callout:X/y'); } catch (CalloutException e) { insert new Thing__c(Needed__c = e.getMessage()); }",
        ),
        answers(answer),
      );
      target.call('Job', 'enqueue(Integer)', 0);
      runAll(target);
      expect(target.rows('Thing__c')[0]?.['Needed__c']).toBe(text);
    }
  });

  test('is not allowed from a job without Database.AllowsCallouts', () => {
    const target = org(
      {
        Plain:
          "public class Plain implements Queueable { public void execute(QueueableContext c) { HttpRequest r = new HttpRequest(); r.setMethod('GET'); r.setEndpoint('callout:X'); new Http().send(r); } public static void run() { System.enqueueJob(new Plain()); } }",
      },
      answers({ status: 200, latencyMs: 1 }),
    );
    target.call('Plain', 'run()');
    expect(runAll(target)[0]?.outcome.error?.message).toMatch(/^Callout not allowed/);
  });

  test('number 101 is one too many', () => {
    const target = org(
      job("for (Integer i = 0; i < 101; i++) { get('callout:X/y'); }"),
      answers({ status: 200, latencyMs: 1 }),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target)[0]?.outcome.error?.message).toBe('Too many callouts: 101');
  });

  test('of more than two minutes together is a LimitException', () => {
    const target = org(
      job("for (Integer i = 0; i < 50; i++) { get('callout:X/y'); }"),
      answers({ status: 200, latencyMs: 4900 }),
    );
    target.call('Job', 'enqueue(Integer)', 0);
    expect(runAll(target)[0]?.outcome.error?.type).toBe('System.LimitException');
  });
});

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
