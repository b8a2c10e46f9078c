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

function repairEndpoint(endpoint: Section, minutes: number): Section {
  const { latencyMs, errorRates, outages, ...rest } = endpoint;
  const latency = latencyMs as Section | undefined;
  const rates = Object.entries((errorRates ?? {}) as Section);
  const ends = [Number(latency?.['min']), Number(latency?.['max'])];
  return {
    ...rest,
    ...(latency && {
      latencyMs:
        latency['distribution'] === 'uniform'
          ? { ...latency, min: Math.min(...ends), max: Math.max(...ends) }
          : latency,
    }),
    errorRates: Object.fromEntries(rates.map(([code, rate]) => [code, Number(rate) / rates.length])),
    outages: list(outages).map((outage) => {
      const fromMinute = Number(outage['fromMinute']) % minutes;
      return { ...outage, fromMinute, toMinute: fromMinute + 1 };
    }),
  };
}

function repairScenario(scenario: Section, index: number, integrations: readonly Section[]): Section {
  const workload = scenario['workload'] as Section;
  const minutes = Number(workload['horizonHours'] ?? 24) * 60;
  const bursts = list(workload['bursts']).map((burst) => ({
    ...burst,
    atMinute: Number(burst['atMinute']) % minutes,
  }));
  const gates = Object.entries((scenario['expect'] ?? {}) as Section);
  return {
    ...scenario,
    name: `${scenario['name'] ?? 'scenario'}${index}`,
    ...('integration' in scenario && { integration: integrations[0]?.['name'] }),
    workload: { ...workload, bursts },
    ...('endpoint' in scenario && { endpoint: repairEndpoint(scenario['endpoint'] as Section, minutes) }),
    expect: Object.fromEntries(
      gates.map(([metric, text]) => [metric, SHARES.includes(metric) ? text : String(text).replace('%', '')]),
    ),
  };
}

function repair(config: Section): Section {
  const integrations = list(config['integrations']).map(repairIntegration);
  return {
    ...config,
    integrations,
    scenarios: list(config['scenarios']).map((scenario, i) => repairScenario(scenario, i, integrations)),
  };
}

/** Config files that keep the rules between keys too. */
export const validConfig: fc.Arbitrary<Section> = schemaValid.map(repair);
