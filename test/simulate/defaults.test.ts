import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { senderOf } from '../../src/config/sender-of.ts';
import type { Burst } from '../../src/model/simulation/scenario.ts';
import { planRuns } from '../../src/simulate/plan.ts';
import { runScenario } from './config.ts';

// Why the default policy is what it is; docs/policy.md has the table of the alternatives.

const VOLUMES: Readonly<Record<string, readonly Burst[]>> = {
  'one request a minute': Array.from({ length: 40 }, (_, minute) => burst(5 + minute, 1, 1)),
  '40 requests a minute, before, in and after it': Array.from({ length: 60 }, (_, minute) =>
    burst(minute, 40, 40),
  ),
  '200 requests at once, one per transaction': [burst(5, 200, 1)],
  '2,000 requests at once, ten per transaction': [burst(5, 2000, 10)],
  '2,000 requests at once, 200 per transaction': [burst(5, 2000, 200)],
};

function burst(atMinute: number, requests: number, recordsPerTransaction: number): Burst {
  return { atMinute, requests, context: 'sync', recordsPerTransaction };
}

describe('under the default policy, an outage of 40 minutes makes no dead letter', () => {
  test.each(Object.entries(VOLUMES))('of %s', async (_, bursts) => {
    const text = JSON.stringify({
      integrations: [{ name: 'Erp_Orders', namedCredential: 'ERP', object: 'Order__c' }],
      scenarios: [
        {
          name: 'outage',
          workload: { horizonHours: 24, bursts },
          endpoint: {
            latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
            errorRates: { 503: 0.01 },
            outages: [{ fromMinute: 5, toMinute: 45 }],
          },
        },
      ],
    });
    const { config, issues } = parseConfig(text, 'retry.json');
    expect(issues).toEqual([]);
    if (config === null) return;
    for (const run of planRuns(config, { scenarios: [], integration: null }, senderOf)) {
      const { metrics } = await runScenario(run, { seed: 1, replications: 5 });
      expect(metrics.deadLettered.max).toBe(0);
      expect(metrics.lost.max).toBe(0);
      expect(metrics.waiting.max).toBe(0);
    }
  });
});
