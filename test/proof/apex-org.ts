import { resolve } from 'node:path';
import { dailyAsyncLimit } from '../../src/model/platform/daily-limit.ts';
import type { OperatorSwitch } from '../../src/model/policy/admission.ts';
import type { SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { TypeDeclaration } from '../../tools/apex-runtime/compiler/syntax/declaration-ast.ts';
import { seededRandom } from '../../tools/apex-runtime/org/org.ts';
import type { Row } from '../../tools/apex-runtime/org/store.ts';
import { type Project, readProject } from '../../tools/apex-runtime/runner/project.ts';
import { VirtualOrg, type VirtualOrgScript } from '../../tools/apex-runtime/runner/virtual-org.ts';
import { SWEEPER_CLASS } from './anatomy.ts';
import { type Handler, INTEGRATION, recordsOf } from './records.ts';

const KIT = resolve(import.meta.dirname, '../../force-app-template');

/** What a caller would write: a service that submits requests. */
const CALLER = `public with sharing class ProofCaller {
  public static void submit(Integer first, Integer count) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Integer i = first; i < first + count; i++) {
      requests.add(new RetryRequest('${INTEGRATION}').withPath('/orders').withKey('k' + i).withBody('{"n":' + i + '}'));
    }
    RetryCallout.submit(requests);
  }
  public static void schedule() { RetrySweeper.schedule(); }
}`;

/** Somebody who edits the circuit's row by hand. */
const OPERATOR = `public with sharing class ProofOperator {
  public static void deleteCircuit() {
    delete [SELECT Id FROM Circuit_Breaker_State__c];
  }
  public static void editCircuit(String exactState) {
    for (Circuit_Breaker_State__c row : [SELECT Id FROM Circuit_Breaker_State__c]) {
      row.Exact_State__c = exactState;
      update row;
    }
  }
}`;

/** A handler that does nothing but build the same bodies again. */
const HANDLER = `public with sharing class ProofHandler implements RetryCalloutHandler {
  public List<String> prepare(List<RetryRequest> requests) {
    List<String> bodies = new List<String>();
    for (RetryRequest request : requests) {
      bodies.add('{"n":' + request.key.substring(1) + '}');
    }
    return bodies;
  }
  public void onSuccess(List<RetryHandlerCall> calls) {}
  public void onDeadLetter(List<RetryHandlerCall> calls) {}
}`;

const parsed = new Map<string, TypeDeclaration>();

/** A change of the kit's text, to see it found. */
export interface Mutation {
  /** `RetryPolicy.cls` */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

function kit(mutation: Mutation | null): Project {
  const project = readProject(KIT);
  const sources = project.sources.filter((source) => !/^@IsTest/im.test(source.text));
  const changed = sources.map((source) => {
    if (!mutation || !source.file.endsWith(`/${mutation.file}`)) return source;
    if (source.text.split(mutation.from).length !== 2)
      throw new Error(`Not once in the text: ${mutation.from}`);
    return { ...source, text: source.text.replace(mutation.from, () => mutation.to) };
  });
  return {
    ...project,
    metadata: new Map(),
    sources: [
      ...changed,
      { file: 'ProofCaller.cls', text: CALLER },
      { file: 'ProofOperator.cls', text: OPERATOR },
      { file: 'ProofHandler.cls', text: HANDLER },
    ],
  };
}

/** The kit, compiled once, on an org that begins anew with each scenario. Time 0 is that of the simulator. */
export class ApexOrg {
  readonly org: VirtualOrg;
  readonly #project: Project;
  /** The custom metadata of the scenario. */
  #records: (operator?: OperatorSwitch) => ReadonlyMap<string, readonly Row[]> = () => new Map();

  constructor(compile: VirtualOrgScript['compile'] = {}, mutation: Mutation | null = null) {
    this.#project = kit(mutation);
    this.org = new VirtualOrg(this.#project, {
      startAt: 0,
      settings: {},
      overlap: true,
      compile: { parsed, ...compile },
    });
  }

  /** @param outside - what answers and draws */
  reset({ org, sender }: SimulationSettings, handler: Handler, outside: VirtualOrgScript['settings']): void {
    this.#records = (operator) => recordsOf(sender, this.#empty, handler, operator);
    this.org.reset(
      {
        edition: 'enterprise',
        dailyAsyncLimit: dailyAsyncLimit(org.userLicenses),
        otherExecutions: org.otherAsyncExecutionsPerDay,
        // The simulator has sweeps start before lanes of the same millisecond.
        jobRank: (className) => (className === SWEEPER_CLASS ? 0 : 1),
        random: seededRandom(1),
        ...outside,
      },
      this.#records(),
    );
  }

  /** An operator throws the switch, or takes it back. */
  deploySwitch(operator: OperatorSwitch): void {
    this.org.deploy(this.#records(operator));
  }

  #empty = (object: string): Row => this.#project.schema.object(object)?.emptyValues ?? {};
}
