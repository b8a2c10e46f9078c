import { METRICS } from '../model/simulation/metrics.ts';
import { integrationName } from './names.ts';
import { nearest } from './nearest.ts';
import { type Path, type Problem, printable } from './problem.ts';
import { entryOf, type Item, itemsOf, readable, readableKeys, repeated } from './readable.ts';
import { errorRatesKey, horizonHours, latencyKey, outageSection } from './schema-scenario.ts';

/** What binary fractions that should add up to 1 may be beyond it. */
const SHARE_TOLERANCE = 1e-9;

export function scenarioProblems(data: unknown): Problem[] {
  const scenarios = itemsOf(data, 'scenarios');
  const integrations = itemsOf(data, 'integrations').flatMap(({ value }) => {
    const name = entryOf(value, 'name');
    return typeof name === 'string' ? [name] : [];
  });
  return [
    ...repeatedNames(scenarios),
    ...scenarios.flatMap((scenario) => problemsOf(scenario, integrations)),
  ];
}

function repeatedNames(scenarios: readonly Item[]): Problem[] {
  return repeated(scenarios, ({ value }) => entryOf(value, 'name')).map(({ item }) => ({
    path: [...item.path, 'name'],
    at: 'value',
    message: `There are two scenarios with the name ${printable(String(entryOf(item.value, 'name')))}.`,
    fix: 'Give one of them another name.',
  }));
}

function problemsOf(scenario: Item, integrations: readonly string[]): Problem[] {
  const workload = entryOf(scenario.value, 'workload');
  const endpoint = entryOf(scenario.value, 'endpoint');
  const horizonMinutes =
    (readable(horizonHours, entryOf(workload, 'horizonHours')) ?? Number.POSITIVE_INFINITY) * 60;
  const outages = itemsOf(endpoint, 'outages', [...scenario.path, 'endpoint']);
  const bursts = itemsOf(workload, 'bursts', [...scenario.path, 'workload']);
  return [
    ...unknownIntegration(scenario, integrations),
    ...bursts.flatMap((burst) => afterHorizon(burst, 'atMinute', horizonMinutes)),
    ...outages.flatMap((outage) => [
      ...emptyOutage(outage),
      ...afterHorizon(outage, 'fromMinute', horizonMinutes),
    ]),
    ...latencyProblems(endpoint, [...scenario.path, 'endpoint', 'latencyMs']),
    ...percentProblems(scenario),
    ...errorRateProblems(endpoint, [...scenario.path, 'endpoint', 'errorRates']),
  ];
}

function unknownIntegration({ path, value }: Item, integrations: readonly string[]): Problem[] {
  const name = entryOf(value, 'integration');
  if (typeof name !== 'string' || integrations.includes(name)) return [];
  const valid = integrations.filter((integration) => readable(integrationName, integration) !== null);
  const near = nearest(name, valid);
  const known = valid.length === 0 ? 'the name of an integration' : `one of ${valid.join(', ')}`;
  return [
    {
      path: [...path, 'integration'],
      at: 'value',
      message: `There is no integration with the name "${printable(name)}".`,
      fix: `Write ${near ?? known}, or leave it out for all of them.`,
    },
  ];
}

function afterHorizon({ path, value }: Item, name: string, horizonMinutes: number): Problem[] {
  const minute = entryOf(value, name);
  if (typeof minute !== 'number' || minute < horizonMinutes) return [];
  return [
    {
      path: [...path, name],
      at: 'value',
      message: `${name} is ${minute}, but the simulation ends with minute ${horizonMinutes}.`,
      fix: `Write a number under ${horizonMinutes}, or a longer horizonHours.`,
    },
  ];
}

function emptyOutage({ path, value }: Item): Problem[] {
  const { fromMinute, toMinute } = readableKeys(outageSection, value);
  if (fromMinute === undefined || toMinute === undefined || fromMinute < toMinute) return [];
  return [
    {
      path: [...path, 'toMinute'],
      at: 'value',
      message: `The outage ends in minute ${toMinute}, not after it starts in minute ${fromMinute}.`,
      fix: `Write toMinute: ${fromMinute + 1} or more.`,
    },
  ];
}

function latencyProblems(endpoint: unknown, path: Path): Problem[] {
  const latency = readable(latencyKey, entryOf(endpoint, 'latencyMs'));
  if (latency?.distribution !== 'uniform' || latency.min <= latency.max) return [];
  return [
    {
      path: [...path, 'min'],
      at: 'value',
      message: `min is ${latency.min}, which is more than max, ${latency.max}.`,
      fix: `Write min: ${latency.max} and max: ${latency.min}.`,
    },
  ];
}

function errorRateProblems(endpoint: unknown, path: Path): Problem[] {
  const rates = readable(errorRatesKey, entryOf(endpoint, 'errorRates'));
  const sum = Object.values(rates ?? {}).reduce((total, rate) => total + rate, 0);
  if (sum <= 1 + SHARE_TOLERANCE) return [];
  return [
    {
      path,
      at: 'value',
      message: `The shares of errorRates add up to ${Number(sum.toFixed(6))}, which is more than all calls.`,
      fix: 'Write shares that add up to 1 at most; 0.01 is one call in a hundred.',
    },
  ];
}

/** Percent of what, for a metric that is no share? */
function percentProblems({ path, value }: Item): Problem[] {
  const expect = entryOf(value, 'expect');
  const others = METRICS.filter(({ unit }) => unit !== 'share');
  return others.flatMap(({ id, unit }) => {
    const text = entryOf(expect, id);
    if (typeof text !== 'string' || !text.endsWith('%')) return [];
    return [
      {
        path: [...path, 'expect', id],
        at: 'value',
        message: `${id} is compared with a percentage, "${printable(text)}", but counts ${unit}.`,
        fix: 'Leave out the %, or compare a share.',
      },
    ];
  });
}
