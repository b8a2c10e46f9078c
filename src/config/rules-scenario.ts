import { METRICS } from '../model/simulation/metrics.ts';
import { integrationName } from './names.ts';
import { nearest } from './nearest.ts';
import { type Problem, printable } from './problem.ts';
import { entryOf, type Item, itemsOf, readable, repeated } from './readable.ts';
import { endpointProblems } from './rules-endpoint.ts';
import { afterHorizon, emptySpan } from './rules-span.ts';
import { workloadProblems } from './rules-workload.ts';
import { horizonHours } from './schema-workload.ts';

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
  return [
    ...unknownIntegration(scenario, integrations),
    ...workloadProblems(workload, [...scenario.path, 'workload'], horizonMinutes),
    ...endpointProblems(endpoint, [...scenario.path, 'endpoint'], horizonMinutes),
    ...itemsOf(scenario.value, 'switchedOff', scenario.path).flatMap((span) => [
      ...emptySpan(span, 'The time'),
      ...afterHorizon(span, 'fromMinute', horizonMinutes),
    ]),
    ...percentProblems(scenario),
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
