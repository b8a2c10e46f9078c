import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BUILTIN_SCENARIOS } from '../../src/model/simulation/builtin-scenarios.ts';
import { INTEGRATION, SimulateCommand } from './simulate-command.ts';

const SCENARIO = `scenarios:
  - name: short-outage
    workload: { horizonHours: 24, bursts: [{ atMinute: 5, requests: 200 }] }
    endpoint: { outages: [{ fromMinute: 0, toMinute: 15 }] }
    expect: { lost: "== 0", deliveryMinutes.p95: "<= LIMIT" }
`;
const CONFIG = INTEGRATION + SCENARIO.replace('LIMIT', '60');

const command = new SimulateCommand();

describe('sf retry simulate', () => {
  test('runs the scenario of the file and exits 0 when what it expects holds', async () => {
    const { scenarios } = await command.run(CONFIG);
    expect(scenarios.map(({ name, integration, passed }) => [name, integration, passed])).toEqual([
      ['short-outage', 'Erp_Orders', true],
    ]);
    expect(process.exitCode ?? 0).toBe(0);
    expect(command.printed[1]).toContain('short-outage');
    expect(command.printed[2]).toContain('200 requests: all delivered, 0 dead-lettered, 0 lost');
  });

  test('exits 1 with the normal result when an expectation does not hold', async () => {
    const { scenarios } = await command.run(INTEGRATION + SCENARIO.replace('LIMIT', '2'));
    expect(process.exitCode).toBe(1);
    expect(scenarios[0]?.passed).toBe(false);
    expect(scenarios[0]?.expectations[1]).toMatchObject({
      metric: 'deliveryMinutes.p95',
      expected: '<= 2',
      passed: false,
    });
  });

  test('runs named scenarios with the seed and as often as asked', async () => {
    const flags = ['--scenario', 'flapping', '--seed', '42', '--replications', '4'];
    const { scenarios } = await command.run(INTEGRATION, ...flags, '--integration', 'Erp_Orders');
    expect(scenarios.map(({ name, seed, replications }) => [name, seed, replications])).toEqual([
      ['flapping', 42, 4],
    ]);
  });

  test('gives the same JSON twice', async () => {
    const run = async () =>
      JSON.stringify(await command.run(INTEGRATION, '--scenario', 'outage-40-minutes', '--json'));
    expect(await run()).toBe(await run());
  });
});

test('sf retry simulate runs all built-in scenarios where the file has none, and says how many passed', async () => {
  const { scenarios } = await command.run(INTEGRATION, '--replications', '1');
  expect(scenarios.map(({ name }) => name)).toEqual(BUILTIN_SCENARIOS.map(({ name }) => name));
  expect(command.printed.at(-1)).toMatch(new RegExp(`^. ${scenarios.length} scenarios, `, 'u'));
});

describe('sf retry simulate --report', () => {
  test('writes the same bytes twice, says where, and how to get the same numbers', async () => {
    const report = command.path('report.html');
    await command.run(CONFIG, '--report', report, '--seed', '7');
    const first = readFileSync(report, 'utf8');
    expect(command.printed.at(-1)).toBe(`The report is in ${report}.`);
    expect(first).toContain('short-outage');
    expect(first).toContain(`--config ${command.path('retry.yml')} --replications 3 --seed 7</code>`);
    await command.run(CONFIG, '--report', report, '--seed', '7');
    expect(readFileSync(report, 'utf8')).toBe(first);
  });

  test('replaces a report that is there, and leaves nothing else behind', async () => {
    const report = command.file('report.html', 'an old one');
    await command.run(CONFIG, '--report', report);
    expect(readFileSync(report, 'utf8')).toMatch(/^<!DOCTYPE html>/u);
    expect(readdirSync(command.folder).sort()).toEqual(['report.html', 'retry.yml']);
  });

  test('is written for a policy that fails, too', async () => {
    const report = command.path('report.html');
    await command.run(INTEGRATION + SCENARIO.replace('LIMIT', '2'), '--report', report);
    expect(process.exitCode).toBe(1);
    expect(readFileSync(report, 'utf8')).toContain('The scenario fails');
  });
});

describe('sf retry simulate --trace', () => {
  test('writes every event of the first replication of each scenario, a line each', async () => {
    const trace = command.path('trace.jsonl');
    const { scenarios } = await command.run(CONFIG, '--trace', trace, '--replications', '1');
    const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { kind: string });
    expect(events[0]).toMatchObject({ kind: 'scenario', scenario: 'short-outage', seed: 1 });
    const attempts = events.filter(({ kind }) => kind === 'attempt');
    expect(attempts).toHaveLength(scenarios[0]?.metrics['endpoint.calls'].mean ?? -1);
  });

  test('names every kind of event in the docs', () => {
    const docs = readFileSync('docs/trace.md', 'utf8');
    const schema = readFileSync('schemas/retry.simulate.trace.json', 'utf8');
    const { oneOf } = JSON.parse(schema) as { oneOf: { properties: { kind: { const: string } } }[] };
    const kinds = oneOf.map(({ properties }) => properties.kind.const);
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !docs.includes(`| \`${kind}\` |`))).toEqual([]);
  });
});

describe('sf retry simulate --compare', () => {
  test('says what another policy does differently on the same draws', async () => {
    const other = command.file('other.yml', `${INTEGRATION}    retry: { maxRetries: 0 }\n`);
    const { scenarios } = await command.run(CONFIG, '--compare', other, '--replications', '12');
    const [result] = scenarios;
    expect(result?.comparison).toMatchObject({ file: other, replications: result?.replications });
    const dead = result?.comparison?.metrics.find(({ id }) => id === 'deadLettered');
    expect(dead).toMatchObject({ a: 0, significant: true });
    expect(command.printed.find((line) => line.startsWith('  deadLettered '))).toContain('+');
  });

  test('an other file that says the same makes no difference', async () => {
    const other = command.file('other.yml', INTEGRATION);
    const { scenarios } = await command.run(CONFIG, '--compare', other, '--replications', '12');
    const metrics = scenarios[0]?.comparison?.metrics ?? [];
    expect(metrics.length).toBeGreaterThan(20);
    expect(metrics.filter(({ significant }) => significant)).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  test('prints what is known, writes no file, and exits 130', async () => {
    const report = command.path('never.html');
    const trace = command.path('never.jsonl');
    setTimeout(() => process.emit('SIGINT'), 400);
    const flags = ['--replications', '1000000', '--report', report, '--trace', trace];
    // What hardly ever happens takes many replications to be known.
    const rare = CONFIG.replace('outages: [', 'errorRates: { "400": 0.00001 }, outages: [');
    const { scenarios } = await command.run(rare, '--scenario', 'short-outage', ...flags);
    expect(process.exitCode).toBe(130);
    expect(scenarios[0]).toMatchObject({ name: 'short-outage', stoppedBy: 'interrupt' });
    expect(scenarios[0]?.replications).toBeLessThan(1_000_000);
    expect(command.printed.join('\n')).toContain('It was interrupted');
    expect([existsSync(report), existsSync(trace)]).toEqual([false, false]);
    expect(readdirSync(command.folder).filter((name) => name.startsWith('.retry-'))).toEqual([]);
  });
});
