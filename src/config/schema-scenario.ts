import * as z from 'zod/mini';
import { METRICS } from '../model/simulation/metrics.ts';
import { EXPECTATION } from './expectation.ts';
import { choice, key, text } from './key.ts';
import { endpointSection } from './schema-endpoint.ts';
import { SPAN } from './schema-span.ts';
import { workloadSection } from './schema-workload.ts';
import { list, map, section } from './section.ts';

export const scenarioSection = section('One run of the simulator.', {
  name: text({
    description: 'Name of the scenario, for --scenario and the report.',
    pattern: /^[A-Za-z0-9][A-Za-z0-9 ._-]*$/,
    max: 80,
    expected: 'a name of at most 80 letters, digits, hyphens, dots, underscores and blanks',
    example: 'erp-down-40-minutes',
  }),
  integration: key<string | null>(
    z.nullable(z.string()),
    {
      description: 'Name of the integration it runs for. Left out: each of them, one after the other.',
      default: null,
    },
    { kind: 'text', expected: 'the name of an integration of this file' },
  ),
  workload: workloadSection,
  endpoint: endpointSection,
  switchedOff: list(section('A time in which an operator holds the integration back.', SPAN), {
    min: 0,
    max: 100,
    of: 'times',
    default: [],
    description:
      'When an operator holds the integration back with the switch of its Circuit_Breaker_Config__mdt record: nothing is called, requests become rows.',
  }),
  expect: map(
    choice(
      METRICS.map(({ id }) => id),
      { description: 'A metric.' },
    ),
    text({
      description: 'What must hold.',
      pattern: EXPECTATION,
      max: 40,
      expected: 'a comparison in quotes, such as "<= 90" or "<= 0.1%"',
    }),
    'What must hold: a metric, and a comparison with <, <=, ==, >= or >. A command whose expectations fail exits 1.',
  ),
});
