// CPU time of a replication of the simulator, of a search through policies and of the command's own work, and what threads
// gain. Prints tables for bench/README.md. Run: node bench/simulation.ts
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { Replications } from '../src/model/simulation/batch.ts';
import { BUILTIN_SCENARIOS } from '../src/model/simulation/builtin-scenarios.ts';
import { Simulation } from '../src/model/simulation/replication.ts';
import type { Burst, Scenario } from '../src/model/simulation/scenario.ts';
import { ASSUMED_QUEUE_LATENCY, type SimulationSettings } from '../src/model/simulation/settings.ts';
import { prepare, simulate } from '../src/model/simulation/simulate.ts';
import { runExperiment } from '../src/simulate/experiments.ts';
import { Workers } from '../src/simulate/workers.ts';
import { aPolicy } from '../test/model/policy/a-policy.ts';
import { sender as testSender } from '../test/model/simulation/settings.ts';
import { medianCpuMs } from './measure.ts';

const policy = aPolicy();
const sender = { ...testSender, policy, timeoutMs: 10_000, reservePercent: 0 };
const org = { edition: 'enterprise', userLicenses: 200, otherAsyncExecutionsPerDay: 0 } as const;

/** So many requests over the day, each in a transaction of its own, and half an hour in which 95 % of the calls fail. */
function day(requests: number): Scenario {
  const perMinute = Math.floor(requests / 1440);
  const bursts = Array.from(
    { length: 1440 },
    (_, atMinute): Burst => ({ atMinute, requests: perMinute, context: 'sync', recordsPerTransaction: 1 }),
  );
  return {
    name: `a day with ${requests} requests, one by one`,
    workload: { horizonHours: 24, bursts },
    endpoint: {
      latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
      errorRates: { '503': 0.01 },
      outages: [{ fromMinute: 600, toMinute: 630, failureRate: 0.95, failure: 503 }],
    },
    expect: [],
  };
}

function settingsOf(scenario: Scenario): SimulationSettings {
  return { scenario, org, sender, rule: 'kit', queueLatencyMs: ASSUMED_QUEUE_LATENCY, seed: 1 };
}

function replication(scenario: Scenario, each: number): void {
  const settings = settingsOf(scenario);
  const replications = new Replications(settings);
  let from = 0;
  const ms = medianCpuMs(() => {
    replications.run(from, each);
    from += each;
  });
  const simulation = new Simulation(settings);
  const { executions } = simulation.run(0);
  const { events } = simulation;
  const perSecond = ((events * each) / ms / 1000).toFixed(1);
  console.log(`| ${scenario.name} | ${executions} | ${events} | ${(ms / each).toFixed(2)} | ${perSecond} |`);
}

/** Policies side by side, as one would search for the best: a tenth of the policies and of the replications. */
function search(): void {
  const base = day(1440);
  const scenario = {
    ...base,
    workload: {
      horizonHours: 24,
      bursts: [{ atMinute: 600, requests: 1000, context: 'sync', recordsPerTransaction: 200 }],
    } as const,
  };
  const ms = medianCpuMs(() => {
    for (let candidate = 0; candidate < 50; candidate++) {
      const own = { ...policy, baseDelayMs: 60_000 + 1000 * candidate };
      simulate({ scenario, org, sender: { ...sender, policy: own }, replications: 20, precision: 0 });
    }
  });
  console.log(
    `\n500 policies x 200 replications x 1,000 requests: ${((ms * 100) / 1000).toFixed(0)} s of CPU (from a hundredth of it)`,
  );
}

/** Wall time of the same experiment with none and with all threads; an idle machine shows what they are worth. */
async function threads(): Promise<void> {
  const { settings, plan } = prepare({ scenario: day(10_000), org, sender, replications: 200, precision: 0 });
  const results: [number, number, string][] = [];
  for (const count of [0, 1, availableParallelism()]) {
    const workers = new Workers(count);
    const signal = new AbortController().signal;
    const now = () => performance.now();
    const cpu = process.cpuUsage();
    const start = now();
    const { result } = await runExperiment(settings, plan, {
      workers,
      signal,
      now,
      progress: () => undefined,
    });
    const { user } = process.cpuUsage(cpu);
    results.push([
      count,
      now() - start,
      `${(user / 1e6).toFixed(2)} s CPU, ${JSON.stringify(result).length} characters`,
    ]);
    await workers.close();
  }
  console.log('\n| 200 days with 10,000 requests | wall s | |\n|---|--:|---|');
  for (const [count, ms, rest] of results)
    console.log(`| ${count} threads beside this one | ${(ms / 1000).toFixed(2)} | ${rest} |`);
}

console.log(
  '| Replication, with all statistics | executions | events | CPU ms, median | M events/s |\n|---|--:|--:|--:|--:|',
);
for (const scenario of BUILTIN_SCENARIOS) replication(scenario, 10);
replication(day(10_000), 10);
replication(day(250_000), 1);
search();
await threads();
console.log(`\nPeak memory of all that: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
