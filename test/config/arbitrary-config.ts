import type fc from 'fast-check';
import { METRICS } from '../../src/model/simulation/metrics.ts';
import { type Section, schemaValid } from './arbitrary.ts';

const SHARES: readonly string[] = METRICS.filter(({ unit }) => unit === 'share').map(({ id }) => id);

function list(value: unknown): Section[] {
  return (value ?? []) as Section[];
}

function unique(codes: unknown): unknown {
  return Array.isArray(codes) ? [...new Set(codes)].filter((code) => code !== 401) : codes;
}

function repairRetry(retry: Section): Section {
  const delays = [Number(retry['baseDelaySeconds'] ?? 300), Number(retry['maxDelaySeconds'] ?? 600)];
  const retries = [Number(retry['immediateRetries'] ?? 0), Number(retry['maxRetries'] ?? 6)];
  return {
    ...retry,
    baseDelaySeconds: Math.min(...delays),
    maxDelaySeconds: Math.max(...delays),
    immediateRetries: Math.min(...retries),
    ...Object.fromEntries(
      ['retryableStatusCodes', 'alreadyProcessedStatusCodes']
        .filter((name) => name in retry)
        .map((name) => [name, unique(retry[name])]),
    ),
  };
}

function repairIntegration(integration: Section, index: number): Section {
  const { retry, deadLetter, ...rest } = integration;
  const keys = (deadLetter as Section | undefined)?.['maskedJsonKeys'];
  return {
    ...rest,
    name: `${rest['name']}${index}`,
    ...(retry !== undefined && { retry: repairRetry(retry as Section) }),
    ...(deadLetter !== undefined && {
      deadLetter: {
        ...(deadLetter as Section),
        ...(Array.isArray(keys) && {
          maskedJsonKeys: [...new Map(keys.map((k) => [String(k).toLowerCase(), k])).values()],
        }),
      },
    }),
  };
}

function repairLatency(latency: Section | undefined): Section | undefined {
  const numbers = [Number(latency?.['min']), Number(latency?.['max'])];
  switch (latency?.['distribution']) {
    case 'uniform':
      return { ...latency, min: Math.min(...numbers), max: Math.max(...numbers) };
    case 'empirical':
      return { ...latency, quantiles: (latency['quantiles'] as number[]).toSorted((x, y) => x - y) };
    default:
      return latency;
  }
}

/** A minute long, and before the end. */
function repairSpan(span: Section, minutes: number): Section {
  const fromMinute = Number(span['fromMinute'] ?? 0) % minutes;
  return { ...span, fromMinute, toMinute: fromMinute + 1 };
}

function repairEndpoint(endpoint: Section, minutes: number): Section {
  const { latencyMs, errorRates, outages, brownOuts, ...rest } = endpoint;
  const latency = repairLatency(latencyMs as Section | undefined);
  const rates = Object.entries((errorRates ?? {}) as Section);
  return {
    ...rest,
    ...(latency && { latencyMs: latency }),
    errorRates: Object.fromEntries(rates.map(([code, rate]) => [code, Number(rate) / rates.length])),
    outages: list(outages).map((outage) => repairSpan(outage, minutes)),
    brownOuts: list(brownOuts).map((brownOut) => ({ ...repairSpan(brownOut, minutes), latencyFactor: 2 })),
  };
}

function repairWorkload(workload: Section, minutes: number): Section {
  const bursts = list(workload['bursts']).map((burst) => ({
    ...burst,
    atMinute: Number(burst['atMinute']) % minutes,
  }));
  const arrivals = list(workload['arrivals']).map((stream) => ({
    ...repairSpan(stream, minutes),
    requestsPerHour: [Math.max(1, Math.min(60, ...(stream['requestsPerHour'] as number[])))],
  }));
  const isEmpty = bursts.length + arrivals.length === 0 && typeof workload['timesFile'] !== 'string';
  return { ...workload, bursts: isEmpty ? [{ atMinute: 0, requests: 1 }] : bursts, arrivals };
}

function repairScenario(scenario: Section, index: number, integrations: readonly Section[]): Section {
  const workload = (scenario['workload'] ?? {}) as Section;
  const minutes = Number(workload['horizonHours'] ?? 24) * 60;
  const gates = Object.entries((scenario['expect'] ?? {}) as Section);
  return {
    ...scenario,
    name: `${scenario['name'] ?? 'scenario'}${index}`,
    ...('integration' in scenario && { integration: integrations[0]?.['name'] }),
    workload: repairWorkload(workload, minutes),
    ...('endpoint' in scenario && { endpoint: repairEndpoint(scenario['endpoint'] as Section, minutes) }),
    switchedOff: list(scenario['switchedOff']).map((span) => repairSpan(span, minutes)),
    expect: Object.fromEntries(
      gates.map(([metric, text]) => [metric, SHARES.includes(metric) ? text : String(text).replace('%', '')]),
    ),
  };
}

function repairOrg(org: Section): Section {
  const latency = repairLatency(org['queueLatencyMs'] as Section | undefined);
  return {
    ...org,
    ...(latency && { queueLatencyMs: latency }),
    otherWork: list(org['otherWork']).map((work) => repairSpan(work, 1000)),
  };
}

function repair(config: Section): Section {
  const integrations = list(config['integrations']).map(repairIntegration);
  return {
    ...config,
    integrations,
    ...('org' in config && { org: repairOrg(config['org'] as Section) }),
    scenarios: list(config['scenarios']).map((scenario, i) => repairScenario(scenario, i, integrations)),
  };
}

/** Config files that keep the rules between keys too. */
export const validConfig: fc.Arbitrary<Section> = schemaValid.map(repair);
