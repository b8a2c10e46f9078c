import type { Key, Keys } from './key.ts';
import type { Path } from './problem.ts';
import { configSection } from './schema.ts';

/** What is known of the key at a path; null where there can be none. */
export function keyAt(path: Path): Key | null {
  let key: Key | null = configSection;
  for (const part of path) key = key && childKey(key, part);
  return key;
}

function childKey(key: Key, part: string | number): Key | null {
  if (key.items) return key.items;
  return Object.hasOwn(key.keys, part) ? (key.keys[part] ?? null) : null;
}

/** The keys that can stand in a section with this content. */
export function keysIn(section: Key, content: unknown): Keys {
  const { variants } = section;
  if (!variants) return section.keys;
  const chosen = (content as Readonly<Record<string, unknown>>)[variants.discriminator];
  const rest = Object.hasOwn(variants.sections, String(chosen)) ? variants.sections[String(chosen)] : {};
  return { [variants.discriminator]: section.keys[variants.discriminator] as Key, ...rest };
}

/** The first section that has a key of this name, such as `integrations[].retry`; null where none has. */
export function homeOf(name: string): string | null {
  return search(configSection, '', name);
}

function search(key: Key, path: string, name: string): string | null {
  if (Object.hasOwn(key.keys, name)) return path === '' ? 'the top level' : path;
  const children = Object.entries(key.keys).map(
    ([child, facts]) => [path === '' ? child : `${path}.${child}`, facts] as const,
  );
  if (key.items) children.push([`${path}[]`, key.items]);
  for (const [child, facts] of children) {
    const found = search(facts, child, name);
    if (found !== null) return found;
  }
  return null;
}
