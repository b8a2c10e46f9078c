// CPU time of one replication of the simulator, and what its event queue does in a second. Prints a table for
// bench/README.md. Run: node bench/simulation.ts
import { BUILTIN_SCENARIOS } from '../src/model/simulation/builtin-scenarios.ts';
import { EventQueue } from '../src/model/simulation/kernel/event-queue.ts';
import { Simulation } from '../src/model/simulation/replication.ts';
import type { Burst, Scenario } from '../src/model/simulation/scenario.ts';
import { ASSUMED_QUEUE_LATENCY } from '../src/model/simulation/settings.ts';
import { aBreaker, aPolicy } from '../test/model/policy/a-policy.ts';

const ROUNDS = 7;

const sender = {
  policy: aPolicy(),
  breaker: aBreaker(),
  timeoutMs: 10_000,
  requestsPerJob: 10,
  maxLanes: 5,
  reservePercent: 0,
  durability: 'job',
} as const;
const org = { edition: 'enterprise', userLicenses: 200, otherAsyncExecutionsPerDay: 0 } as const;

/** So many requests over the day, each in a transaction of its own, and half an hour in which 95 % of the calls fail. */
function day(requests: number): Scenario {
  const perMinute = Math.floor(requests / 1440);
  const bursts = Array.from(
    { length: 1440 },
    (_, atMinute): Burst => ({ atMinute, requests: perMinute, context: 'sync', recordsPerTransaction: 1 }),
  );
  return {
    name: `${requests} requests one by one`,
    workload: { horizonHours: 24, bursts },
    endpoint: {
      latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
      errorRates: { '503': 0.01 },
      outages: [{ fromMinute: 600, toMinute: 630, failureRate: 0.95, failure: 503 }],
    },
    expect: [],
  };
}

function cpuMs(body: () => void): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(scenario: Scenario, each: number): void {
  const queueLatencyMs = ASSUMED_QUEUE_LATENCY;
  const simulation = new Simulation({ scenario, org, sender, rule: 'kit', queueLatencyMs, seed: 1 });
  let replication = 0;
  const round = (): number =>
    cpuMs(() => {
      for (let run = 0; run < each; run++) simulation.run(replication++);
    }) / each;
  round();
  const ms = median(Array.from({ length: ROUNDS }, round));
  const { executions } = simulation.run(0);
  const perSecond = (simulation.events / ms / 1000).toFixed(1);
  console.log(
    `| ${scenario.name} | ${executions} | ${simulation.events} | ${ms.toFixed(1)} | ${perSecond} |`,
  );
}

/** Hold model: take the earliest event, put one back. */
function hold(pending: number): number {
  const holds = 2_000_000;
  const queue = new EventQueue();
  let draw = 1;
  const later = (): number => {
    draw = (Math.imul(draw, 1_103_515_245) + 12_345) >>> 0;
    return draw % 100_000;
  };
  for (let event = 0; event < pending; event++) queue.push(later(), 1, event);
  const ms = cpuMs(() => {
    for (let done = 0; done < holds && queue.pop(); done++) queue.push(queue.now + later(), 1, queue.subject);
  });
  return holds / ms / 1000;
}

console.log('| Replication | executions | events | CPU ms, median | M events/s |\n|---|--:|--:|--:|--:|');
for (const scenario of BUILTIN_SCENARIOS) measure(scenario, 30);
measure(day(10_000), 30);
measure(day(250_000), 2);
console.log('\n| Event queue, pending events | M holds/s |\n|---|--:|');
for (const pending of [100, 10_000, 1_000_000]) console.log(`| ${pending} | ${hold(pending).toFixed(1)} |`);
