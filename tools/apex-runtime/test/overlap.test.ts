import { describe, expect, test } from 'vitest';
import type { OrgSettings } from '../org/org.ts';
import type { VirtualOrg } from '../runner/virtual-org.ts';
import { job, MINUTE, org, START } from './jobs.ts';

const COUNT = '[SELECT COUNT() FROM Thing__c]';

/** A job that reads, calls and reads again, and says what it saw. */
const READER = job(
  `Integer before = ${COUNT};
  get('https://x/' + round);
  Integer later = ${COUNT};
  Long at = System.now().getTime();
  insert new Thing__c(Needed__c = round + ': ' + before + ' ' + later, Text__c = String.valueOf(at).right(6));`,
  `public static void start(Integer round) { Job made = new Job(); made.round = round; System.enqueueJob(made); }`,
);

/** Jobs 1, 2 and 3 begin together; the call of job n takes so many milliseconds. */
function three(times: readonly number[], settings: Partial<OrgSettings> = {}): VirtualOrg {
  const target = org(
    READER,
    {
      endpoint: ({ endpoint }) => ({ status: 200, latencyMs: times[Number(endpoint.at(-1)) - 1] ?? 0 }),
      ...settings,
    },
    { overlap: true },
  );
  for (const round of [1, 2, 3]) target.call('Job', 'start(Integer)', round);
  target.runUntil(START + MINUTE);
  return target;
}

const seen = (target: VirtualOrg): readonly unknown[] =>
  target.rows('Thing__c').map((row) => row['Needed__c']);

describe('jobs that overlap', () => {
  test('read before their callouts what was there when they began, and afterwards what others wrote', () => {
    expect(seen(three([300, 100, 200]))).toEqual(['2: 0 0', '3: 0 1', '1: 0 2']);
  });

  test('that end at the same time end in the order in which they began', () => {
    expect(seen(three([100, 100, 100]))).toEqual(['1: 0 0', '2: 0 1', '3: 0 2']);
  });

  test('write at the time of their end', () => {
    const at = String(START).slice(-6);
    expect(
      three([300, 100, 200])
        .rows('Thing__c')
        .map((row) => Number(row['Text__c']) - Number(at)),
    ).toEqual([100, 200, 300]);
  });

  test('leave nothing behind from their rehearsal', () => {
    const steps: string[] = [];
    const target = org(
      job(`if (round == 0) { get('https://x'); }
        insert new Thing__c(Needed__c = 'x');
        EventBus.publish(new Shouted__e(Text__c = 'now'));
        System.schedule('Later', '0 0 0 1 1 ?', new Tick());`),
      { endpoint: () => ({ status: 200, latencyMs: 50 }) },
      { overlap: true, more: { Tick: TICK } },
    );
    target.call('Job', 'enqueue(Integer)', 0);
    target.runUntil(START + MINUTE, (step) => steps.push(...step.deeds.map((deed) => deed.kind)));
    expect(steps).toEqual(['callout', 'write', 'publish']);
    expect(target.rows('Thing__c')).toHaveLength(1);
    expect(target.org.published).toHaveLength(1);
    expect(target.org.schedules.size).toBe(1);
  });

  test('are held to what they did in the rehearsal', () => {
    let call = 0;
    const endpoint = () => ({ status: 200, latencyMs: ++call });
    expect(() => three([1, 2, 3], { endpoint })).toThrow(/took another time than in its rehearsal/);
  });
});

const TICK = 'public class Tick implements Schedulable { public void execute(SchedulableContext c) {} }';
