import { UserError } from '../user-error.ts';
import type { EndpointSettings, LatencySettings, Workload } from './scenario.ts';
import type { SimulationSettings } from './settings.ts';

/** Beyond, times leave the range in which the simulator counts exactly. */
const MAX_HORIZON_HOURS = 500;
const MAX_REQUESTS = 10_000_000;

type Check = readonly [what: string, value: number, min: number, max: number, whole?: 'whole'];

function ofLatency(name: string, latency: LatencySettings): Check[] {
  switch (latency.distribution) {
    case 'constant':
      return [[`${name}.value`, latency.value, 0, 1e9]];
    case 'uniform':
      return [
        [`${name}.min`, latency.min, 0, 1e9],
        [`${name}.max`, latency.max, latency.min, 1e9],
      ];
    case 'lognormal':
      return [
        [`${name}.median`, latency.median, 0, 1e9],
        [`${name}.sigma`, latency.sigma, 0, 10],
      ];
    case 'empirical':
      return latency.quantiles.map((value, index) => [
        `${name}.quantiles[${index}]`,
        value,
        latency.quantiles[index - 1] ?? 0,
        1e9,
      ]);
  }
}

function ofWorkload({ horizonHours, bursts }: Workload): Check[] {
  const requests = bursts.reduce((sum, burst) => sum + burst.requests, 0);
  return [
    ['workload.horizonHours', horizonHours, 1, MAX_HORIZON_HOURS, 'whole'],
    ['the number of requests of all bursts', requests, 1, MAX_REQUESTS, 'whole'],
    ...bursts.flatMap((burst, index): Check[] => [
      [`workload.bursts[${index}].atMinute`, burst.atMinute, 0, horizonHours * 60],
      [`workload.bursts[${index}].requests`, burst.requests, 1, MAX_REQUESTS, 'whole'],
      [
        `workload.bursts[${index}].recordsPerTransaction`,
        burst.recordsPerTransaction,
        1,
        MAX_REQUESTS,
        'whole',
      ],
    ]),
  ];
}

function ofEndpoint({ latencyMs, errorRates, outages }: EndpointSettings): Check[] {
  const rates = Object.entries(errorRates);
  return [
    ...ofLatency('endpoint.latencyMs', latencyMs),
    ...rates.map(([status, rate]): Check => [`endpoint.errorRates.${status}`, rate, 0, 1]),
    ['the sum of endpoint.errorRates', rates.reduce((sum, [, rate]) => sum + rate, 0), 0, 1],
    ...outages.flatMap((outage, index): Check[] => [
      [`endpoint.outages[${index}].failureRate`, outage.failureRate, 0, 1],
      [`endpoint.outages[${index}].fromMinute`, outage.fromMinute, 0, MAX_HORIZON_HOURS * 60],
      [`endpoint.outages[${index}].toMinute`, outage.toMinute, outage.fromMinute, MAX_HORIZON_HOURS * 60],
    ]),
  ];
}

function ofSender({
  policy,
  timeoutMs,
  requestsPerJob,
  maxLanes,
  reservePercent,
}: SimulationSettings['sender']): Check[] {
  return [
    ['sender.timeoutMs', timeoutMs, 1, 120_000, 'whole'],
    ['sender.requestsPerJob', requestsPerJob, 1, 100, 'whole'],
    ['sender.maxLanes', maxLanes, 1, 50, 'whole'],
    ['sender.reservePercent', reservePercent, 0, 100],
    ['sender.policy.maxRetries', policy.maxRetries, 0, 100, 'whole'],
    ['sender.policy.maxDelayMs', policy.maxDelayMs, 1, 86_400_000, 'whole'],
    ['sender.policy.baseDelayMs', policy.baseDelayMs, 1, policy.maxDelayMs, 'whole'],
  ];
}

/**
 * Refuses what cannot be simulated. A config file has been checked before, with lines and columns; this is for scenarios
 * that are written in code.
 *
 * @throws UserError `ImpossibleScenario`, `BadSeed`
 */
export function checkSettings({ scenario, org, sender, queueLatencyMs, seed }: SimulationSettings): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UserError({ area: 'simulate', code: 'BadSeed', values: [String(seed)] });
  }
  const checks: Check[] = [
    ...ofWorkload(scenario.workload),
    ...ofEndpoint(scenario.endpoint),
    ...ofSender(sender),
    ...ofLatency('queueLatencyMs', queueLatencyMs),
    ['org.userLicenses', org.userLicenses, 1, 1e9, 'whole'],
    ['org.otherAsyncExecutionsPerDay', org.otherAsyncExecutionsPerDay, 0, 1e9, 'whole'],
  ];
  for (const [what, value, min, max, whole] of checks) {
    // A sum of shares may miss 1 by a rounding error.
    if (value >= min && value <= max + 1e-9 && (whole === undefined || Number.isInteger(value))) continue;
    const kind = whole === undefined ? 'a number' : 'a whole number';
    throw new UserError({
      area: 'simulate',
      code: 'ImpossibleScenario',
      values: [scenario.name, what, String(value), kind, String(min), String(max)],
    });
  }
}
