import type { SimulationSettings } from '../../src/model/simulation/settings.ts';
import type { ProofScenario } from './scenarios.ts';
import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** What differs from a calm scenario. */
interface Changes {
  readonly policy?: Partial<SimulationSettings['sender']['policy']>;
  readonly breaker?: Partial<SimulationSettings['sender']['breaker']>;
  readonly sender?: Partial<Omit<SimulationSettings['sender'], 'policy' | 'breaker'>>;
  readonly org?: Partial<SimulationSettings['org']>;
  readonly endpoint?: Partial<SimulationSettings['scenario']['endpoint']>;
  readonly workload: SimulationSettings['scenario']['workload'];
  readonly queueLatencyMs?: SimulationSettings['queueLatencyMs'];
  readonly seed?: number;
  readonly script?: readonly ScriptedAnswer[];
  readonly acts?: ProofScenario['acts'];
  readonly handler?: ProofScenario['handler'];
}

const AT_ONCE = { distribution: 'uniform', min: 0, max: 0 } as const;
export const SOME_TIME = { distribution: 'lognormal', median: 300, sigma: 0.5 } as const;

const POLICY: SimulationSettings['sender']['policy'] = {
  maxRetries: 6,
  baseDelayMs: 60_000,
  maxDelayMs: 60_000,
  backoffPercent: 100,
  jitter: 'none',
  retryableStatusCodes: [],
  alreadyProcessedStatusCodes: [],
  honorRetryAfter: false,
  maxElapsedMs: 1_800_000,
  maxAgeMs: 3_600_000,
  immediateRetries: 0,
};
const BREAKER = {
  failureRatePercent: 1,
  minimumCalls: 10_000,
  windowMs: 60_000,
  coolDownMs: 60_000,
  halfOpenProbes: 1,
};
const SENDER = {
  timeoutMs: 1000,
  requestsPerJob: 1,
  maxLanes: 1,
  reservePercent: 0,
  durability: 'job',
} as const;

/** A scenario made by hand. */
export function scenario({
  workload,
  script = [],
  acts = [],
  handler = 'none',
  ...changes
}: Changes): ProofScenario {
  return {
    settings: {
      rule: 'kit',
      seed: changes.seed ?? 0,
      queueLatencyMs: changes.queueLatencyMs ?? AT_ONCE,
      org: {
        edition: 'enterprise',
        userLicenses: 1,
        otherAsyncExecutionsPerDay: 0,
        jobOverheadMs: 0,
        ...changes.org,
      },
      sender: {
        ...SENDER,
        ...changes.sender,
        policy: { ...POLICY, ...changes.policy },
        breaker: { ...BREAKER, ...changes.breaker },
      },
      scenario: {
        name: 'proof',
        workload,
        endpoint: { latencyMs: AT_ONCE, errorRates: {}, outages: [], ...changes.endpoint },
        expect: [],
      },
    },
    script,
    acts,
    handler,
  };
}

/** Requests that are submitted at once. */
export function burst(atMinute: number, requests: number, recordsPerTransaction: number) {
  return { atMinute, requests, context: 'sync' as const, recordsPerTransaction };
}

/** An org in which jobs die. */
export function crashes(crashRate: number, killRate: number) {
  return { faults: { crashRate, killRate, lockFailureRate: 0, slotTakenRate: 0 } };
}

/** What the endpoint says to one attempt. */
export function answer(
  request: number,
  attempt: number,
  status: number,
  retryAfter: string | null,
): ScriptedAnswer {
  return {
    request,
    attempt,
    outcome: { kind: 'answer', status, retryAfter },
    draws: { jitter: 0, rounding: 0 },
  };
}
