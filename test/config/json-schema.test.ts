import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { configSection } from '../../src/config/schema.ts';
import { schemaValid } from './arbitrary.ts';
import { INTEGRATION } from './bad/integration.ts';
import { POLICY } from './bad/policy.ts';
import { SCENARIO } from './bad/scenario.ts';
import { GOOD_CONFIGS } from './good.ts';
import { mutated } from './mutations.ts';

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
const accepts = ajv.compile(JSON.parse(configJsonSchema()));
const zodAccepts = (value: unknown): boolean => configSection.schema.safeParse(value).success;

/** Not yet JSON: what a JSON file with the same content would hold. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each(Object.entries(GOOD_CONFIGS))('the JSON schema accepts the good config: %s', (_, text) => {
  expect(accepts(parse(text))).toBe(true);
});

test.each([...INTEGRATION, ...POLICY, ...SCENARIO])(
  'the JSON schema and the schema of the reader agree on a bad config: $name',
  ({ text }) => {
    expect(accepts(parse(text))).toBe(zodAccepts(parse(text)));
  },
);

test('the JSON schema refuses most of the bad configs', () => {
  const all = [...INTEGRATION, ...POLICY, ...SCENARIO];
  const refused = all.filter(({ text }) => !accepts(parse(text)));
  expect(refused.length).toBeGreaterThan(55);
});

test('both schemas accept whatever the table of keys allows', () => {
  fc.assert(
    fc.property(schemaValid, (config) => {
      expect(accepts(asJson(config)), JSON.stringify(accepts.errors)).toBe(true);
      expect(zodAccepts(asJson(config))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('both schemas agree on configs with something wrong in them', () => {
  fc.assert(
    fc.property(mutated(schemaValid), (config) => {
      expect(zodAccepts(asJson(config)), JSON.stringify(accepts.errors)).toBe(accepts(asJson(config)));
    }),
    { numRuns: 1500 },
  );
});

test('both schemas agree on any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(zodAccepts(asJson(value))).toBe(accepts(asJson(value)));
    }),
  );
});
