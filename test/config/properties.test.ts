import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/parse.ts';
import type { ConfigScenario, RetryConfig } from '../../src/config/types.ts';
import { type Section, schemaValid } from './arbitrary.ts';
import { validConfig } from './arbitrary-config.ts';
import { GOOD_CONFIGS } from './good.ts';
import { mutated } from './mutations.ts';

/** A config as one would write it, every value given. */
function written({ scenarios, ...config }: RetryConfig): Section {
  const names = config.integrations.map(({ name }) => name);
  const writeScenario = ({
    integrations,
    expect: gates,
    workload,
    timesFile,
    ...scenario
  }: ConfigScenario): Section => ({
    ...scenario,
    workload: { ...workload, timesFile },
    ...(integrations.length < names.length && { integration: integrations[0] }),
    expect: Object.fromEntries(gates.map(({ metric, text }) => [metric, text])),
  });
  return { ...config, scenarios: scenarios.map(writeScenario) };
}

/** Any text at all is read, or refused with issues that point into it. */
function expectIssuesOnly(text: string): void {
  const { config, issues } = parseConfig(text, 'retry.yml');
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const { line, column, message, fix } of issues) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    expect(message).not.toMatch(/undefined|\[object|NaN|\p{Cc}/u);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  }
  expect(config === null).toBe(issues.some(({ severity }) => severity === 'error'));
}

function read(text: string): RetryConfig | null {
  const { config, issues } = parseConfig(text, 'retry.yml');
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return config;
}

test('a config that is valid survives writing and reading, as YAML and as JSON', () => {
  fc.assert(
    fc.property(validConfig, (input) => {
      const config = read(stringify(input));
      if (config === null) return;
      expect(config.integrations).toMatchObject(input['integrations'] as object);
      expect(read(stringify(written(config)))).toEqual(config);
      expect(read(JSON.stringify(written(config), null, 2))).toEqual(config);
    }),
  );
});

test('a config with something wrong in it gives issues, and throws nothing', () => {
  fc.assert(
    fc.property(mutated(schemaValid), fc.boolean(), (config, asJson) => {
      expectIssuesOnly(asJson ? JSON.stringify(config) : stringify(config));
    }),
    { numRuns: 250 },
  );
});

const edit = fc.tuple(
  fc.nat(),
  fc.nat({ max: 12 }),
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      '\t',
      '\0',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ': ',
      '- ',
      '&a ',
      '*a',
      '|\n',
      '? ',
      '#',
      '%',
      '\r',
      '<<: ',
      '!x ',
      '\uFEFF',
    ),
  ),
);

test('random changes to the characters of a file give issues, and throw nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(GOOD_CONFIGS)),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (good, edits) => {
        let text: string = good;
        for (const [where, dropped, added] of edits) {
          const at = where % (text.length + 1);
          text = text.slice(0, at) + added + text.slice(at + dropped);
        }
        expectIssuesOnly(text);
      },
    ),
    { numRuns: 800 },
  );
});

test('random texts give issues, and throw nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectIssuesOnly), { numRuns: 500 });
});
