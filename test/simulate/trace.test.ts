import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import { BUILTIN_SCENARIOS } from '../../src/model/simulation/builtin-scenarios.ts';
import { simulate } from '../../src/model/simulation/simulate.ts';
import { type PlannedRun, planRuns } from '../../src/simulate/plan.ts';
import { type TraceLine, traceRun } from '../../src/simulate/trace.ts';
import { config } from './config.ts';

const SCHEMA = resolve(import.meta.dirname, '../../schemas/retry.simulate.trace.json');
const valid = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

function planned(name: string): PlannedRun {
  const [run] = planRuns(config([], ['Crm']), { scenarios: [name], integration: null }, senderOf);
  if (!run) throw new Error('nothing planned');
  return run;
}

function traced(run: PlannedRun, seed = 1): TraceLine[] {
  const lines: TraceLine[] = [];
  traceRun(run, seed, (line) => void lines.push(JSON.parse(JSON.stringify(line)) as TraceLine));
  return lines;
}

function count(lines: readonly TraceLine[], kind: TraceLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length;
}

describe('a trace', () => {
  test.each(BUILTIN_SCENARIOS.map(({ name }) => name))('of %s keeps to its schema', (name) => {
    const wrong = traced(planned(name)).find((line) => !valid(line));
    expect([wrong, valid.errors]).toEqual([undefined, null]);
  });

  test('of an org where jobs die and operators act keeps to it, too', () => {
    const run = planned('outage-40-minutes');
    const faults = { crashRate: 0.2, killRate: 0.5, lockFailureRate: 0.1, slotTakenRate: 0.3 };
    const scenario = { ...run.scenario, switchedOff: [{ fromMinute: 20, toMinute: 30 }] };
    const lines = traced({ ...run, scenario, org: { ...run.org, faults } });
    expect(count(lines, 'crash')).toBeGreaterThan(10);
    expect(count(lines, 'operator')).toBe(2);
    const wrong = lines.find((line) => !valid(line));
    expect([wrong, valid.errors]).toEqual([undefined, null]);
  });

  test('is that of the first replication: what it says adds up to what the result says', () => {
    const run = planned('flapping');
    const { metrics } = simulate({ ...run, seed: 9, replications: 1 });
    const lines = traced(run, 9);
    expect(count(lines, 'attempt')).toBe(metrics['endpoint.calls'].mean);
    const delivered = lines.filter(
      (line) => line.kind === 'decision' && line.decision.next.step === 'delivered',
    );
    expect(delivered).toHaveLength(metrics.delivered.mean ?? -1);
  });

  test('begins with the scenario, and goes on in the order of time', () => {
    const [first, ...events] = traced(planned('brown-out'), 3);
    expect(first).toEqual({
      kind: 'scenario',
      scenario: 'brown-out',
      integration: 'Crm',
      seed: 3,
      replication: 0,
    });
    const times = events.map((event) => ('atMs' in event ? event.atMs : Number.NaN));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
