import fc from 'fast-check';
import type { Key } from '../../src/config/key.ts';
import { configSection } from '../../src/config/schema.ts';

export type Section = Record<string, unknown>;

const PATTERNS: Readonly<Record<string, RegExp>> = {
  name: /^[A-Za-z][A-Za-z0-9]{0,9}(_[A-Za-z0-9]{1,6}){0,2}$/,
  namedCredential: /^([a-z]{1,9}__)?[A-Za-z][A-Za-z0-9]{0,9}(_[A-Za-z0-9]{1,9}){0,3}$/,
  object: /^([A-Z][A-Za-z]{0,15}|([a-z]{1,9}__)?[A-Z][A-Za-z0-9]{0,9}(_[A-Za-z0-9]{1,9}){0,2}__c)$/,
  idempotencyHeader: /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/,
  idempotencyBodyField: /^[a-zA-Z0-9 :#{}>!-]{1,40}$/,
  maskedJsonKeys: /^[a-zA-Z0-9 äß:#_-]{1,20}$/,
  expect: /^(<|<=|==|>=|>) ?[0-9]{1,5}(\.[0-9]{1,4})?%?$/,
};

function textOf(name: string): fc.Arbitrary<unknown> {
  const pattern = PATTERNS[name];
  return pattern ? fc.stringMatching(pattern) : fc.constant(null);
}

function sectionOf(key: Key): fc.Arbitrary<Section> {
  const { variants } = key;
  if (variants) {
    const kinds = Object.entries(variants.sections).map(([kind, keys]) =>
      keysOf(keys).map((values): Section => ({ [variants.discriminator]: kind, ...values })),
    );
    return fc.oneof(...kinds);
  }
  return keysOf(key.keys);
}

function keysOf(keys: Key['keys']): fc.Arbitrary<Section> {
  const values = Object.entries(keys).map(([name, key]) => [name, valuesFor(name, key)] as const);
  const requiredKeys = Object.keys(keys).filter((name) => keys[name]?.fallback === undefined);
  return fc.record(Object.fromEntries(values), { requiredKeys }) as fc.Arbitrary<Section>;
}

function mapOf(name: string, { names, items }: Key): fc.Arbitrary<unknown> {
  const values = items?.range ? valuesFor(name, items) : textOf(name);
  const key = names?.choices.length
    ? fc.constantFrom(...names.choices)
    : fc.integer({ min: 300, max: 599 }).map(String);
  return fc.dictionary(key, values, { maxKeys: 4, noNullPrototype: true });
}

const LEAST_ITEMS: Readonly<Record<string, number>> = { integrations: 1, quantiles: 2, requestsPerHour: 1 };

function valuesFor(name: string, key: Key): fc.Arbitrary<unknown> {
  const { min, max } = key.range ?? { min: 0, max: 0 };
  switch (key.kind) {
    case 'integer':
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    case 'decimal':
      return fc.integer({ min: min * 100, max: max * 100 }).map((hundredths) => hundredths / 100);
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...key.choices);
    case 'text':
      return textOf(name);
    case 'list':
      return key.items
        ? fc.array(valuesFor(name, key.items), {
            minLength: LEAST_ITEMS[name] ?? 0,
            maxLength: 4,
          })
        : fc.constant([]);
    case 'map':
      return mapOf(name, key);
    case 'section':
      return sectionOf(key);
    case 'other':
      return name === 'failure' ? fc.constantFrom(503, 'timeout') : fc.constant(null);
  }
}

/** What the schema accepts; rules between keys may still refuse it. */
export const schemaValid: fc.Arbitrary<Section> = sectionOf(configSection);
