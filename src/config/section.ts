import * as z from 'zod/mini';
import { type Facts, type Key, type Keys, key, type ValueOf } from './key.ts';

type SectionOf<K extends Keys> = { readonly [P in keyof K]: ValueOf<K[P]> };

function strictObject<K extends Keys>(keys: K): z.ZodMiniType<SectionOf<K>> {
  const shape = Object.fromEntries(Object.entries(keys).map(([name, { schema }]) => [name, schema]));
  return z.strictObject(shape) as unknown as z.ZodMiniType<SectionOf<K>>;
}

/**
 * Keys under a key. Unknown ones are errors. A section that is left out is read as if it were there without keys,
 * unless one of its keys is required.
 */
export function section<const K extends Keys>(description: string, keys: K): Key<SectionOf<K>> {
  const base = strictObject(keys);
  const required = Object.values(keys).some(({ fallback }) => fallback === undefined);
  const schema = required ? base : (z.prefault(base, {}) as z.ZodMiniType<SectionOf<K>>);
  const details = { kind: 'section', expected: 'keys, indented below it', keys } as const;
  return { ...key<SectionOf<K>>(schema, { description }, details), fallback: required ? undefined : {} };
}

/** A section whose keys depend on the value of one of them. */
export function variants<const D extends string, const K extends Readonly<Record<string, Keys>>>(
  discriminator: D,
  sections: K,
  facts: Facts<VariantsOf<D, K>>,
): Key<VariantsOf<D, K>> {
  const names = Object.keys(sections);
  const discriminating = (name: string): Key<string> =>
    key<string>(z.literal(name), { description: '' }, { kind: 'choice', expected: name, choices: [name] });
  const options = Object.entries(sections).map(([name, keys]) =>
    strictObject({ [discriminator]: discriminating(name), ...keys }),
  );
  const base = z.discriminatedUnion(
    discriminator,
    options as unknown as [z.core.$ZodTypeDiscriminable],
  ) as unknown as z.ZodMiniType<VariantsOf<D, K>>;
  const kinds = key<string>(
    z.string(),
    { description: 'The kind of distribution.' },
    { kind: 'choice', expected: `one of ${names.join(', ')}`, choices: names },
  );
  return key<VariantsOf<D, K>>(base, facts, {
    kind: 'section',
    expected: `keys, indented below it, the first being ${discriminator}`,
    keys: Object.assign({ [discriminator]: kinds }, ...Object.values(sections)) as Keys,
    variants: { discriminator, sections },
  });
}
type VariantsOf<D extends string, K extends Readonly<Record<string, Keys>>> = {
  [P in keyof K & string]: SectionOf<{ readonly [Q in D]: Key<P> } & K[P]> extends infer S
    ? { readonly [Q in keyof S]: S[Q] }
    : never;
}[keyof K & string];

interface ListFacts<T> extends Facts<readonly T[]> {
  readonly min: number;
  readonly max: number;
  /** What the list is of, in the plural. */
  readonly of: string;
}

/** A list in `[a, b]` or one item per line. */
export function list<T>(items: Key<T>, facts: ListFacts<T>): Key<readonly T[]> {
  const base = z.array(items.schema).check(z.minLength(facts.min), z.maxLength(facts.max));
  return key<readonly T[]>(base as unknown as z.ZodMiniType<readonly T[]>, facts, {
    kind: 'list',
    expected: `a list of ${facts.min} to ${facts.max} ${facts.of}`,
    items,
  });
}

/** Keys that the user chooses, all with values of one kind. Left out, there are none. */
export function map<T>(
  names: Key<string>,
  values: Key<T>,
  description: string,
): Key<Readonly<Record<string, T>>> {
  const base = z.partialRecord(names.schema as z.ZodMiniType<string, string>, values.schema);
  return key<Readonly<Record<string, T>>>(
    base as unknown as z.ZodMiniType<Readonly<Record<string, T>>>,
    { description, default: {} },
    { kind: 'map', expected: 'keys, indented below it', items: values, names },
  );
}
