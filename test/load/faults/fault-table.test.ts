import { afterEach, describe, expect, test } from 'vitest';
import { account, FLAWLESS } from '../double/account.ts';
import { EVERY_STEP, type FaultCase, JOB_ENDS, OUTAGES, RESULT_LISTS, STOPS } from './fault-table.ts';
import { equationHolds, toTheEnd } from './outcome.ts';
import { Rig } from './rig.ts';
import { csvFile, expectedRows, sampleSource } from './source.ts';

const source = sampleSource(70);
const csv = csvFile(source);

let rig: Rig | undefined;
afterEach(() => rig?.remove());

/** Keys that a case's row rules keep out of the org. */
function refused({ org }: FaultCase): string[] {
  const always = (org.rowRules ?? []).filter((rule) => rule.times === 'always');
  const poison = (org.jobRules ?? []).flatMap((rule) => rule.withKey ?? []);
  const keys = source.rows.map((row) => row[0] ?? '');
  return keys.filter((key) => poison.includes(key) || always.some((rule) => key.includes(rule.contains)));
}

/** The one promise of the loader, for every row of the table. */
async function keepsItsPromise(one: FaultCase): Promise<void> {
  rig = new Rig(csv, one.org);
  const outcome = await toTheEnd(
    rig,
    (used) => used.run({ parallel: one.parallel ?? 2 }),
    expectedRows(source),
  );
  const dead = refused(one);
  expect(rig.double.idleFaults()).toEqual([]);
  expect(outcome.stops).toEqual(one.stops ?? []);
  expect({ ...outcome.verdict, ...(one.mayRewrite && { writtenTwice: [] }) }).toEqual({
    ...FLAWLESS,
    missing: dead,
  });
  expect(outcome.result.rows).toMatchObject({
    source: 70,
    loaded: 70 - dead.length,
    deadLettered: dead.length,
    unknown: 0,
    remaining: 0,
  });
  expect(equationHolds(outcome.result)).toBe(true);
  expect(outcome.result.state).toBe(dead.length > 0 ? 'doneWithFailures' : 'done');
  const uploads = rig.double.jobs.made.map((job) => job.uploads);
  expect(Math.max(...uploads)).toBeLessThanOrEqual(1);
  const open = account(rig.double).jobs.open.filter((id) => !outcome.result.orphans.includes(id));
  expect(open).toEqual([]);
  expect(rig.double.calls.some((call) => call.endpoint === 'delete')).toBe(false);
}

describe('every row arrives once, and no open job is left unsaid, after', () => {
  test.each(EVERY_STEP)('$name', keepsItsPromise);
  test.each(OUTAGES)('$name', keepsItsPromise);
  test.each(RESULT_LISTS)('$name', keepsItsPromise);
  test.each(JOB_ENDS)('$name', keepsItsPromise);
  test.each(STOPS)('$name', keepsItsPromise);
});
