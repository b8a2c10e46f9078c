// Prints the tables of docs/policy.md: why the default policy is what it is. `node scripts/policy-table.ts`
import { parseConfig } from '../src/config/parse.ts';
import { senderOf } from '../src/config/sender-of.ts';
import type { ExperimentResult } from '../src/model/simulation/experiment.ts';
import type { Burst } from '../src/model/simulation/scenario.ts';
import { simulate } from '../src/model/simulation/simulate.ts';

type Keys = Readonly<Record<string, unknown>>;

const POLICIES: Readonly<Record<string, Keys>> = {
  'full, 6 retries, cap 10 min': { jitter: 'full', maxRetries: 6 },
  'full, 8': { jitter: 'full', maxRetries: 8 },
  'full, 12': { jitter: 'full', maxRetries: 12 },
  'full, 16': { jitter: 'full', maxRetries: 16 },
  'equal, 8': { jitter: 'equal', maxRetries: 8 },
  '**decorrelated, 8**': {},
  'full, 8, base 600 s, cap 30 min': { jitter: 'full', baseDelaySeconds: 600, maxDelaySeconds: 1800 },
};

const VOLUMES: readonly (readonly Burst[])[] = [
  Array.from({ length: 40 }, (_, minute) => burst(5 + minute, 1, 1)),
  [burst(5, 2000, 200)],
  Array.from({ length: 60 }, (_, minute) => burst(minute, 40, 40)),
];

function burst(atMinute: number, requests: number, recordsPerTransaction: number): Burst {
  return { atMinute, requests, context: 'sync', recordsPerTransaction };
}

/** A breaker that needs more calls than there are never opens. */
const BREAKERS = { 'without the breaker': { minimumCalls: 10_000 }, 'with it': {} };

function run(retry: Keys, circuitBreaker: Keys, bursts: readonly Burst[]): ExperimentResult {
  const integration = {
    name: 'Erp_Orders',
    namedCredential: 'ERP',
    object: 'Order__c',
    retry,
    circuitBreaker,
  };
  const scenario = {
    name: 'outage',
    workload: { horizonHours: 24, bursts },
    endpoint: {
      latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
      errorRates: { 503: 0.01 },
      outages: [{ fromMinute: 5, toMinute: 45 }],
    },
  };
  const text = JSON.stringify({ integrations: [integration], scenarios: [scenario] });
  const { config, issues } = parseConfig(text, 'retry.json');
  const [sender] = config?.integrations ?? [];
  const [outage] = config?.scenarios ?? [];
  if (!config || !sender || !outage) throw new Error(JSON.stringify(issues));
  const options = { scenario: outage, sender: senderOf(sender), org: config.org };
  return simulate({ ...options, replications: 40, precision: 0 });
}

const share = (value: number): string => (value === 0 ? '0' : `${Number((value * 100).toPrecision(2))} %`);
/** null: some requests were never delivered. */
const whole = (value: number | null): string =>
  value === null ? 'never' : Math.round(value).toLocaleString('en-US');

for (const [title, breaker] of Object.entries(BREAKERS)) {
  console.log(title);
  for (const [name, retry] of Object.entries(POLICIES)) {
    const results = VOLUMES.map((bursts) => run(retry, breaker, bursts));
    const dead = results.map(({ metrics }) => share(metrics.deadLetterShare.mean ?? Number.NaN));
    const last = results.at(-1)?.metrics;
    const cost = [
      last?.['asyncExecutions.total'],
      last?.['endpoint.peakPerMinute'],
      last?.['deliveryMinutes.p95'],
    ];
    const cells = [name, ...dead, ...cost.map((metric) => whole(metric?.mean ?? null))];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
