import { describe, expect, test } from 'vitest';
import type { StatementPlace } from '../org/faults.ts';
import type { VirtualOrg } from '../runner/virtual-org.ts';
import { Datetime } from '../values/dates.ts';
import { base, HOUR, play, START } from './kit-orders.ts';

const note = (step: string, name: string): string => `${step} {"name":"${name}"}`;

describe('a trigger that submits', () => {
  test("is not fired again by the kit's own write of the retry count", () => {
    const failed = new Set<string>();
    const { order, rest, received, orders } = play(({ body }) => {
      if (failed.has(body)) return 200;
      failed.add(body);
      return 503;
    });
    order('a');
    rest();
    expect(received).toHaveLength(2);
    expect(new Set(received).size).toBe(1);
    expect(String(orders()[0]?.['Retry_Count__c'])).toBe('1');
  });

  test('gives a later, different operation another key', () => {
    const { org, order, rest, received, orders } = play(() => 200);
    order('a');
    rest();
    org.call('Caller', 'rename(String, String)', 'a', 'b');
    rest();
    expect(received.map((each) => each.split(' ')[0])).toEqual(['a', 'b']);
    expect(new Set(received.map((each) => each.split(' ')[1])).size).toBe(2);
    expect(received[1]).toBe(`b ${orders()[0]?.['Integration_Idempotency_Key__c']}`);
  });
});

describe('a handler', () => {
  test('is told of each delivery and each dead letter once', () => {
    const { order, rest, notes, statuses } = play(({ body }) => (body.includes('bad') ? 400 : 200));
    for (const name of ['a', 'bad', 'c']) order(name);
    rest();
    expect(notes()).toEqual([note('dead letter', 'bad'), note('success', 'a'), note('success', 'c')]);
    expect(statuses()).toEqual(['Dead Letter']);
  });

  test('that kills its job sends nothing again: it is run once more, and then by an operator', () => {
    const { org, order, rest, names, notes, statuses } = play(() => 200);
    order('poison');
    rest();
    expect(names()).toEqual(['poison']);
    expect(statuses()).toEqual(['Handler Failed']);
    expect(org.call('Caller', 'redrive()')).toBe(1);
    rest();
    expect(statuses()).toEqual(['Handler Failed']);
    org.call('Caller', 'cure()');
    org.call('Caller', 'redrive()');
    rest();
    expect(names()).toEqual(['poison']);
    expect(notes()).toEqual([note('success', 'poison')]);
    expect(statuses()).toEqual(['Resolved']);
  });

  test('that is struck at any of its statements loses no outcome, and nothing is sent again', () => {
    const isHandler = (file: string): boolean => file === 'OrderHandler.cls';
    let last = Number.POSITIVE_INFINITY;
    for (let n = 1; n <= last; n += 1) {
      const at: { count: number; target?: VirtualOrg } = { count: 0 };
      const game = play(() => 200, {
        statement: ({ file }) => {
          if (!isHandler(file)) return;
          at.count += 1;
          if (at.count === n) throw at.target?.machine.runtime.fatal('LimitException', 'struck');
        },
      });
      at.target = game.org;
      game.order('a');
      game.rest();
      if (at.count < n) {
        last = n - 1;
        continue;
      }
      expect(game.names(), `struck at statement ${n}`).toEqual(['a']);
      expect(game.notes(), `struck at statement ${n}`).toEqual([note('success', 'a')]);
      expect(game.statuses(), `struck at statement ${n}`).toEqual(['Resolved']);
    }
    expect(last).toBeGreaterThan(4);
  });
});

describe('a job that the platform ends without its Finalizer', () => {
  function playLostJob(durability: 'job' | 'row') {
    const at: { org?: VirtualOrg; lost: number } = { lost: 0 };
    const game = play(
      () => 200,
      {
        statement: ({ file }) => {
          if (!file.endsWith('RetryHandlers.cls') || at.lost > 0) return;
          at.lost += 1;
          throw at.org?.machine.runtime.fatal('LimitException', 'struck');
        },
        skipsFinalizer: () => at.lost === 1,
      },
      durability,
    );
    at.org = game.org;
    game.order('a');
    game.org.runUntil(START + HOUR / 2, undefined, 5000);
    at.lost += 1;
    game.rest();
    return game;
  }

  test('loses a request that stood in it alone: what durability row is for', () => {
    expect(playLostJob('job').names()).toEqual([]);
  });

  test('loses no request that has a row', () => {
    const { names, statuses, notes, org } = playLostJob('row');
    expect(names()).toEqual(['a']);
    expect(statuses()).toEqual(['Resolved']);
    expect(notes()).toEqual([note('success', 'a')]);
    expect(String(org.rows('Failed_Integration_Log__c')[0]?.['Crash_Count__c'])).toBe('1');
  });
});

describe('a row that changes between the query that chose it and its lock', () => {
  const queue = base.sources.find(({ file }) => file.endsWith('/FailedIntegrationQueue.cls'));
  const lineOf = (text: string): number =>
    (queue?.text.split('\n').findIndex((line) => line.includes(text)) ?? -1) + 1;
  const claimLine = lineOf('> fresh = new Map');
  const lapsedLine = lineOf(': locked(lapsed)');

  /** @param edit - changes the row while it is not locked; null leaves it alone */
  function playWithEdit(edit: Record<string, unknown> | null, isJobLost: boolean) {
    const at: { org?: VirtualOrg; lost: number; edits: number } = { lost: 0, edits: 0 };
    const lock = { line: isJobLost ? lapsedLine : claimLine, from: isJobLost ? START + 2 * HOUR : START };
    const edited = ({ file, line }: StatementPlace): void => {
      const org = at.org;
      if (!org || at.edits > 0 || line !== lock.line || org.org.now < lock.from) return;
      if (!file.endsWith('FailedIntegrationQueue.cls')) return;
      at.edits += 1;
      for (const row of org.rows('Failed_Integration_Log__c')) Object.assign(row, edit);
    };
    const lost = ({ file }: StatementPlace): void => {
      if (!isJobLost || at.lost > 0 || !file.endsWith('RetryHandlers.cls')) return;
      at.lost += 1;
      throw at.org?.machine.runtime.fatal('LimitException', 'struck');
    };
    const game = play(() => 503, {
      statement: (place) => {
        edited(place);
        lost(place);
      },
      refusesJob: (_, tx) => tx.kind === 'sync',
      skipsFinalizer: (job) => isJobLost && job.className === 'RetryCalloutJob',
    });
    at.org = game.org;
    game.order('a');
    game.org.runUntil(START + 4 * HOUR, undefined, 5000);
    return game;
  }

  test('because an operator has dropped it is not sent', () => {
    expect([claimLine, lapsedLine].filter((line) => line > 0)).toHaveLength(2);
    expect(playWithEdit(null, false).names().length).toBeGreaterThan(1);
    const { names, statuses } = playWithEdit({ Status__c: 'Discarded' }, false);
    expect(names()).toEqual([]);
    expect(statuses()).toEqual(['Discarded']);
  });

  test('because its job was heard of is not taken from that job', () => {
    const crashes = (edit: Record<string, unknown> | null): string =>
      String(playWithEdit(edit, true).org.rows('Failed_Integration_Log__c')[0]?.['Crash_Count__c']);
    expect(crashes(null)).toBe('1');
    expect(crashes({ Lease_Until__c: new Datetime(START + 100 * HOUR) })).toBe('0');
    expect(crashes({ Status__c: 'Resolved' })).toBe('0');
  });
});
