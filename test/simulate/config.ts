import type { ConfigScenario, Integration, RetryConfig } from '../../src/config/types.ts';
import type { ScenarioResult } from '../../src/model/simulation/scenario-result.ts';
import type { PlannedRun } from '../../src/simulate/plan.ts';
import { type RunOptions, runScenarios } from '../../src/simulate/run.ts';
import { burst, org, policy, scenario } from '../model/simulation/settings.ts';

/** A config by hand: what `readConfig` makes of a file, with the defaults. */
export function integration(name: string): Integration {
  return {
    name,
    namedCredential: 'ERP',
    object: 'Order__c',
    timeoutSeconds: 20,
    idempotencyHeader: 'Idempotency-Key',
    idempotencyBodyField: null,
    retry: {
      maxRetries: policy.maxRetries,
      baseDelaySeconds: 300,
      backoffMultiplier: 2,
      maxDelaySeconds: 600,
      jitter: 'full',
      retryableStatusCodes: policy.retryableStatusCodes,
      honorRetryAfter: true,
      maxElapsedMinutes: 240,
      immediateRetries: 0,
      alreadyProcessedStatusCodes: [],
      requestsPerJob: 10,
      maxLanes: 5,
      reservePercent: 10,
      durability: 'job',
    },
    circuitBreaker: {
      failureRatePercent: 50,
      minimumCalls: 10,
      windowMinutes: 10,
      coolDownMinutes: 15,
      halfOpenProbes: 1,
    },
    deadLetter: {
      storePayload: true,
      maskedJsonKeys: [],
      alert: true,
      maxAgeHours: 72,
      retentionDays: 90,
      redrivePerMinute: 60,
    },
  };
}

export function configScenario(name: string, integrations: readonly string[]): ConfigScenario {
  return { ...scenario({ bursts: [burst(20)] }), name, integrations, timesFile: null };
}

export function config(
  scenarios: readonly ConfigScenario[] = [],
  names = ['Erp_Orders', 'Crm'],
): RetryConfig {
  return {
    integrations: names.map(integration),
    org: { ...org, otherAsyncExecutionsPerDay: 40_000 },
    scenarios,
  };
}

/** Runs one scenario. */
export async function runScenario(run: PlannedRun, options: RunOptions): Promise<ScenarioResult> {
  for await (const result of runScenarios([run], options)) return result;
  throw new Error('nothing was run');
}
