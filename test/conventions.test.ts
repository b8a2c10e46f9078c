// What a first-class sf plugin keeps to, as the official lint rules for plugins would say it, over all commands and messages.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Messages } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const ALLOWED_EXIT_CODES = [0, 1, 2, 68, 69, 130];
/** Rooms that throw and that no command reaches yet. */
const UNREACHED: readonly string[] = [];
/** Flags of Salesforce's own making, with Salesforce's texts. */
const STANDARD_FLAGS = ['api-version', 'target-org', 'flags-dir'];
/** Bounded flags without a default: their absence has a meaning of its own. */
const ABSENCE_MEANS_SOMETHING = ['wait'];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const slashed = (path: string): string => path.replaceAll('\\', '/');
const sources = new Map(globSync('src/**/*.ts', { cwd: ROOT }).map((path) => [slashed(path), read(path)]));

interface Flag {
  readonly name: string;
  readonly char?: string;
  readonly summary?: string;
  readonly min?: number;
  readonly max?: number;
  readonly default?: unknown;
  readonly dependsOn?: readonly string[];
  readonly exclusive?: readonly string[];
  readonly exactlyOne?: readonly string[];
}

interface CommandClass {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly flags: Readonly<Record<string, Omit<Flag, 'name'>>>;
}

async function load(
  path: string,
): Promise<{ path: string; id: string; command: CommandClass; flags: Flag[] }> {
  const { default: command } = (await import(join(ROOT, path))) as { default: CommandClass };
  const flags = Object.entries(command.flags).map(([name, flag]) => ({ ...flag, name }));
  const id = path
    .replace(/^src\/commands\//u, '')
    .replace(/\.ts$/u, '')
    .replaceAll('/', ' ');
  return { path, id, command, flags };
}

const commandFiles = [...sources.keys()].filter((path) => path.startsWith('src/commands/'));
const commands = await Promise.all(commandFiles.map(load));

test('there are commands', () => {
  expect(commands.map(({ id }) => id)).toContain('retry generate');
});

describe.each(commands)('$id', ({ path, id, command, flags }) => {
  test('is an SfCommand named after its path', () => {
    expect(Object.getPrototypeOf(command)).toBe(SfCommand);
    const words = id.split(/[ -]/u);
    expect(command.name).toBe(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''));
    expect(sources.get(path)).toContain(`export type ${command.name}Result`);
  });

  test('has a summary of one sentence, and a description', () => {
    expect(command.summary).toMatch(/^[A-Z][^.]*\.$/u);
    expect(command.description).toMatch(/\.$/u);
  });

  test('has examples: an intent with a colon, then a call with long flags that exist', () => {
    expect(command.examples?.length).toBeGreaterThan(0);
    for (const example of command.examples ?? []) {
      const [intent = '', call = '', ...more] = String(example).trim().split(/\n+/u);
      expect(intent).toMatch(/^[A-Z].*:$/u);
      expect(call.trim()).toMatch(/^<%= config\.bin %> <%= command\.id %>(?: |$)/u);
      expect(more).toEqual([]);
      expect(call).not.toMatch(/ -[a-z]\b/u);
      const names = [...call.matchAll(/ --([a-z-]+)/gu)].map(([, name = '']) => name);
      const known = [...flags.map(({ name }) => name), 'json', 'flags-dir'];
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  test('has flags in kebab-case with a summary that ends in a period, and leaves --json to its base', () => {
    expect(flags.filter(({ name }) => !/^[a-z]+(?:-[a-z]+)*$/u.test(name)).map(({ name }) => name)).toEqual(
      [],
    );
    expect(
      flags
        .filter(({ name, summary }) => !STANDARD_FLAGS.includes(name) && !summary?.endsWith('.'))
        .map(({ name }) => name),
    ).toEqual([]);
    expect(flags.map(({ name }) => name)).not.toContain('json');
  });

  test('uses no letter twice, no -h, and -o only for --target-org', () => {
    const letters = flags.flatMap(({ char, name }) => (char === undefined ? [] : [`${char} ${name}`]));
    const chars = letters.map((letter) => letter.charAt(0));
    expect(new Set(chars).size).toBe(chars.length);
    expect(letters.filter((letter) => letter.startsWith('h') || /^o (?!target-org)/u.test(letter))).toEqual(
      [],
    );
  });

  test('has flags whose rules fit together', () => {
    const names = flags.map(({ name }) => name);
    for (const { name, min, max, dependsOn, exclusive, exactlyOne, default: value } of flags) {
      const others = [...(dependsOn ?? []), ...(exclusive ?? []), ...(exactlyOne ?? [])];
      expect(others.filter((other) => !names.includes(other))).toEqual([]);
      const bounded = min !== undefined || max !== undefined;
      expect([name, bounded && value === undefined && !ABSENCE_MEANS_SOMETHING.includes(name)]).toEqual([
        name,
        false,
      ]);
      expect([name, dependsOn !== undefined && value !== undefined]).toEqual([name, false]);
    }
  });
});

test('exit codes are those that scripts know', () => {
  const codes = [...sources].flatMap(([path, text]) => {
    const constants = new Map(
      [...text.matchAll(/const ([A-Z_]+) = (\d+);/gu)].map(([, name, code]) => [name, code]),
    );
    const used = text.matchAll(/(?:exitCode(?:: | = )|process\.exit\()(\d+|[A-Z_]+)\b/gu);
    return [...used].map(([, code = '']) => [path, Number(constants.get(code) ?? code)] as const);
  });
  expect(codes.length).toBeGreaterThan(2);
  expect(codes.filter(([, code]) => !ALLOWED_EXIT_CODES.includes(code))).toEqual([]);
});

/** Keys of a message file with the number of placeholders in each text. */
function placeholders(file: string): Map<string, number> {
  const sections = read(`messages/${file}`).split(/^# /mu).slice(1);
  return new Map(
    sections.map((section) => {
      const [key = '', ...lines] = section.split('\n');
      return [key.trim(), lines.join('\n').match(/%s/gu)?.length ?? 0];
    }),
  );
}

/** Elements of a list as it stands in the code; undefined if that cannot be told. */
function countElements(list: string): number | undefined {
  if (list.includes('...')) {
    return undefined;
  }
  let depth = 0;
  let elements = list.trim() === '' ? 0 : 1;
  for (const character of list.replace(/,\s*$/u, '')) {
    depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    elements += character === ',' && depth === 0 ? 1 : 0;
  }
  return elements;
}

/** Patterns of the keys that code puts together, such as `state.${state}`. */
function keyPatterns(code: string): RegExp[] {
  const templates = [...code.matchAll(/`([a-z][\w.-]*\.(?:\$\{\w+\}[\w.]*)+)`/gu)].map(
    ([, template = '']) => template,
  );
  return templates.map(
    (template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{\w+\}/gu, '[\\w-]+')}$`, 'u'),
  );
}

const LIST = String.raw`\[((?:[^[\]]|\[[^\]]*\])*)\]`;
const messageFiles = globSync('messages/*.md', { cwd: ROOT }).map((path) => basename(path));

describe.each(messageFiles)('messages/%s', (file) => {
  const bundle = basename(file, '.md');
  const keys = placeholders(file);
  const loaders = [...sources].filter(([, text]) => text.includes(`'sf-plugin-retry', '${bundle}'`));
  const throwers = [...sources].filter(
    ([, text]) => text.includes('new UserError(') && text.includes(`area: '${bundle}'`),
  );

  test('is a bundle of messages, read by a command or thrown by a room', () => {
    expect(() => Messages.loadMessages('sf-plugin-retry', bundle)).not.toThrow();
    expect(loaders.length + throwers.length).toBeGreaterThan(0);
    expect(keys.size).toBe([...read(`messages/${file}`).matchAll(/^# /gmu)].length);
  });

  test('holds no key that nobody uses', () => {
    const unused = [...keys.keys()].filter((key) => {
      const code = /^error\.(\w+)(?:\.actions)?$/u.exec(key)?.[1];
      const patterns = loaders.flatMap(([, text]) => keyPatterns(text));
      const named = loaders.some(
        ([, text]) => text.includes(`'${key}'`) || text.includes(`createError('error.${code}'`),
      );
      const thrown = throwers.length > 0 && [...sources.values()].some((text) => text.includes(`'${code}'`));
      return !(named || thrown || patterns.some((pattern) => pattern.test(key)));
    });
    expect(unused).toEqual([]);
  });

  test('holds every key that is used, with as many placeholders as there are values', () => {
    const calls = new RegExp(String.raw`(?:getMessages?|createError)\(\s*'([^']+)'(?:,\s*${LIST})?`, 'gu');
    for (const [path, text] of loaders) {
      for (const [, key = '', values = ''] of text.matchAll(calls)) {
        expect([path, key, countElements(values) ?? keys.get(key)]).toEqual([path, key, keys.get(key)]);
      }
    }
  });

  test('holds every error that is thrown, with its actions and as many placeholders as there are values', () => {
    const errors = new RegExp(
      String.raw`area: '${bundle}',\s*code: '(\w+)',?(?<named>\s*values\b(?:: ${LIST})?)?`,
      'gu',
    );
    for (const [path, text] of throwers) {
      for (const [, code = '', named, values] of text.matchAll(errors)) {
        const expected = keys.get(`error.${code}`);
        const given = named !== undefined && values === undefined ? expected : countElements(values ?? '');
        expect([path, code, given ?? expected]).toEqual([path, code, expected]);
      }
      const telling = text
        .split('\n')
        .filter((line) => /\bcode\b|Error\(|refuse\(|problem\(|^ +E[A-Z]+: /u.test(line));
      const codes = [...telling.join('\n').matchAll(/'([A-Z][a-z]+(?:[A-Z][a-z]*)+)'/gu)].map(
        ([, code = '']) => code,
      );
      expect(codes.filter((code) => !keys.has(`error.${code}`))).toEqual([]);
    }
    const errorKeys = [...keys.keys()].filter((key) => /^error\.\w+$/u.test(key));
    expect(errorKeys.filter((key) => !keys.has(`${key}.actions`))).toEqual([]);
  });
});

test('every room that throws has its messages, unless no command reaches it', () => {
  const areas = [...sources.values()].flatMap((text) =>
    [...text.matchAll(/area: '(\w+)',/gu)].map(([, area = '']) => area),
  );
  const silent = [...new Set(areas)].filter((area) => !existsSync(join(ROOT, 'messages', `${area}.md`)));
  expect(silent.filter((area) => !UNREACHED.includes(area))).toEqual([]);
  const reached = [...sources].filter(
    ([path, text]) =>
      /^src\/(?:commands|cli)\//u.test(path) && silent.some((room) => text.includes(`/${room}/`)),
  );
  expect(reached.map(([path]) => path)).toEqual([]);
});
