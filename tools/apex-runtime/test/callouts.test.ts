import { describe, expect, test } from 'vitest';
import type { CalloutAnswer, OrgSettings } from '../org/org.ts';
import { INSERT, job, org, runAll, START } from './jobs.ts';

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
