import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TypeDeclaration } from '../compiler/syntax/declaration-ast.ts';
import { type CalloutRequest, type OrgSettings, seededRandom } from '../org/org.ts';
import { type Project, readProject } from '../runner/project.ts';
import { type Step, VirtualOrg } from '../runner/virtual-org.ts';
import { Decimal } from '../values/decimal.ts';

const START = Date.UTC(2026, 0, 15, 12, 0, 0);
const MINUTE = 60_000;

/** What a caller would write: a trigger or a service that submits requests. */
const CALLER = `public with sharing class Caller {
  public static void submit(Integer count, String prefix) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Integer i = 0; i < count; i++) {
      requests.add(new RetryRequest('Erp').withMethod('POST').withPath('/orders').withKey(prefix + i).withBody('{"n":' + i + '}'));
    }
    RetryCallout.submit(requests);
  }
  public static void schedule() { RetrySweeper.schedule(); }
}`;

function kit(): Project {
  const project = readProject(resolve(import.meta.dirname, '../../../force-app-template'));
  const record = {
    ...project.schema.object('Retry_Config__mdt')?.emptyValues,
    DeveloperName: 'Erp',
    Named_Credential__c: 'ERP',
    Jitter__c: 'full',
    Durability__c: 'job',
    Store_Payload__c: true,
    Retryable_Status_Codes__c: '408,425,429,500,502,503,504',
    Max_Retries__c: Decimal.of(30),
    Max_Elapsed_Minutes__c: Decimal.of(600),
  };
  return {
    ...project,
    metadata: new Map([['Retry_Config__mdt', [record]]]),
    sources: [
      ...project.sources.filter((source) => !/^@IsTest/im.test(source.text)),
      { file: 'Caller.cls', text: CALLER },
    ],
  };
}

const project = kit();
const parsed = new Map<string, TypeDeclaration>();

interface Result {
  /** Keys that the endpoint processed, in order. */
  readonly delivered: readonly string[];
  readonly rows: readonly unknown[];
  readonly steps: readonly Step[];
  readonly queued: number;
}

/** Submits requests to an endpoint that fails as scripted, and runs two days. */
function play(
  count: number,
  status: (request: CalloutRequest) => number,
  settings: Partial<OrgSettings> = {},
  seed = 1,
): Result {
  const delivered: string[] = [];
  const org = new VirtualOrg(project, {
    startAt: START,
    compile: { parsed },
    settings: {
      trace: true,
      random: seededRandom(seed),
      queueLatencyMs: () => 2000,
      endpoint: (request) => {
        const answer = status(request);
        if (answer === 200) delivered.push(request.headers.get('Idempotency-Key') ?? 'none');
        return { status: answer, latencyMs: 400 };
      },
      ...settings,
    },
  });
  org.call('Caller', 'schedule()');
  org.call('Caller', 'submit(Integer, String)', count, 'k');
  const steps: Step[] = [];
  org.runUntil(START + 48 * 60 * MINUTE, (step) => steps.push(step), 50_000);
  const rows = org.rows('Failed_Integration_Log__c').map((row) => row['Status__c']);
  return { delivered, rows, steps, queued: org.org.queue.size };
}

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `k${i}`).sort();

describe('the kit in virtual time', () => {
  test('delivers each of 200 requests once, through a 40-minute outage', () => {
    const until = START + 40 * MINUTE;
    const { delivered, rows, steps, queued } = play(200, (request) => (request.at < until ? 503 : 200));
    expect([...delivered].sort()).toEqual(keys(200));
    expect(rows.filter((status) => status !== 'Resolved')).toEqual([]);
    expect(steps.filter((step) => step.outcome.error)).toEqual([]);
    expect(queued).toBe(0);
  });

  test('gives up on what is refused, keeps each in a row, and loses none', () => {
    const refused = (request: CalloutRequest): boolean => /[05]}/.test(request.body);
    const { delivered, rows, queued } = play(50, (request) => (refused(request) ? 400 : 200));
    expect(delivered).toHaveLength(40);
    expect(rows.filter((status) => status === 'Dead Letter')).toHaveLength(10);
    expect(queued).toBe(0);
  });

  test.each([1, 2, 3])(
    'loses nothing where every second answer is an error and the daily limit is short (seed %s)',
    (seed) => {
      const chance = seededRandom(seed);
      const { delivered, rows, steps } = play(
        120,
        () => (chance() < 0.5 ? 503 : 200),
        { dailyAsyncLimit: 60 },
        seed,
      );
      const dead = rows.filter((status) => status === 'Dead Letter').length;
      const waiting = rows.filter((status) => status === 'Deferred' || status === 'In Flight').length;
      expect(new Set(delivered).size + dead + waiting).toBe(120);
      expect(delivered.length).toBe(new Set(delivered).size);
      expect(steps.filter((step) => step.outcome.error)).toEqual([]);
    },
  );
});
