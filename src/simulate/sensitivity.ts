import type { Plan } from '../model/simulation/experiment.ts';
import type { GateResult } from '../model/simulation/gates.ts';
import type { LatencySettings } from '../model/simulation/scenario.ts';
import type { Sensitivity } from '../model/simulation/scenario-result.ts';
import type { SimulationSettings } from '../model/simulation/settings.ts';
import { runExperiment, type Site } from './experiments.ts';

/** Random waits in the queue are free jitter: without them, and with more of them, a policy shows what it is worth. */
export const QUEUE_LATENCY_FACTORS = [0, 10] as const;

/** Every time so many times as long. */
export function scaled(latency: LatencySettings, factor: number): LatencySettings {
  switch (latency.distribution) {
    case 'constant':
      return { ...latency, value: latency.value * factor };
    case 'uniform':
      return { ...latency, min: latency.min * factor, max: latency.max * factor };
    case 'lognormal':
      return { ...latency, median: latency.median * factor };
    case 'empirical':
      return { ...latency, quantiles: latency.quantiles.map((value) => value * factor) };
  }
}

function flips(assumed: readonly GateResult[], other: readonly GateResult[]): string[] {
  return assumed.flatMap(({ metric, expected, passed }, index) =>
    passed === other[index]?.passed ? [] : [`${metric} ${expected}`],
  );
}

/**
 * The same replications with other queue latencies.
 *
 * @param assumed - verdicts of the assumed latency on the replications of `plan`
 */
export async function sensitivityOf(
  settings: SimulationSettings,
  plan: Plan,
  assumed: readonly GateResult[],
  site: Site,
): Promise<readonly Sensitivity[]> {
  const found: Sensitivity[] = [];
  for (const queueLatencyFactor of QUEUE_LATENCY_FACTORS) {
    const queueLatencyMs = scaled(settings.queueLatencyMs, queueLatencyFactor);
    const { result } = await runExperiment({ ...settings, queueLatencyMs }, plan, site);
    const { metrics, expectations, replications } = result;
    if (replications < plan.replications) break;
    found.push({
      queueLatencyFactor,
      replications,
      metrics,
      expectations,
      flips: flips(assumed, expectations),
    });
  }
  return found;
}
