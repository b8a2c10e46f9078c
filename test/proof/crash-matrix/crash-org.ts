import { resolve } from 'node:path';
import type { TypeDeclaration } from '../../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import { plainField } from '../../../tools/apex-runtime/org/schema.ts';
import { type Project, readProject } from '../../../tools/apex-runtime/runner/project.ts';
import { VirtualOrg } from '../../../tools/apex-runtime/runner/virtual-org.ts';
import type { Mutation } from '../apex-org.ts';
import { INTEGRATION } from '../records.ts';

const KIT = resolve(import.meta.dirname, '../../../force-app-template');
export const DRIVING_OBJECT = 'Account';

/** The path of a request whose row a rule of the org refuses, and its key. */
const UNWANTED = '/unwanted';
export const UNWANTED_KEY = 'k1';

/** What a customer has around the kit: who submits, who redrives, triggers on the kit's rows, a handler. */
const CALLER = `public with sharing class ProofCaller {
  public static RetryCallout.Submission submit(Integer first, Integer count, Boolean withRecord) {
    return RetryCallout.submit(requests(first, count, withRecord));
  }
  public static RetryCallout.Submission submitOddly(Integer first, Integer count, Boolean withRecord) {
    List<RetryRequest> all = requests(0, first + count, withRecord);
    all.addAll(requests(first, 1, withRecord));
    all.add(null);
    all.add(new RetryRequest('${INTEGRATION}').withPath('orders'));
    all.add(new RetryRequest('${INTEGRATION}').withBody('no object'));
    all.add(new RetryRequest('Nobody'));
    all.add(new RetryRequest('${INTEGRATION}').withKey('k0').withBody('{"n":99}'));
    for (RetryRequest request : all) { request?.withHeader('X-Proof', 'odd'); }
    return RetryCallout.submit(all);
  }
  public static RetryCallout.Submission submitUnwanted(Integer first, Integer count, Boolean withRecord) {
    List<RetryRequest> all = requests(first, count, withRecord);
    all[1].withPath('${UNWANTED}');
    return RetryCallout.submit(all);
  }
  private static List<RetryRequest> requests(Integer first, Integer count, Boolean withRecord) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Integer i = first; i < first + count; i++) {
      RetryRequest request = new RetryRequest('${INTEGRATION}').withPath('/orders').withKey('k' + i).withBody('{"n":' + i + '}');
      if (withRecord) {
        ${DRIVING_OBJECT} record = new ${DRIVING_OBJECT}(Name = 'Proof');
        insert as system record;
        request.withRecord(record.Id);
      }
      requests.add(request);
    }
    return requests;
  }
  public static void redrive() {
    RetryCallout.redrive(new Map<Id, Failed_Integration_Log__c>([
      SELECT Id FROM Failed_Integration_Log__c WHERE Status__c IN ('Dead Letter', 'Handler Failed') WITH SYSTEM_MODE
    ]).keySet());
  }
  public static void schedule() { RetrySweeper.schedule(); }
}`;
const HANDLER = `public with sharing class ProofHandler implements RetryCalloutHandler {
  public List<String> prepare(List<RetryRequest> requests) {
    List<String> bodies = new List<String>();
    for (RetryRequest request : requests) { bodies.add('{"n":' + request.key.substring(1) + '}'); }
    return bodies;
  }
  public void onSuccess(List<RetryHandlerCall> calls) { hear(calls); }
  public void onDeadLetter(List<RetryHandlerCall> calls) { hear(calls); }
  private void hear(List<RetryHandlerCall> calls) { Integer heard = calls.size(); }
}`;
export const TRIGGER_FILE = 'ProofTrigger';
const LISTENS = 'after insert, after update';

const trigger = (object: string, place: number) => ({
  file: `${TRIGGER_FILE}${place}.trigger`,
  text: `trigger ${TRIGGER_FILE}${place} on ${object} (${LISTENS}) { System.debug(Trigger.size); }`,
});
/** A rule of the customer. */
const RULE = {
  file: 'ProofRule.trigger',
  text: `trigger ProofRule on Failed_Integration_Log__c (before insert) {
    for (Failed_Integration_Log__c row : Trigger.new) { if (row.Path__c == '${UNWANTED}') { row.addError('Not wanted'); } }
  }`,
};

function project(mutation: Mutation | null): Project {
  const kit = readProject(KIT);
  const sources = kit.sources
    .filter((source) => !/^@IsTest/im.test(source.text))
    .map((source) => {
      if (!mutation || !source.file.endsWith(`/${mutation.file}`)) return source;
      if (source.text.split(mutation.from).length !== 2)
        throw new Error(`Not once in the text: ${mutation.from}`);
      return { ...source, text: source.text.replace(mutation.from, () => mutation.to) };
    });
  // What the generator adds to the driving object.
  const count = plainField({ name: 'Retry_Count__c', type: 'Number', precision: 3 });
  kit.schema.object(DRIVING_OBJECT)?.add(count);
  const objects = ['Failed_Integration_Log__c', 'Circuit_Breaker_State__c', DRIVING_OBJECT];
  return {
    schema: kit.schema,
    metadata: new Map(),
    sources: [
      ...sources,
      { file: 'ProofCaller.cls', text: CALLER },
      { file: 'ProofHandler.cls', text: HANDLER },
      ...objects.map(trigger),
      RULE,
    ],
  };
}

const parsed = new Map<string, TypeDeclaration>();

/** The kit in a customer's org whose statements can be struck; its program is compiled once. */
export class CrashOrg {
  readonly org: VirtualOrg;
  readonly #project: Project;
  /** Lines with a statement, by file of the kit. */
  readonly statements: ReadonlyMap<string, readonly number[]>;

  /** @param mutation - a change of the kit's text, to see it found */
  constructor(mutation: Mutation | null = null) {
    this.#project = project(mutation);
    this.org = new VirtualOrg(this.#project, {
      startAt: 0,
      settings: {},
      compile: { parsed, statements: true },
    });
    const files = this.org.machine.program.files.filter(({ file }) => file.includes('/'));
    this.statements = new Map(files.map(({ file, lines }) => [file, lines]));
  }

  emptyValues(object: string) {
    return this.#project.schema.object(object)?.emptyValues ?? {};
  }

  /** The text of a line, for who reads of a violation. */
  lineOf(file: string, line: number): string {
    const text = this.#project.sources.find((source) => source.file === file)?.text ?? '';
    return text.split('\n')[line - 1]?.trim() ?? '';
  }
}
