import type {
  Burst,
  EndpointSettings,
  OrgSettings,
  Outage,
  Scenario,
  Workload,
} from '../../../src/model/simulation/scenario.ts';
import type { SenderSettings, SimulationSettings } from '../../../src/model/simulation/settings.ts';
import { aBreaker, aPolicy } from '../policy/a-policy.ts';

/** Settings for tests: an endpoint that answers at once, jobs that start at once. */

export const policy = aPolicy();

/** A circuit that never opens: it has its own tests. */
const quiet = aBreaker({ minimumCalls: 1_000_000 });

export const sender: SenderSettings = {
  policy,
  breaker: quiet,
  timeoutMs: 20_000,
  requestsPerJob: 10,
  maxLanes: 5,
  reservePercent: 10,
  durability: 'job',
};

export const org: OrgSettings = { edition: 'enterprise', userLicenses: 200, otherAsyncExecutionsPerDay: 0 };

/** Nothing goes wrong in the org. */
export const NO_FAULTS = { crashRate: 0, killRate: 0, lockFailureRate: 0, slotTakenRate: 0 };

export function burst(requests: number, recordsPerTransaction = 200, more: Partial<Burst> = {}): Burst {
  return { atMinute: 0, requests, context: 'sync', recordsPerTransaction, ...more };
}

export function outage(fromMinute: number, toMinute: number, more: Partial<Outage> = {}): Outage {
  return { fromMinute, toMinute, failureRate: 1, failure: 503, ...more };
}

interface ScenarioParts {
  readonly bursts?: readonly Burst[];
  readonly outages?: readonly Outage[];
  readonly errorRates?: Readonly<Record<string, number>>;
  readonly latencyMs?: number;
  readonly horizonHours?: number;
  /** What else the endpoint does, and what else is sent. */
  readonly endpoint?: Partial<EndpointSettings>;
  readonly workload?: Partial<Workload>;
}

export function scenario(parts: ScenarioParts): Scenario {
  return {
    name: 'test',
    workload: { horizonHours: parts.horizonHours ?? 24, bursts: parts.bursts ?? [], ...parts.workload },
    endpoint: {
      latencyMs: { distribution: 'constant', value: parts.latencyMs ?? 0 },
      errorRates: parts.errorRates ?? {},
      outages: parts.outages ?? [],
      ...parts.endpoint,
    },
    expect: [],
  };
}

export function settings(parts: ScenarioParts, more: Partial<SimulationSettings> = {}): SimulationSettings {
  return {
    scenario: scenario(parts),
    org,
    sender,
    rule: 'kit',
    queueLatencyMs: { distribution: 'constant', value: 0 },
    seed: 1,
    ...more,
  };
}
