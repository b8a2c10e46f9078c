import { describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import type { CalloutAnswer } from '../../tools/apex-runtime/org/org.ts';
import { readProject } from '../../tools/apex-runtime/runner/project.ts';
import { VirtualOrg } from '../../tools/apex-runtime/runner/virtual-org.ts';
import { Decimal } from '../../tools/apex-runtime/values/decimal.ts';
import { KIT } from './gates/project.ts';

const START = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const CALLER = `public with sharing class Caller {
  public static void submit(Integer count) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Integer i = 0; i < count; i++) {
      requests.add(new RetryRequest('Erp').withKey('k' + i).withBody('{}'));
    }
    RetryCallout.submit(requests);
  }
  public static void schedule() { RetrySweeper.schedule(); }
}`;

const parsed = new Map<string, TypeDeclaration>();

interface Script {
  /** Given the time since the start; null: 200. */
  readonly answer: (afterMs: number) => number | null;
  readonly maxRetries?: number;
  readonly coolDownMinutes?: number;
  readonly edition?: 'developer' | 'enterprise';
  /** A change of the kit's text. */
  readonly change?: readonly [from: string, to: string];
}

/** The kit in an org, with an endpoint by script. */
function orgOf({ answer, maxRetries = 20, coolDownMinutes, edition = 'enterprise', change }: Script) {
  const project = readProject(KIT);
  const calls: number[] = [];
  const sources = project.sources
    .filter(({ text }) => !/^@IsTest/imu.test(text))
    .map((source) => ({ ...source, text: change ? source.text.replace(...change) : source.text }));
  const empty = (object: string) => project.schema.object(object)?.emptyValues ?? {};
  const coolDown = coolDownMinutes === undefined ? {} : { Cool_Down_Minutes__c: Decimal.of(coolDownMinutes) };
  const metadata = new Map([
    [
      'Retry_Config__mdt',
      [
        {
          ...empty('Retry_Config__mdt'),
          DeveloperName: 'Erp',
          Named_Credential__c: 'ERP',
          Store_Payload__c: true,
          Retryable_Status_Codes__c: '503',
          Max_Retries__c: Decimal.of(maxRetries),
          Max_Elapsed_Minutes__c: Decimal.of(43_200),
        },
      ],
    ],
    [
      'Circuit_Breaker_Config__mdt',
      [{ ...empty('Circuit_Breaker_Config__mdt'), DeveloperName: 'Erp', ...coolDown }],
    ],
  ]);
  const org = new VirtualOrg(
    { ...project, metadata, sources: [...sources, { file: 'Caller.cls', text: CALLER }] },
    {
      startAt: START,
      settings: {
        trace: true,
        edition,
        endpoint: ({ at }): CalloutAnswer => {
          calls.push(at - START);
          return { status: answer(at - START) ?? 200, latencyMs: 100 };
        },
      },
      compile: { parsed },
    },
  );
  return { org, calls };
}

const rowsOf = (org: VirtualOrg, status: string) =>
  org.rows('Failed_Integration_Log__c').filter((row) => row['Status__c'] === status);

describe('a chain of jobs', () => {
  test('goes on beyond the five jobs that a Developer org allows by default', () => {
    const { org, calls } = orgOf({ answer: () => 503, maxRetries: 8, edition: 'developer' });
    org.call('Caller', 'submit(Integer)', 1);
    org.runUntil(START + 4 * HOUR);
    expect(calls).toHaveLength(9);
    expect(rowsOf(org, 'Dead Letter')).toHaveLength(1);
  });

  test('that reaches its greatest depth becomes rows, and the hourly schedule carries them on', () => {
    const { org, calls } = orgOf({
      answer: (afterMs) => (afterMs < 3 * HOUR ? 503 : null),
      edition: 'developer',
      change: ['MAX_CHAIN_DEPTH = 1000', 'MAX_CHAIN_DEPTH = 2'],
    });
    org.call('Caller', 'schedule()');
    org.call('Caller', 'submit(Integer)', 3);
    org.runUntil(START + 30 * MINUTE - 1);
    expect(org.jobs).toHaveLength(0);
    expect(rowsOf(org, 'Deferred')).toHaveLength(3);
    org.runUntil(START + 24 * HOUR);
    expect(calls.at(-1)).toBeGreaterThan(3 * HOUR);
    expect(rowsOf(org, 'Resolved')).toHaveLength(3);
  });
});

describe('the circuit of an endpoint that is down for two hours', () => {
  const { org, calls } = orgOf({
    answer: (afterMs) => (afterMs < 2 * HOUR ? 503 : null),
    coolDownMinutes: 15,
  });
  org.call('Caller', 'schedule()');
  org.call('Caller', 'submit(Integer)', 100);
  org.runUntil(START + 6 * HOUR);

  test('lets little through while it is open: one probe in a cool-down of 15 minutes', () => {
    expect(calls.filter((at) => at > 20 * MINUTE && at < 2 * HOUR).length).toBeLessThanOrEqual(8);
    expect(calls.filter((at) => at > 20 * MINUTE && at < 2 * HOUR).length).toBeGreaterThanOrEqual(3);
  });

  test('loses and gives up nothing, and leaves no state behind', () => {
    expect(rowsOf(org, 'Dead Letter')).toHaveLength(0);
    expect(rowsOf(org, 'Deferred')).toHaveLength(0);
    expect(rowsOf(org, 'In Flight')).toHaveLength(0);
    expect(org.jobs).toHaveLength(0);
    expect(org.rows('Circuit_Breaker_State__c')).toEqual([]);
    expect(calls.filter((at) => at >= 2 * HOUR)).toHaveLength(100);
  });

  test('lets all through within an hour of its recovery', () => {
    expect(calls.at(-1)).toBeLessThan(3 * HOUR);
  });
});

describe('a circuit whose row somebody else holds locked', () => {
  test('forgets what jobs saw, and keeps no request from going on', () => {
    const { org, calls } = orgOf({ answer: (afterMs) => (afterMs < HOUR ? 503 : null) });
    org.call('Caller', 'submit(Integer)', 1);
    org.runUntil(START + MINUTE);
    const [row] = org.rows('Circuit_Breaker_State__c');
    expect(row?.['Calls__c']).toEqual(Decimal.of(1));
    org.org.store.lockedElsewhere.add(String(row?.['Id']));
    const deeds: unknown[] = [];
    for (let step = org.step(START + HOUR); step !== null; step = org.step(START + HOUR)) {
      deeds.push(...step.deeds);
    }
    expect(calls.length).toBeGreaterThan(3);
    // Refused by the lock that the job asks for, not by the one that a blind write would meet.
    expect(deeds).not.toContainEqual(expect.objectContaining({ object: 'Circuit_Breaker_State__c' }));
    expect(org.rows('Circuit_Breaker_State__c')[0]?.['Calls__c']).toEqual(Decimal.of(1));
    org.runUntil(START + 2 * HOUR);
    expect(org.jobs).toHaveLength(0);
    expect(rowsOf(org, 'Dead Letter')).toHaveLength(0);
  });

  test('grants no token, and the lane looks again', () => {
    const { org, calls } = orgOf({ answer: (afterMs) => (afterMs < 16 * MINUTE ? 503 : null) });
    org.call('Caller', 'schedule()');
    org.call('Caller', 'submit(Integer)', 30);
    while (org.rows('Circuit_Breaker_State__c')[0]?.['State__c'] !== 'Open') org.step(START + HOUR);
    const id = String(org.rows('Circuit_Breaker_State__c')[0]?.['Id']);
    const before = calls.length;
    org.org.store.lockedElsewhere.add(id);
    org.runUntil(START + 2 * HOUR);
    expect(calls).toHaveLength(before);
    org.org.store.lockedElsewhere.delete(id);
    org.runUntil(START + 4 * HOUR);
    expect(rowsOf(org, 'Deferred')).toHaveLength(0);
    expect(calls).toHaveLength(before + 30);
  });
});
