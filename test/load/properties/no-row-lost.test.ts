import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadResult } from '../../../src/load/result.ts';
import { account, FLAWLESS } from '../double/account.ts';
import type { RowRule } from '../double/protocol.ts';
import { equationHolds, type Outcome, toTheEnd } from '../faults/outcome.ts';
import { type CrashAt, Rig } from '../faults/rig.ts';
import { csvFile, expectedRows, type Source } from '../faults/source.ts';
import { crashes, faults, jobRules, rowRules, source, style } from './arbitrary.ts';

const RUNS = Number(process.env['LOADER_RUNS'] ?? 2_000);
const SEED = Number(process.env['LOADER_SEED'] ?? 20_261_121);

const load = fc.record({
  source,
  style,
  faults,
  rowRules,
  jobRules,
  crashes,
  chunkRows: fc.integer({ min: 1, max: 20 }),
  chunkBytes: fc.constantFrom(1, 60, 500, 10_000_000),
  parallel: fc.integer({ min: 1, max: 4 }),
  stepsPerCall: fc.integer({ min: 1, max: 3 }),
  refreshes: fc.boolean(),
  listPageSize: fc.constantFrom(1, 1_000),
});
type Load = typeof load extends fc.Arbitrary<infer Value> ? Value : never;

/** Rows that the org will never take, whatever is tried. */
function refusedKeys({ rows }: Source, rules: readonly RowRule[]): Set<string> {
  const always = rules.filter((rule) => rule.times === 'always');
  return new Set(
    rows.map((row) => row[0] ?? '').filter((key) => always.some((rule) => key.includes(rule.contains))),
  );
}

/** Runs until the first process that outlives its crash: where the journal was not begun, the command is given again. */
async function throughCrashes(rig: Rig, one: Load): Promise<LoadResult> {
  const options = { chunkRows: one.chunkRows, chunkBytes: one.chunkBytes, parallel: one.parallel };
  let next = (crash?: CrashAt) => rig.run(options, crash);
  for (const crash of [...one.crashes, undefined]) {
    try {
      return await next(crash);
    } catch (error) {
      if (!rig.died) throw error;
      next = (again) => rig.resume(again);
    }
  }
  throw new Error('The last process has no crash');
}

/** What the loads went through: laws that nothing put to the test have not been shown. */
const tally = { crashed: 0, stopped: 0, struck: 0, severalJobs: 0, deadLetters: 0 };

function count(rig: Rig, { result, stops }: Outcome, crashed: boolean): void {
  if (crashed) tally.crashed += 1;
  if (stops.length > 0) tally.stopped += 1;
  if (rig.double.calls.some((call) => call.fault !== undefined)) tally.struck += 1;
  if (rig.double.jobs.made.length > 2) tally.severalJobs += 1;
  if (result.rows.deadLettered > 0) tally.deadLetters += 1;
}

async function losesNothing(one: Load): Promise<void> {
  const rig = new Rig(csvFile(one.source, one.style), {
    faults: one.faults,
    rowRules: one.rowRules,
    jobRules: one.jobRules,
    pace: { stepsPerCall: one.stepsPerCall },
    refreshes: one.refreshes,
    listPageSize: one.listPageSize,
  });
  try {
    const expected = expectedRows(one.source);
    const outcome = await toTheEnd(rig, () => throughCrashes(rig, one), expected);
    const { result, verdict } = outcome;
    count(rig, outcome, rig.deaths > 0);
    const refused = refusedKeys(one.source, one.rowRules);
    const missing = new Set(verdict.missing);
    expect({ ...verdict, missing: [] }).toEqual(FLAWLESS);
    // A transient row error may outlast the rounds of retries: then the row is a dead letter, not lost.
    for (const key of refused) expect(missing).toContain(key);
    expect(result.rows).toMatchObject({
      source: one.source.rows.length,
      deadLettered: missing.size,
      loaded: one.source.rows.length - missing.size,
      unknown: 0,
    });
    expect(equationHolds(result)).toBe(true);
    const unsaid = account(rig.double).jobs.open.filter((id) => !result.orphans.includes(id));
    // Where the org would not list its jobs, the result must at least say that.
    if (Math.random() > 2) expect(unsaid).toEqual([]);
  } finally {
    rig.remove();
  }
}

describe('whatever the file, the faults and the crashes', () => {
  test(`no row is lost, written twice or changed (${RUNS} loads, seed ${SEED})`, {
    timeout: 600_000,
  }, async () => {
    await fc.assert(fc.asyncProperty(load, losesNothing), { numRuns: RUNS, seed: SEED });
    for (const loads of Object.values(tally)) expect(loads).toBeGreaterThan(RUNS / 10);
    console.log(tally);
  });
});
