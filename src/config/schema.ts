import * as z from 'zod/mini';
import { key } from './key.ts';
import { integrationSection } from './schema-integration.ts';
import { orgSection } from './schema-org.ts';
import { scenarioSection } from './schema-scenario.ts';
import { list, section } from './section.ts';

/** The whole config file. Rules between keys are in `rules.ts`: a JSON schema cannot say them. */
export const configSection = section('The config file of sf-plugin-retry.', {
  // Editors of JSON files find the schema by this key.
  $schema: key<string | null>(
    z.nullable(z.string()),
    { description: 'Where editors find the JSON schema of this file.', default: null },
    { kind: 'other', expected: 'the path of the JSON schema' },
  ),
  integrations: list(integrationSection, {
    min: 1,
    max: 200,
    of: 'integrations',
    description: 'The integrations, each with its policy.',
  }),
  org: orgSection,
  scenarios: list(scenarioSection, {
    min: 0,
    max: 200,
    of: 'scenarios',
    default: [],
    description: 'What to simulate. None: all built-in scenarios.',
  }),
});
