import type { Usage } from '../../tools/apex-runtime/org/limits.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import type { Project } from '../../tools/apex-runtime/runner/project.ts';
import { VirtualOrg } from '../../tools/apex-runtime/runner/virtual-org.ts';

const START = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

const CALLER = `public with sharing class Caller implements RetryCalloutHandler {
  public static void submit(Integer count, Boolean withRecords) {
    List<Order__c> orders = new List<Order__c>();
    for (Integer i = 0; i < count; i++) { orders.add(new Order__c(Name = 'o' + i)); }
    if (withRecords) { insert as system orders; }
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Order__c order : orders) {
      requests.add(new RetryRequest('Erp_Orders').withRecord(order.Id).withPath('/orders').withBody('{}'));
    }
    RetryCallout.submit(requests);
  }
  public static void redrive(String rows) { RetryCallout.redrive(idsOf(rows)); }
  public static void discard(String rows) { RetryCallout.discard(idsOf(rows)); }
  public static void schedule() { RetrySweeper.schedule(); }
  private static Set<Id> idsOf(String rows) {
    Set<Id> ids = new Set<Id>();
    for (String row : rows.split(',')) { ids.add((Id) row); }
    return ids;
  }
  public List<String> prepare(List<RetryRequest> requests) { return null; }
  public void onSuccess(List<RetryHandlerCall> calls) {
    for (RetryHandlerCall call : calls) {
      if (call.responseBody == 'harmful') { throw new IllegalArgumentException('no'); }
      for (Integer i = 0; call.responseBody == 'deadly'; i++) { List<Order__c> more = [SELECT Id FROM Order__c LIMIT 1]; }
    }
  }
  public void onDeadLetter(List<RetryHandlerCall> calls) { return; }
}`;

/** What one transaction used. */
export interface Cost {
  /** `RetryCalloutJob`, its Finalizer as `RetryCalloutJob (Finalizer)`, or what was called. */
  readonly what: string;
  readonly usage: Usage;
}

export interface Setting {
  /** Fields of the `Retry_Config__mdt` record that differ from the sample's. */
  readonly retry?: Row;
  /** The same of `Circuit_Breaker_Config__mdt`. */
  readonly breaker?: Row;
  /** Status and body of each call's answer. */
  readonly answer?: (call: number) => readonly [status: number, body: string];
}

/** An org in which every transaction's queries, statements, callouts and jobs are noted. */
export class CostMeter {
  readonly #org: VirtualOrg;
  readonly #project: Project;
  #costs: Cost[] = [];

  constructor(project: Project) {
    this.#project = {
      ...project,
      sources: [
        ...project.sources.filter(({ text }) => !/^@IsTest/imu.test(text) && !text.startsWith('trigger ')),
        { file: 'Caller.cls', text: CALLER },
      ],
    };
    this.#org = new VirtualOrg(this.#project, { startAt: START, settings: {} });
    const { runtime } = this.#org.machine;
    const begin = runtime.begin.bind(runtime);
    runtime.begin = (kind, job, keepStatics) => {
      const tx = begin(kind, job, keepStatics);
      const className = (job as { className?: string } | null | undefined)?.className ?? 'call';
      this.#costs.push({
        what: kind === 'finalizer' ? `${className} (Finalizer)` : className,
        usage: tx.usage,
      });
      return tx;
    };
  }

  /** Starts with an empty org, and with an integration that has no handler. */
  reset({ retry = {}, breaker = {}, answer = () => [200, ''] }: Setting = {}): this {
    const metadata = new Map(this.#project.metadata);
    const changes = {
      Retry_Config__mdt: { Handler_Class__c: null, ...retry },
      Circuit_Breaker_Config__mdt: breaker,
    };
    for (const [type, change] of Object.entries(changes)) {
      metadata.set(
        type,
        (metadata.get(type) ?? []).map((record) => ({ ...record, ...change })),
      );
    }
    let calls = 0;
    const endpoint = () => {
      const [status, body] = answer(calls++);
      return { status, body, latencyMs: 100 };
    };
    this.#org.reset({ endpoint }, metadata);
    return this;
  }

  /** One transaction of a caller. */
  call(signature: string, ...args: readonly unknown[]): Cost {
    return this.#noted(() => this.#org.call('Caller', signature, ...args))[0] as Cost;
  }

  /** Every transaction up to so many minutes after the start. */
  until(minute: number): readonly Cost[] {
    return this.#noted(() => this.#org.runUntil(START + minute * MINUTE));
  }

  /** What an operator does with all rows of the log. */
  operate(action: 'redrive' | 'discard'): Cost {
    const rows = this.#org.rows('Failed_Integration_Log__c').map((row) => String(row['Id']));
    return this.call(`${action}(String)`, rows.join(','));
  }

  #noted(work: () => unknown): readonly Cost[] {
    this.#costs = [];
    work();
    return this.#costs;
  }
}
