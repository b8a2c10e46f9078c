import { resolve } from 'node:path';
import { readProject } from '../tools/apex-runtime/runner/project.ts';
import { VirtualOrg } from '../tools/apex-runtime/runner/virtual-org.ts';

// Measures the local Apex runtime: start-up, and jobs of the kit per second in the virtual-time org, on one core.
//   node bench/apex-runtime.ts [seconds]

const START = Date.UTC(2026, 0, 15, 12, 0, 0);
const HOUR_MS = 3_600_000;

/** Submits requests as a caller would: one synchronous transaction. */
const DRIVER = `public with sharing class BenchDriver {
  public static void submit(Integer count) {
    List<RetryRequest> requests = new List<RetryRequest>();
    for (Integer i = 0; i < count; i++) {
      requests.add(new RetryRequest('Erp_Orders').withMethod('POST').withPath('/orders').withBody('{"amount":1}'));
    }
    RetryCallout.submit(requests);
  }
}
`;

function project(): ReturnType<typeof readProject> {
  const kit = readProject(resolve(import.meta.dirname, '../force-app-template'));
  const record = {
    ...kit.schema.object('Retry_Config__mdt')?.emptyValues,
    DeveloperName: 'Erp_Orders',
    Named_Credential__c: 'ERP',
    Jitter__c: 'full',
    Durability__c: 'job',
    Store_Payload__c: true,
    Retryable_Status_Codes__c: '408,425,429,500,502,503,504',
  };
  const sources = kit.sources.filter((source) => !/^@IsTest/im.test(source.text));
  return {
    schema: kit.schema,
    metadata: new Map([['Retry_Config__mdt', [record]]]),
    sources: [...sources, { file: 'BenchDriver.cls', text: DRIVER }],
  };
}

/** CPU time of this process in seconds: other programs on the machine do not count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

interface Load {
  readonly name: string;
  readonly submissions: number;
  readonly requests: number;
  readonly status: (call: number) => number;
}

const LOADS: readonly Load[] = [
  { name: 'one request a job, all answers 200', submissions: 1000, requests: 1, status: () => 200 },
  {
    name: 'one request a job, every third answer 503',
    submissions: 1000,
    requests: 1,
    status: (call) => (call % 3 === 0 ? 503 : 200),
  },
  {
    name: 'lanes of five requests, every third answer 503',
    submissions: 40,
    requests: 25,
    status: (call) => (call % 3 === 0 ? 503 : 200),
  },
];

const seconds = Number(process.argv[2] ?? 5);
const wallStart = performance.now();
let status: Load['status'] = () => 200;
let calls = 0;
const org = new VirtualOrg(project(), {
  startAt: START,
  settings: { endpoint: () => ({ status: status(++calls), latencyMs: 300 }), queueLatencyMs: () => 1000 },
});
console.log(
  `start-up (load, read, parse, compile, link): ${cpuSeconds().toFixed(1)} s CPU, ${((performance.now() - wallStart) / 1000).toFixed(1)} s wall`,
);

function measure(load: Load, budget: number): string {
  status = load.status;
  calls = 0;
  let jobs = 0;
  let spent = 0;
  while (spent < budget) {
    org.reset();
    for (let i = 0; i < load.submissions; i++) org.call('BenchDriver', 'submit(Integer)', load.requests);
    const before = cpuSeconds();
    jobs += org.runUntil(START + 24 * HOUR_MS);
    spent += cpuSeconds() - before;
  }
  return `${load.name}: ${Math.round(jobs / spent)} jobs/s, ${Math.round(calls / spent)} callouts/s (${jobs} jobs in ${spent.toFixed(1)} s CPU)`;
}

for (const load of LOADS) {
  measure(load, 1);
  console.log(measure(load, seconds));
}
