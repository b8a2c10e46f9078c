import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import RetrySimulate, { type RetrySimulateResult } from '../../src/commands/retry/simulate.ts';

const PLUGIN = resolve(import.meta.dirname, '../..');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;
const INTEGRATION = `integrations:
  - name: Erp_Orders
    namedCredential: ERP
    object: Order__c
`;
const SCENARIO = `scenarios:
  - name: short-outage
    workload: { horizonHours: 24, bursts: [{ atMinute: 5, requests: 200 }] }
    endpoint: { outages: [{ fromMinute: 0, toMinute: 15 }] }
    expect: { lost: "== 0", deliveryMinutes.p95: "<= LIMIT" }
`;

let folder: string;
let printed: string[];
const listeners = SIGNALS.map((signal) => process.listeners(signal));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  printed = [];
  vi.spyOn(SfCommand.prototype, 'log').mockImplementation(
    (text = '') => void printed.push(...text.split('\n')),
  );
  vi.spyOn(SfCommand.prototype, 'warn').mockImplementation((warning) => warning);
  vi.spyOn(SfCommand.prototype, 'logToStderr').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  SIGNALS.forEach((signal, index) => {
    for (const added of process.listeners(signal))
      if (!listeners[index]?.includes(added)) process.off(signal, added);
  });
});

function configFile(text: string): string {
  const path = join(folder, 'retry.yml');
  writeFileSync(path, text);
  return path;
}

async function simulate(text: string, ...flags: string[]): Promise<RetrySimulateResult> {
  const few = flags.includes('--replications') ? [] : ['--replications', '3'];
  return await RetrySimulate.run(['--config', configFile(text), ...few, ...flags], PLUGIN);
}

/** How a command line ends that is refused: the whole message, and what to do. */
async function refusal(...flags: string[]): Promise<{ message: string; actions: unknown; name: string }> {
  try {
    await simulate(INTEGRATION, ...flags);
  } catch (error) {
    if (error instanceof Error) {
      return {
        message: error.message,
        name: error.name,
        actions: 'actions' in error ? error.actions : undefined,
      };
    }
  }
  throw new Error('it was not refused');
}

describe('sf retry simulate', () => {
  test('runs the scenario of the file and exits 0 when what it expects holds', async () => {
    const { scenarios } = await simulate(INTEGRATION + SCENARIO.replace('LIMIT', '60'));
    expect(scenarios.map(({ name, integration, passed }) => [name, integration, passed])).toEqual([
      ['short-outage', 'Erp_Orders', true],
    ]);
    expect(process.exitCode ?? 0).toBe(0);
    expect(printed[1]).toContain('short-outage');
    expect(printed[2]).toContain('200 requests: all delivered, 0 dead-lettered, 0 lost');
  });

  test('exits 1 with the normal result when an expectation does not hold', async () => {
    const { scenarios } = await simulate(INTEGRATION + SCENARIO.replace('LIMIT', '2'));
    expect(process.exitCode).toBe(1);
    expect(scenarios[0]?.passed).toBe(false);
    expect(scenarios[0]?.expectations[1]).toMatchObject({
      metric: 'deliveryMinutes.p95',
      expected: '<= 2',
      passed: false,
    });
  });

  test('runs all built-in scenarios where the file has none', async () => {
    const { scenarios } = await simulate(INTEGRATION, '--replications', '2');
    expect(scenarios.map(({ name }) => name)).toEqual([
      'outage-40-minutes',
      'brown-out',
      'flapping',
      'bulk-10000-records',
      'async-limit-nearly-used',
    ]);
    expect(printed.at(-1)).toContain('5 scenarios, all passed.');
  });

  test('runs named scenarios with the seed and as often as asked', async () => {
    const flags = [
      '--scenario',
      'flapping',
      '--seed',
      '42',
      '--replications',
      '4',
      '--integration',
      'Erp_Orders',
    ];
    const { scenarios } = await simulate(INTEGRATION, ...flags);
    expect(scenarios.map(({ name, seed, replications }) => [name, seed, replications])).toEqual([
      ['flapping', 42, 4],
    ]);
  });

  test('gives the same JSON twice', async () => {
    const run = async () =>
      JSON.stringify(await simulate(INTEGRATION, '--scenario', 'outage-40-minutes', '--json'));
    expect(await run()).toBe(await run());
  });
});

describe('sf retry simulate refuses', () => {
  test('an unknown scenario, and names the known ones', async () => {
    expect(await refusal('--scenario', 'outage')).toEqual({
      name: 'UnknownScenario',
      message: 'There is no scenario "outage".',
      actions: [
        'Pick one of these: outage-40-minutes, brown-out, flapping, bulk-10000-records, async-limit-nearly-used.',
      ],
    });
  });

  test('an unknown integration, and names the known ones', async () => {
    expect(await refusal('--integration', 'Crm')).toEqual({
      name: 'UnknownIntegration',
      message: 'There is no integration "Crm" in the config file.',
      actions: ['Pick one of these: Erp_Orders.'],
    });
  });

  test.each([
    ['--seed', 'one', 'Expected an integer but received: one'],
    ['--seed', '1.5', 'Expected an integer but received: 1.5'],
    ['--seed', '-1', 'Expected an integer greater than or equal to 0 but received: -1'],
    ['--replications', '0', 'Expected an integer greater than or equal to 1 but received: 0'],
    ['--replications', 'many', 'Expected an integer but received: many'],
    ['--replications', '1000001', 'Expected an integer less than or equal to 1000000 but received: 1000001'],
  ])('%s %s', async (flag, value, message) => {
    const error = await refusal(flag, value);
    expect(error.message.split(/\s*\n\s*/)).toEqual([
      `Parsing ${flag}`,
      message,
      'See more help with --help',
    ]);
  });

  test('a config file that is not there', async () => {
    const missing = RetrySimulate.run(['--config', join(folder, 'nothing.yml')], PLUGIN);
    await expect(missing).rejects.toMatchObject({ name: 'ConfigNotFound', exitCode: 1 });
  });
});
