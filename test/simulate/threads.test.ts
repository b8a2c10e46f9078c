import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/config/sender-of.ts';
import type { ScenarioResult } from '../../src/model/simulation/scenario-result.ts';
import { prepare } from '../../src/model/simulation/simulate.ts';
import { UserError } from '../../src/model/user-error.ts';
import { runExperiment, type Site } from '../../src/simulate/experiments.ts';
import { type PlannedRun, planRuns } from '../../src/simulate/plan.ts';
import { type RunOptions, runScenarios } from '../../src/simulate/run.ts';
import { sensitivityOf } from '../../src/simulate/sensitivity.ts';
import { Workers } from '../../src/simulate/workers.ts';
import { config, runScenario } from './config.ts';

function planned(scenario: string): PlannedRun {
  const [run] = planRuns(config([], ['Crm']), { scenarios: [scenario], integration: null }, senderOf);
  if (!run) throw new Error('nothing planned');
  return run;
}

/** A clock that runs so fast that everything seems to take long: every scenario is worth threads. */
function hurried(workers: Workers, signal = new AbortController().signal): Site {
  let nowMs = 0;
  return {
    workers,
    signal,
    now: () => {
      nowMs += 100;
      return nowMs;
    },
    progress: () => undefined,
  };
}

async function json(workers: number, precision: number): Promise<string> {
  const pool = new Workers(workers);
  try {
    const { settings, plan } = prepare({ ...planned('flapping'), replications: 40, precision });
    return JSON.stringify(await runExperiment(settings, plan, hurried(pool), 40));
  } finally {
    await pool.close();
  }
}

describe('replications in threads', () => {
  test.each([0, 0.5])(
    'give the same to the last bit with 0, 1, 2 and 3 threads, at precision %d',
    async (precision) => {
      const [none, ...some] = await Promise.all([0, 1, 2, 3].map((workers) => json(workers, precision)));
      expect(some).toEqual([none, none, none]);
    },
  );

  test('a whole scenario is the same with and without them', async () => {
    const run = planned('outage-40-minutes');
    const of = async (workers: number): Promise<string> =>
      JSON.stringify(await runScenario(run, { seed: 3, replications: 40, precision: 0, workers }));
    expect(await of(2)).toBe(await of(0));
  });

  test('what a replication throws arrives as what it is', async () => {
    const pool = new Workers(1);
    const { settings, plan } = prepare({ ...planned('brown-out'), replications: 20 });
    // No settings can be cloned into a thread that hold a function; in this one they would do no harm.
    const uncloneable = { ...settings, org: { ...settings.org, run: () => 1 } } as typeof settings;
    await expect(runExperiment(uncloneable, plan, hurried(pool))).rejects.toThrow('could not be cloned');
    const impossible = { ...settings, rule: 'no-such-rule' } as unknown as typeof settings;
    await expect(pool.run(0, impossible, 0, 1)).rejects.toThrow(Error);
    await pool.close();
  });

  test('a thread that dies is one error that says so, and is not asked again', async () => {
    const pool = new Workers(1);
    const { settings } = prepare(planned('outage-40-minutes'));
    const running = pool.run(0, settings, 0, 500);
    const after = expect(running).rejects.toThrow('simulate.WorkerFailed');
    await pool.close();
    await after;
    await expect(running).rejects.toBeInstanceOf(UserError);
  });
});

describe('a run that is interrupted', () => {
  async function interrupted(workers: number): Promise<ScenarioResult[]> {
    const stop = new AbortController();
    const options: RunOptions = {
      seed: 1,
      replications: 1_000_000,
      precision: 0,
      workers,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done > 3) stop.abort();
      },
    };
    const results: ScenarioResult[] = [];
    const runs = [planned('brown-out'), planned('flapping')];
    for await (const result of runScenarios(runs, options)) results.push(result);
    return results;
  }

  test.each([0, 2])('says what is known so far, and that it was, with %i threads', async (workers) => {
    const [result, ...more] = await interrupted(workers);
    expect(more).toEqual([]);
    expect(result?.stoppedBy).toBe('interrupt');
    expect(result?.replications).toBeGreaterThan(0);
    expect(result?.replications).toBeLessThan(1_000_000);
    expect(result?.metrics.submitted.mean).toBe(2400);
    expect([result?.naive, result?.sensitivity, result?.comparison]).toEqual([[], [], null]);
  });

  test('while other queue latencies are tried leaves those out that were not finished', async () => {
    const stop = new AbortController();
    let done = 0;
    const { settings, plan } = prepare({ ...planned('flapping'), replications: 12, precision: 0 });
    const site: Site = {
      ...hurried(new Workers(0), stop.signal),
      progress: (replications) => {
        done += replications;
        if (done > 15) stop.abort();
      },
    };
    const found = await sensitivityOf(settings, plan, [], site);
    expect(found.map(({ queueLatencyFactor, replications }) => [queueLatencyFactor, replications])).toEqual([
      [0, 12],
    ]);
  });

  test('before anything began has no result', async () => {
    const options = { seed: 1, replications: 5, signal: AbortSignal.abort() };
    const results = runScenarios([planned('brown-out')], options);
    expect((await results.next()).done).toBe(true);
  });
});

test('progress tells what is done, how fast, and how long at most it still takes', async () => {
  const seen: { done: number; atMost: number; perSecond: number; secondsLeft: number | null }[] = [];
  await runScenario(planned('outage-40-minutes'), {
    seed: 1,
    replications: 60,
    precision: 0,
    onProgress: (progress) => seen.push(progress),
  });
  expect(seen.length).toBeGreaterThan(0);
  for (const [index, { done, atMost, perSecond, secondsLeft }] of seen.entries()) {
    expect(done).toBeGreaterThan(seen[index - 1]?.done ?? 0);
    expect(done).toBeLessThanOrEqual(atMost);
    expect(secondsLeft).toBeCloseTo((atMost - done) / perSecond, 6);
  }
});
