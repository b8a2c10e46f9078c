// The small build: the large one takes three times as long to load, for texts and methods that nobody here uses.
import * as z from 'zod/mini';

/**
 * One key of the config file: everything that anybody has to know of it, said once. Validation, types, JSON schema,
 * defaults, custom metadata fields, starter file, documentation and error texts all come from here.
 */
export interface Key<T = unknown> {
  /** Validates what was written and fills in the defaults. */
  readonly schema: z.ZodMiniType<T>;
  readonly kind: 'integer' | 'decimal' | 'flag' | 'choice' | 'text' | 'list' | 'map' | 'section' | 'other';
  /** What the key means, in whole sentences. */
  readonly description: string;
  readonly unit: string | null;
  /** What may be written, as it reads after "Write ": `a whole number from 0 to 100`. */
  readonly expected: string;
  /** Undefined for a required key. */
  readonly fallback: unknown;
  /** What a starter file holds for a required key. */
  readonly example: unknown;
  /** Of a number. */
  readonly range: Range | null;
  /** Of a text, in characters. */
  readonly maxLength: number | null;
  /** Of a choice. */
  readonly choices: readonly string[];
  /** Of a section; of a choice between sections, those of all of them. */
  readonly keys: Keys;
  /** Of a choice between sections: the key that chooses, and the other keys of each. */
  readonly variants: Variants | null;
  /** Of a map: what its keys may be. */
  readonly names: Key<string> | null;
  /** What a list or a map holds. */
  readonly items: Key | null;
}

export type Keys = Readonly<Record<string, Key>>;
/** What reading the key gives. */
export type ValueOf<K> = K extends Key<infer T> ? T : never;

export interface Variants {
  readonly discriminator: string;
  readonly sections: Readonly<Record<string, Keys>>;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What every kind of key is described by. Without a `default` the key is required. */
export interface Facts<T> {
  readonly description: string;
  readonly default?: T;
}
export interface NumberFacts extends Facts<number>, Range {
  readonly unit?: string;
}
export interface TextFacts extends Facts<string> {
  /** Without flags: JSON schema knows none. */
  readonly pattern: RegExp;
  readonly max: number;
  readonly expected: string;
  readonly example?: string;
}

type KeyDetails = Partial<Omit<Key, 'schema' | 'fallback' | 'description'>> & Pick<Key, 'kind' | 'expected'>;

/** A key of any kind: the others are written with it. */
export function key<T>(base: z.ZodMiniType<T>, facts: Facts<T>, details: KeyDetails): Key<T> {
  const fallback = facts.default;
  const optional = fallback === undefined ? base : z._default(base, fallback as z.core.util.NoUndefined<T>);
  const unit = details.unit ?? null;
  const description = unit === null ? facts.description : `${facts.description} Unit: ${unit}.`;
  return {
    schema: z.clone(optional).register(z.globalRegistry, { description }),
    description: facts.description,
    fallback,
    unit,
    example: null,
    range: null,
    maxLength: null,
    choices: [],
    keys: {},
    variants: null,
    names: null,
    items: null,
    ...details,
  };
}

function number(
  base: z.ZodMiniNumber,
  noun: string,
  kind: 'integer' | 'decimal',
  facts: NumberFacts,
): Key<number> {
  const { min, max, unit } = facts;
  const expected = `${noun} from ${min} to ${max}${unit === undefined ? '' : ` (${unit})`}`;
  return key<number>(base.check(z.gte(min), z.lte(max)), facts, {
    kind,
    expected,
    unit: unit ?? null,
    range: { min, max },
  });
}

export function integer(facts: NumberFacts): Key<number> {
  return number(z.int(), 'a whole number', 'integer', facts);
}

export function decimal(facts: NumberFacts): Key<number> {
  return number(z.number(), 'a number', 'decimal', facts);
}

export function flag(facts: Facts<boolean>): Key<boolean> {
  return key<boolean>(z.boolean(), facts, { kind: 'flag', expected: 'true or false' });
}

export function choice<const T extends string>(choices: readonly T[], facts: Facts<T>): Key<T> {
  return key<T>(z.enum(choices) as z.ZodMiniType<T>, facts, {
    kind: 'choice',
    expected: `one of ${choices.join(', ')}`,
    choices,
  });
}

function patterned({ pattern, max }: TextFacts): z.ZodMiniString {
  return z.string().check(z.regex(pattern), z.maxLength(max));
}

function textDetails({ expected, max, example }: TextFacts): KeyDetails {
  return { kind: 'text', expected, maxLength: max, example: example ?? null };
}

export function text(facts: TextFacts): Key<string> {
  return key<string>(patterned(facts), facts, textDetails(facts));
}

/** A text that may be null, and is by default. */
export function textOrNull(facts: TextFacts): Key<string | null> {
  return key<string | null>(
    z.nullable(patterned(facts)),
    { description: facts.description, default: null },
    textDetails(facts),
  );
}
