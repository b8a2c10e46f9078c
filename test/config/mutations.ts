import fc from 'fast-check';

type Container = Record<string | number, unknown>;

/** Values that are often wrong, and often nearly right. */
const ANYTHING = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    true,
    [],
    {},
    0,
    -1,
    1.5,
    401,
    1e9,
    'full',
    '503',
    'x'.repeat(300),
    ['503'],
    '<= 1',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ maxLength: 12 }),
);

/** Every place in plain data, as the container and its key. */
function places(value: unknown): [Container, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Container;
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [[container, key] as [Container, string | number], ...places(container[key])]);
}

function mutate(config: unknown, where: number, how: number, value: unknown): void {
  const all = places(config);
  const place = all[Math.floor(where * all.length)];
  if (place === undefined) return;
  const [container, key] = place;
  if (how === 0) container[key] = value;
  else if (Array.isArray(container)) container.push(value, container[key]);
  else if (how === 1) delete container[key];
  else if (how === 2) container[`${key}s`] = value;
  else container[key] = [container[key]];
}

/** Plain data with one to three things changed, dropped, added or wrapped. */
export function mutated<T>(valid: fc.Arbitrary<T>): fc.Arbitrary<T> {
  const change = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat({ max: 3 }), ANYTHING);
  return fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 3 })).map(([config, changes]) => {
    const copy = structuredClone(config);
    for (const [where, how, value] of changes) mutate(copy, where, how, structuredClone(value));
    return copy;
  });
}
