import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Key } from '../../src/config/key.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { configSection } from '../../src/config/schema.ts';
import { starterConfig } from '../../src/config/starter.ts';
import { GOOD_CONFIGS } from './good.ts';

const NAMES = { integration: 'Erp_Orders', namedCredential: 'ERP', object: 'Order__c' };
const SCENARIOS = '# # What to simulate.';

/** What the one scenario of a starter has no use for, and keys of other distributions: docs/config.md has them. */
const NOT_IN_STARTER = [
  ...['value', 'min', 'max', 'quantiles'],
  ...['arrivals', 'requestsPerHour', 'timesFile', 'executions', 'brownOuts', 'latencyFactor'],
  ...['rateLimit', 'windowSeconds', 'retryAfter', 'capacity', 'concurrent', 'queue'],
  ...['lostAnswerRate', 'keyMemoryMinutes', 'duplicateStatus', 'switchedOff'],
];

/** The starter with its scenario switched on. */
function withScenario(text: string): string {
  const start = text.indexOf(SCENARIOS);
  return text.slice(0, start) + text.slice(start).replaceAll(/^# /gm, '');
}

function names({ keys, items }: Key): string[] {
  return [...Object.keys(keys), ...Object.values(keys).flatMap(names), ...(items ? names(items) : [])];
}

test('the starter is valid, without a warning, and is the default policy', () => {
  const { config, issues } = parseConfig(starterConfig(NAMES), 'retry.yml');
  expect(issues).toEqual([]);
  expect(config).toEqual(parseConfig(GOOD_CONFIGS.minimal, 'retry.yml').config);
});

test('its scenario, when the comment signs are taken away, is valid too', () => {
  const { config, issues } = parseConfig(withScenario(starterConfig(NAMES)), 'retry.yml');
  expect(issues).toEqual([]);
  expect(config?.scenarios).toMatchObject([
    {
      name: 'down-40-minutes',
      integrations: ['Erp_Orders'],
      endpoint: { outages: [{ fromMinute: 5, toMinute: 45, failureRate: 1, failure: 503 }] },
      expect: [{ metric: 'lost' }, { metric: 'deadLetterShare' }, { metric: 'deliveryMinutes.p95' }],
    },
  ]);
});

test('every key stands in it, below a comment with its range and its default', () => {
  const lines = withScenario(starterConfig(NAMES)).split('\n');
  const shown = names(configSection).filter((key) => key !== '$schema' && !NOT_IN_STARTER.includes(key));
  for (const name of shown) {
    const line = lines.findIndex((text) => text.trimStart().replace('- ', '').startsWith(`${name}:`));
    expect(lines[line - 1], name).toMatch(/^ *# .*\.$/);
  }
  const text = lines.join('\n');
  expect(text).toContain('      lost: "== 0"\n');
  expect(text).toContain('# A whole number from 0 to 100 (retries); default 8.\n      maxRetries: 8\n');
  expect(text).toContain(
    '    # The API name of a named credential, without "callout:"; required.\n    namedCredential: ERP\n',
  );
});

test('no line is wider than an editor', () => {
  expect(
    Math.max(
      ...starterConfig(NAMES)
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(120);
});

test('names that YAML would take for something else are quoted', () => {
  const word = fc.constantFrom('null', 'true', 'No', 'Erp', 'Y', 'Inf', 'e1');
  fc.assert(
    fc.property(word, word, word, (integration, namedCredential, object) => {
      const text = starterConfig({ integration, namedCredential, object });
      expect(parse(text).integrations[0]).toMatchObject({ name: integration, namedCredential, object });
      expect(parseConfig(text, 'retry.yml').issues).toEqual([]);
    }),
  );
});
