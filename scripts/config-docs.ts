// docs/config.md, from the table of keys.
import { written } from '../src/config/expected-text.ts';
import { CONFIG_FIELDS } from '../src/config/field-table.ts';
import type { Key } from '../src/config/key.ts';
import { configSection } from '../src/config/schema.ts';
import { METRICS } from '../src/model/simulation/metrics.ts';

const HEAD = `<!-- Written by scripts/schemas.ts: change src/config, then run "npm run schemas". -->

# The config file

One file, \`retry.yml\` in the project's root, says which integrations there are and how their failures are handled.
\`sf retry init\` writes one to start from. It may be JSON too. Its JSON schema, \`retry.schema.json\`, lies beside it:
editors complete and check the file with it. A minimal one:

\`\`\`yaml
# yaml-language-server: $schema=./retry.schema.json
integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
\`\`\`

An unknown key, a wrong type or an impossible value is an error with line and column, and with what to write instead.
All problems are reported at once. The tables show what may be written, the default, and for the keys of an integration
the field that holds the value in an org: one record of \`Retry_Config__mdt\` and one of \`Circuit_Breaker_Config__mdt\`
per integration.
`;

const RULES = `
## Rules between keys

- Names of integrations and of scenarios are unique; upper and lower case make no difference, nor do underscores in
  those of integrations: the handler of \`Erp_Orders\` is the class \`ErpOrdersHandler\`.
- \`baseDelaySeconds\` is at most \`maxDelaySeconds\`; \`immediateRetries\` is at most \`maxRetries\`.
- 401 is never retried: a named credential refreshes its token by itself. No list holds a value twice.
- \`idempotencyHeader\` is no header that has a meaning of its own, such as Authorization.
- \`maskedJsonKeys\`, joined by commas, has at most 255 characters: a custom metadata field holds no more.
- A scenario names an integration of the file. Its workload sends something, and at most ten million requests. Its
  bursts, arrivals, outages and brown-outs start before \`horizonHours\` is over; a span ends after it starts; a brown-out
  does something. \`requestsPerHour\` has 1 number or 24. \`min\` of a latency is at most its \`max\`, and its
  \`quantiles\` rise. The shares of \`errorRates\` add up to 1 at most.
- Only a share can be compared with a percentage.

## Warnings

- More than 90 % of the first retries fall into one minute. The platform waits whole minutes only, so a base delay of
  seconds sends all of them back together. The share is computed from jitter and rounding, for the first retry that
  waits.
- \`timeoutSeconds\` x \`requestsPerJob\` is over 120: all callouts of a job share 120 seconds, so a job tries fewer
  requests than it could when the endpoint answers slowly.

## Metrics of \`expect\`

A metric that is looked at in every replication must hold in each of them; one with an interval must hold at the
adverse end of the 95 % interval of its mean.

| Metric | Unit | Looked at | Meaning |
| --- | --- | --- | --- |
`;

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function fieldOf(path: string): string {
  const field = CONFIG_FIELDS.find(({ key }) => `integrations[].${key}` === path);
  return field ? `\`${field.field}\`` : '';
}

function defaultOf({ kind, fallback }: Key): string {
  if (kind === 'section' || kind === 'map') return '';
  return fallback === undefined ? 'required' : `\`${written(fallback)}\``;
}

function children(path: string, key: Key): (readonly [string, Key])[] {
  const inside = Object.entries(key.keys).map(
    ([name, child]) => [path === '' ? name : `${path}.${name}`, child] as const,
  );
  return key.items ? [...inside, [`${path}[]`, key.items]] : inside;
}

function table(path: string, key: Key): string {
  const inConfig = Object.keys(key.keys).some((name) => fieldOf(`${path}.${name}`) !== '');
  const heads = ['Key', 'Write', 'Default', ...(inConfig ? ['Field'] : []), 'Meaning'];
  const rows = Object.entries(key.keys).map(([name, child]) =>
    row(
      `\`${name}\``,
      child.expected,
      defaultOf(child),
      ...(inConfig ? [fieldOf(`${path}.${name}`)] : []),
      child.description,
    ),
  );
  return [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');
}

function sections(path: string, key: Key): string[] {
  const below = children(path, key).flatMap(([name, child]) => sections(name, child));
  if (Object.keys(key.keys).length === 0) return below;
  const heading = path === '' ? '## Top level' : `## \`${path}\``;
  return [`${heading}\n\n${key.description}\n\n${table(path, key)}\n`, ...below];
}

/** The text of docs/config.md. */
export function configDocs(): string {
  const metrics = METRICS.map(({ id, unit, gate, description }) =>
    row(`\`${id}\``, unit, gate.replace('-', ' '), description),
  );
  return `${HEAD}\n${sections('', configSection).join('\n')}${RULES}${metrics.join('\n')}\n`;
}
