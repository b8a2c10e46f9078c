import { UserError } from '../user-error.ts';
import { requestsOf } from './expected-requests.ts';
import type { EndpointSettings, LatencySettings, OrgSettings, Workload } from './scenario.ts';
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

const MAX_MINUTE = MAX_HORIZON_HOURS * 60;

function ofWorkload(workload: Workload): Check[] {
  const { horizonHours, bursts, arrivals = [], recorded = [] } = workload;
  const records = (of: string, value: number): Check => [
    `${of}.recordsPerTransaction`,
    value,
    1,
    MAX_REQUESTS,
    'whole',
  ];
  return [
    ['workload.horizonHours', horizonHours, 1, MAX_HORIZON_HOURS, 'whole'],
    ['the number of requests', requestsOf(workload), arrivals.length > 0 ? 0 : 1, MAX_REQUESTS],
    ...bursts.flatMap((burst, index): Check[] => [
      [`workload.bursts[${index}].atMinute`, burst.atMinute, 0, horizonHours * 60],
      [`workload.bursts[${index}].requests`, burst.requests, 1, MAX_REQUESTS, 'whole'],
      records(`workload.bursts[${index}]`, burst.recordsPerTransaction),
    ]),
    ...arrivals.flatMap((stream, index) => [
      ...ofSpan(`workload.arrivals[${index}]`, stream),
      ...stream.requestsPerHour.map(
        (rate): Check => [`workload.arrivals[${index}].requestsPerHour`, rate, 0, MAX_REQUESTS],
      ),
      records(`workload.arrivals[${index}]`, stream.recordsPerTransaction),
    ]),
    ...recorded.flatMap(({ atMs, requests }, index): Check[] => [
      [`workload.recorded[${index}].atMs`, atMs, 0, Number.MAX_SAFE_INTEGER, 'whole'],
      [`workload.recorded[${index}].requests`, requests, 1, MAX_REQUESTS, 'whole'],
    ]),
  ];
}

function ofSpan(name: string, { fromMinute, toMinute }: { fromMinute: number; toMinute: number }): Check[] {
  return [
    [`${name}.fromMinute`, fromMinute, 0, MAX_MINUTE],
    [`${name}.toMinute`, toMinute, fromMinute, MAX_MINUTE],
  ];
}

function ofEndpoint(endpoint: EndpointSettings): Check[] {
  const { latencyMs, errorRates, outages, brownOuts = [], rateLimit, capacity } = endpoint;
  const rates = Object.entries(errorRates);
  return [
    ...ofLatency('endpoint.latencyMs', latencyMs),
    ...rates.map(([status, rate]): Check => [`endpoint.errorRates.${status}`, rate, 0, 1]),
    ['the sum of endpoint.errorRates', rates.reduce((sum, [, rate]) => sum + rate, 0), 0, 1],
    ...outages.flatMap((outage, index): Check[] => [
      [`endpoint.outages[${index}].failureRate`, outage.failureRate, 0, 1],
      ...ofSpan(`endpoint.outages[${index}]`, outage),
    ]),
    ...brownOuts.flatMap((brownOut, index): Check[] => [
      [`endpoint.brownOuts[${index}].failureRate`, brownOut.failureRate, 0, 1],
      [`endpoint.brownOuts[${index}].latencyFactor`, brownOut.latencyFactor, 1, 1e4],
      ...ofSpan(`endpoint.brownOuts[${index}]`, brownOut),
    ]),
    ['endpoint.rateLimit.requests', rateLimit?.requests ?? 0, 0, 1e9, 'whole'],
    ['endpoint.rateLimit.windowSeconds', rateLimit?.windowSeconds ?? 1, 1, 86_400, 'whole'],
    ['endpoint.capacity.concurrent', capacity?.concurrent ?? 0, 0, 1e6, 'whole'],
    ['endpoint.capacity.queue', capacity?.queue ?? 0, 0, 1e9, 'whole'],
    ['endpoint.lostAnswerRate', endpoint.lostAnswerRate ?? 0, 0, 1],
    ['endpoint.keyMemoryMinutes', endpoint.keyMemoryMinutes ?? 0, 0, 1e6],
    ['endpoint.duplicateStatus', endpoint.duplicateStatus ?? 200, 200, 599, 'whole'],
  ];
}

function ofOrg(org: OrgSettings): Check[] {
  const { otherWork = [], faults, queueLatencyMs } = org;
  return [
    ['org.userLicenses', org.userLicenses, 1, 1e9, 'whole'],
    ['org.otherAsyncExecutionsPerDay', org.otherAsyncExecutionsPerDay, 0, 1e9, 'whole'],
    ...otherWork.flatMap((work, index): Check[] => [
      ...ofSpan(`org.otherWork[${index}]`, work),
      [`org.otherWork[${index}].executions`, work.executions, 0, 1e9, 'whole'],
    ]),
    ['org.defaultDelaySeconds', org.defaultDelaySeconds ?? 0, 0, 600, 'whole'],
    ['org.jobOverheadMs', org.jobOverheadMs ?? 0, 0, 600_000, 'whole'],
    ['org.maxConcurrentJobs', org.maxConcurrentJobs ?? 0, 0, 1e6, 'whole'],
    ['org.deepChainDelaySeconds', org.deepChainDelaySeconds ?? 0, 0, 3600, 'whole'],
    ['org.faults.crashRate', faults?.crashRate ?? 0, 0, 1],
    ['org.faults.killRate', faults?.killRate ?? 0, 0, 1],
    ['org.faults.lockFailureRate', faults?.lockFailureRate ?? 0, 0, 1],
    ['org.faults.slotTakenRate', faults?.slotTakenRate ?? 0, 0, 1],
    ...(queueLatencyMs ? ofLatency('org.queueLatencyMs', queueLatencyMs) : []),
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
    ...(scenario.switchedOff ?? []).flatMap((span, index) => ofSpan(`switchedOff[${index}]`, span)),
    ...ofSender(sender),
    ...ofLatency('queueLatencyMs', queueLatencyMs),
    ...ofOrg(org),
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
