import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadResult } from '../../../src/load/result.ts';
import { MAX_ATTEMPTS } from '../../../src/model/load/call-retry.ts';
import { account, FLAWLESS } from '../double/account.ts';
import { recordRanges } from '../double/csv.ts';
import type { RowRule } from '../double/protocol.ts';
import { equationHolds, type Outcome, toTheEnd } from '../faults/outcome.ts';
import { type CrashAt, Rig } from '../faults/rig.ts';
import { type CsvStyle, csvFile, csvRow, expectedRows, rowLines, type Source } from '../faults/source.ts';
import { type Content, content, crashes, faults, jobRules, rowRules, style } from './arbitrary.ts';

const RUNS = Number(process.env['LOADER_RUNS'] ?? 2_000);
const SEED = Number(process.env['LOADER_SEED'] ?? 20_261_121);

const load = fc.record({
  content,
  style,
  faults,
  rowRules,
  jobRules,
  crashes,
  sorted: fc.boolean(),
  chunkRows: fc.integer({ min: 1, max: 20 }),
  chunkBytes: fc.constantFrom(1, 60, 500, 10_000_000),
  parallel: fc.integer({ min: 1, max: 4 }),
  stepsPerCall: fc.integer({ min: 1, max: 3 }),
  refreshes: fc.boolean(),
  listPageSize: fc.constantFrom(1, 1_000),
});
type Load = typeof load extends fc.Arbitrary<infer Value> ? Value : never;

/** The rows that count, as a source of their own. */
function keptSource({ file, kept }: Content): Source {
  return { columns: file.columns, rows: kept.map((row) => file.rows[row] ?? []) };
}

/** Keys of rows that the org will never take, whatever is tried. */
function refusedKeys({ rows }: Source, rules: readonly RowRule[]): string[] {
  const always = rules.filter((rule) => rule.times === 'always');
  return rows.map((row) => row[0] ?? '').filter((key) => always.some((rule) => key.includes(rule.contains)));
}

/** The dead-letter file's records, header first, as text. */
function deadLetters({ files }: LoadResult, { delimiter, lineEnding }: CsvStyle): string[] {
  if (files.deadLetter === null) return [];
  const bytes = readFileSync(files.deadLetter);
  const ranges = recordRanges(bytes, { delimiter, lineEnding: lineEnding === '\n' ? 'LF' : 'CRLF' });
  return ranges.starts.map((start, index) => bytes.toString('utf8', start, ranges.ends[index]));
}

/** At any moment the dead-letter file holds the rows that the result counts, no less and no more. */
function deadLettersAreCounted(result: LoadResult, style: CsvStyle): void {
  expect(Math.max(0, deadLetters(result, style).length - 1)).toBe(result.rows.deadLettered);
}

/** Each dead letter is the row as it stands in the file, then its line. */
function deadLettersAreTheRows(
  result: LoadResult,
  { content: { file, kept }, style }: Load,
  dead: Set<string>,
): void {
  const letters = deadLetters(result, style).slice(1).toSorted();
  const lines = rowLines(file, style);
  const wanted = kept
    .filter((row) => dead.has(file.rows[row]?.[0] ?? ''))
    .map(
      (row) => `${csvRow(file.rows[row] ?? [], style, row)}${style.delimiter}${lines[row]}${style.delimiter}`,
    )
    .toSorted();
  expect(letters.map((letter, index) => letter.startsWith(wanted[index] ?? '?'))).toEqual(
    wanted.map(() => true),
  );
}

/** Runs until the first process that outlives its crash: where the journal was not begun, the command is given again. */
async function throughCrashes(rig: Rig, one: Load): Promise<LoadResult> {
  const { chunkRows, chunkBytes, parallel, content } = one;
  const { onDuplicate, file } = content;
  const sortBy = one.sorted ? (file.columns[1] ?? null) : null;
  const options = { chunkRows, chunkBytes, parallel, onDuplicate, sortBy };
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
const tally = { crashed: 0, stopped: 0, struck: 0, severalJobs: 0, deadLetters: 0, skipped: 0 };

function count(rig: Rig, { result, stops }: Outcome): void {
  if (rig.deaths > 0) tally.crashed += 1;
  if (stops.length > 0) tally.stopped += 1;
  if (rig.double.calls.some((call) => call.fault !== undefined)) tally.struck += 1;
  if (rig.double.jobs.made.length > 2) tally.severalJobs += 1;
  if (result.rows.deadLettered > 0) tally.deadLetters += 1;
  if (result.rows.skippedDuplicates > 0) tally.skipped += 1;
}

/** Whether so many downloads of results may be spoilt that rows are unknown until a resume asks their job again. */
function mayStayShort({ faults }: Load): boolean {
  const cuts = faults.filter(({ fault }) => fault.kind === 'truncate').map(({ times }) => Number(times));
  return cuts.reduce((sum, times) => sum + times, 0) >= MAX_ATTEMPTS;
}

async function losesNothing(one: Load): Promise<void> {
  const { faults, rowRules, jobRules, stepsPerCall, refreshes, listPageSize } = one;
  const { caseSensitive } = one.content;
  const org = { caseSensitive, faults, rowRules, jobRules, pace: { stepsPerCall }, refreshes, listPageSize };
  const rig = new Rig(csvFile(one.content.file, one.style), org);
  try {
    const kept = keptSource(one.content);
    const outcome = await toTheEnd(
      rig,
      () => throughCrashes(rig, one),
      expectedRows(kept),
      (stopped) => deadLettersAreCounted(stopped, one.style),
      ({ state, rows: { unknown } }) => state === 'stopped' || (mayStayShort(one) && unknown > 0),
    );
    const { result, verdict } = outcome;
    count(rig, outcome);
    const dead = new Set(verdict.missing);
    expect({ ...verdict, missing: [] }).toEqual(FLAWLESS);
    // A transient row error may outlast the rounds of retries: then the row is a dead letter, not lost.
    for (const key of refusedKeys(kept, rowRules)) expect(dead).toContain(key);
    expect(result.rows).toMatchObject({
      source: one.content.file.rows.length,
      skippedDuplicates: one.content.file.rows.length - kept.rows.length,
      deadLettered: dead.size,
      loaded: kept.rows.length - dead.size,
      unknown: 0,
    });
    expect(equationHolds(result)).toBe(true);
    deadLettersAreTheRows(result, one, dead);
    for (const { uploads } of rig.double.jobs.made) expect(uploads).toBeLessThanOrEqual(1);
    const unsaid = account(rig.double).jobs.open.filter((id) => !result.orphans.includes(id));
    // Where the org would not list its jobs, the result must at least say that.
    if (result.warnings.length === 0) expect(unsaid).toEqual([]);
  } finally {
    rig.remove();
  }
}

describe('whatever the file, the faults and the crashes', () => {
  test(`no row is lost, written twice or changed (${RUNS} loads, seed ${SEED})`, {
    timeout: 60_000 + RUNS * 200,
  }, async () => {
    await fc.assert(fc.asyncProperty(load, losesNothing), { numRuns: RUNS, seed: SEED });
    for (const loads of Object.values(tally)) expect(loads).toBeGreaterThan(RUNS / 10);
    console.log(tally);
  });
});
