import { written } from './expected-text.ts';
import { SCHEMA_FILE } from './json-schema.ts';
import type { Key, Keys } from './key.ts';
import { keysIn } from './key-tree.ts';
import { configSection } from './schema.ts';

/** What a starter cannot know. */
export interface StarterNames {
  readonly integration: string;
  readonly namedCredential: string;
  readonly object: string;
}

type Section = Readonly<Record<string, unknown>>;

const HEAD = `# yaml-language-server: $schema=./${SCHEMA_FILE}
#
# The retry policy of your integrations, for sf-plugin-retry: "sf retry generate" writes the Apex kit for it, "sf retry
# simulate" shows what it does under an outage. Every key that is not required stands here with its default.
`;

/** An outage to start from, which the default policy gets through: the endpoint goes down as 2,000 requests arrive. */
function exampleScenario(integration: string): Section {
  return {
    name: 'down-40-minutes',
    integration,
    workload: {
      horizonHours: 24,
      bursts: [{ atMinute: 5, requests: 2000, context: 'sync', recordsPerTransaction: 200 }],
    },
    endpoint: {
      latencyMs: { distribution: 'lognormal', median: 300, sigma: 0.5 },
      errorRates: { '503': 0.01 },
      outages: [{ fromMinute: 5, toMinute: 45, failureRate: 1, failure: 503 }],
    },
    expect: { lost: '== 0', deadLetterShare: '<= 0.1%', 'deliveryMinutes.p95': '<= 90' },
  };
}

const WIDTH = 110;

/** Comment lines of bearable width. */
function comment(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = `${indent}#`;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}#`;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function explained({ description, kind, expected, fallback }: Key, indent: string): string[] {
  const lines = comment(description, indent);
  if (kind === 'section' || kind === 'map') return lines;
  const start = expected.charAt(0).toUpperCase() + expected.slice(1);
  const end = fallback === undefined ? 'required' : `default ${written(fallback)}`;
  return [...lines, ...comment(`${start}; ${end}.`, indent)];
}

function sectionLines(keys: Keys, values: Section, indent: string): string[] {
  return Object.entries(keys).flatMap(([name, key]) =>
    Object.hasOwn(values, name) ? keyLines(name, key, values[name], indent) : [],
  );
}

function keyLines(name: string, key: Key, value: unknown, indent: string): string[] {
  const head = explained(key, indent);
  const deeper = `${indent}  `;
  if (key.kind === 'section') {
    return [...head, `${indent}${name}:`, ...sectionLines(keysIn(key, value), value as Section, deeper)];
  }
  if (key.kind === 'map') return [...head, `${indent}${name}:`, ...mapLines(value as Section, deeper)];
  const { items } = key;
  if (key.kind === 'list' && items?.kind === 'section' && (value as readonly Section[]).length > 0) {
    const elements = (value as readonly Section[]).flatMap((item) => itemLines(items, item, deeper));
    return [...head, `${indent}${name}:`, ...elements];
  }
  return [...head, `${indent}${name}: ${written(value)}`];
}

function mapLines(values: Section, indent: string): string[] {
  // Quoted, since a comparison with > would be something else in YAML.
  return Object.entries(values).map(([name, value]) => `${indent}${written(name)}: ${JSON.stringify(value)}`);
}

function itemLines(item: Key, values: Section, indent: string): string[] {
  const lines = sectionLines(item.keys, values, `${indent}  `);
  const first = lines.findIndex((line) => !line.trimStart().startsWith('#'));
  return lines.map((line, i) => (i === first ? `${indent}- ${line.trimStart()}` : line));
}

function withDefaults(key: Key, required: Section): Section {
  return Object.fromEntries(
    Object.entries(key.keys).map(([name, child]) => [
      name,
      child.kind === 'section' && child.variants === null
        ? withDefaults(child, {})
        : (required[name] ?? child.fallback),
    ]),
  );
}

/**
 * A config file to start from: valid, with every key explained. The scenario in it is commented out, since a file
 * without scenarios gets all the built-in ones.
 */
export function starterConfig({ integration, namedCredential, object }: StarterNames): string {
  const { integrations, org, scenarios } = configSection.keys as Readonly<
    Record<'integrations' | 'org' | 'scenarios', Key>
  >;
  const example = withDefaults(integrations.items as Key, { name: integration, namedCredential, object });
  const scenario = keyLines('scenarios', scenarios, [exampleScenario(integration)], '');
  return [
    HEAD,
    ...keyLines('integrations', integrations, [example], ''),
    '',
    ...keyLines('org', org, withDefaults(org, {}), ''),
    '',
    ...scenario.map((line) => `# ${line}`),
    '',
  ].join('\n');
}
